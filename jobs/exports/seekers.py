"""CV and wishes, the assessment, what was said, planned and set at the desk: to take along."""

from typing import Any

from django.utils.timezone import localdate

from portal.accounts.models import Person
from portal.accounts.registry import exporting
from portal.kernel.dates import full_text, moment_text
from portal.kernel.fields import plaintext

from ..models import Assessment, Booking, Interview, KeyGroup, Resume
from ..presenters import activities, guidance
from ..presenters import assessment as assessments
from ..presenters.resumes import resume_context
from ..rules import riasec
from ..services.assessment import answers_of


@exporting("简历")
def resume(person: Person) -> list[dict[str, Any]]:
    """The CV with its entries and wishes, opened: it is the person's own."""
    rows = (
        Resume.objects.filter(person_id__in=person.all_ids).select_related("region").order_by("made_at", "pk")
    )
    return [_told(resume_context(row)) for row in rows]


def _told(context: dict[str, Any]) -> dict[str, Any]:
    found = context["resume"]
    told: dict[str, Any] = {each["name"]: each["value"] for each in context["basics"]}
    told |= {
        "谁看得到": found.get_visibility_display(),
        "为我匹配岗位": found.matching,
        "会什么": context["skills"],
        "求职意向": [f"{each['title']} · {each['meta']}" for each in context["wishes"]],
    }
    for part in context["sections"]:
        told[str(part["title"])] = [
            {"名称": each["title"], "单位": each["place"], "时间": each["span"], "说明": each["text"]}
            for each in part["entries"]
        ]
    return told


@exporting("职业素质测评")
def assessment(person: Person) -> list[dict[str, Any]]:
    """Every run of the assessment with the answers as they were given."""
    rows = Assessment.objects.filter(person_id__in=person.all_ids).order_by("begun_at", "pk")
    return [_run(row, answers_of(row)) for row in rows]


def _run(row: Assessment, answers: dict[int, int]) -> dict[str, Any]:
    names = assessments.letters()
    told: dict[str, Any] = {
        "开始": full_text(localdate(row.begun_at)),
        "完成": full_text(localdate(row.finished_at)) if row.finished_at else "",
        "回答": {str(number): points for number, points in sorted(answers.items())},
    }
    if row.finished_at:
        points = riasec.scores(answers)
        told["得分"] = {str(names[letter][0]): points[letter] for letter in riasec.LETTERS}
    return told


@exporting("就业指导")
def guided(person: Person) -> dict[str, Any]:
    """Interviews, key groups and plans, opened."""
    mine = {"person_id__in": person.all_ids}
    talks = Interview.objects.filter(**mine).select_related("clerk").order_by("held_at", "pk")
    tags = KeyGroup.objects.filter(**mine).select_related("set_by").order_by("begins", "pk")
    return {
        "求职意愿调查": [_talk(guidance.interview(each)) for each in talks],
        "重点群体": [_tag(guidance.group(each)) for each in tags],
        "职业规划": [_plan(each) for each in guidance.plans_of(person, most=None)],
    }


def _talk(row: dict[str, Any]) -> dict[str, str]:
    names = {
        "title": "失业原因",
        "meta": "谈话",
        "barriers": "难在哪里",
        "wishes": "想做什么",
        "next": "下次联系",
    }
    return {said: str(row[name]) for name, said in names.items()}


def _tag(row: dict[str, Any]) -> dict[str, str]:
    names = {"title": "群体", "meta": "认定", "evidence": "依据", "next": "下次联系"}
    return {said: str(row[name]) for name, said in names.items()}


def _plan(row: dict[str, Any]) -> dict[str, Any]:
    names = {"goal": "目标", "agency": "机构", "clerk": "经办人", "made": "制定", "signed": "本人签字"}
    steps = [{"做什么": each["text"], "哪天前": each["due"], "做到": each["done"]} for each in row["steps"]]
    return {said: row[name] for name, said in names.items()} | {"步骤": steps}


@exporting("活动预约")
def bookings(person: Person) -> list[dict[str, Any]]:
    """Activities one booked, whether one came, what one said."""
    rows = Booking.objects.filter(person_id__in=person.all_ids).select_related("activity__agency")
    return [
        {
            "活动": each.activity.title,
            "时间": activities.when(each.activity),
            "地点": each.activity.place,
            "主办": each.activity.agency.name,
            "预约": moment_text(each.booked_at),
            "状态": activities.state_of(each)[1],
            "评价": each.rating,
            "想说的": plaintext(each.words) if each.words else "",
        }
        for each in rows.order_by("booked_at", "pk")
    ]
