"""The profile card (画像): all that pushes and matching know of a person, where each fact comes from, since when."""

from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from portal.accounts.models import Person
from portal.agencies.models import Region
from portal.kernel.dates import full_text

from ..models import Intention, KeyGroup, Occupation, Resume, ServiceStage, Stage
from ..rules import skills
from ..rules.groups import prefix_of
from ..services import push_words, pushing
from . import stages


def meaning(stage: int) -> str:
    """What a stage is for the person."""
    return {
        Stage.PUSHED: _("每天挑几个新岗位告诉您。"),
        Stage.PROFILED: _("每周按您的简历挑几个最合适的岗位告诉您。"),
        Stage.GUIDED: _("就业服务人员一对一帮您:改简历、练面试、找培训。"),
        Stage.EXPERT: _("约专家和您面谈,一起想办法。"),
    }[Stage(stage)]


def _fact(name: str, value: str, source: str, url: str) -> dict[str, str]:
    return {"name": name, "value": value, "source": source, "url": url}


def _wish(wish: Intention, source: str) -> dict[str, str]:
    pay = _("月薪不低于%(n)s元") % {"n": f"{wish.pay_floor:,}"} if wish.pay_floor else _("月薪不限")
    kind = str(wish.get_kind_display() or _("用工形式都可以"))
    place = wish.region.full_name.removeprefix("四川省")
    value = f"{wish.occupation.name} · {place} · {pay} · {kind}"
    name = _("想做什么(第%(n)s个)") % {"n": wish.position}
    return _fact(name, value, source, reverse("jobs:resume_wish", args=[wish.pk]))


def facts(person: Person) -> list[dict[str, str]]:
    """Every fact, in words; what is not filled in says so, as matching then reads «nothing»."""
    out = []
    resume = Resume.objects.filter(person=person).select_related("region").first()
    if resume:
        source = _("来自您的简历,%(day)s更新") % {"day": full_text(localdate(resume.changed_at))}
        wishes = resume.intentions.select_related("occupation", "region").order_by("position")
        out += [_wish(wish, source) for wish in wishes]
        basics, known = reverse("jobs:resume_basics"), skills.skills()
        years = _("%(n)s年") % {"n": resume.experience} if resume.experience else _("没有")
        home = resume.region.full_name if resume.region else ""
        out += [
            _fact(_("学历"), str(resume.get_education_display() or ""), source, basics),
            _fact(_("工作年限"), years, source, basics),
            _fact(_("从哪里算距离"), home and _("%(place)s中心") % {"place": home}, source, basics),
            _fact(
                _("会什么"),
                "、".join(known[code].name for code in resume.skills if code in known),
                source,
                reverse("jobs:resume_skills"),
            ),
        ]
    return out + _groups(person) + _home(person, resume)


def _groups(person: Person) -> list[dict[str, str]]:
    """Key groups that stand, with who set them and when."""
    rows = KeyGroup.objects.filter(person_id__in=person.all_ids, ends__isnull=True)
    return [
        _fact(
            _("服务类别"),
            str(each.get_group_display()),
            _("%(agency)s%(clerk)s认定,%(day)s")
            % {"agency": each.agency.name, "clerk": each.set_by.name, "day": full_text(each.begins)},
            "",
        )
        for each in rows.select_related("agency", "set_by").order_by("-begins", "-pk")
    ]


def _home(person: Person, resume: Resume | None) -> list[dict[str, str]]:
    """Where somebody lives: read only as long as no wish says where to look."""
    if person.residence_region is None or resume and resume.intentions.exists():
        return []
    return [_fact(_("常住地"), person.residence_region.full_name, _("来自您填过的申请"), "")]


def topic_text(topic: str) -> str:
    """A topic or kind in words, from its code alone: a stopped one may have left the CV long ago."""
    if topic in pushing.KINDS:
        return {
            pushing.ALL: _("全部推送"),
            pushing.BY_CATEGORY: _("每天的新岗位"),
            pushing.BY_PROFILE: _("每周按简历挑的岗位"),
        }[topic]
    group, _dash, place = topic.partition("-")
    region = Region.objects.filter(pk=place).first()
    where = region.name if region else place
    if not group.isdigit():
        return push_words.of_place(where, group).removeprefix(_("因为"))
    code = f"{prefix_of(int(group))}-00"
    work = Occupation.objects.filter(pk=code).values_list("name", flat=True).first() or code
    return push_words.of_wish(where, work).removeprefix(_("因为"))


def switches(stopped: set[str]) -> list[dict[str, Any]]:
    """One switch a kind of push (with all off, that one alone), then what was stopped one by one."""
    shown = (pushing.ALL,) if pushing.ALL in stopped else pushing.KINDS
    kinds = [{"topic": kind, "text": topic_text(kind), "on": kind not in stopped} for kind in shown]
    rest = [
        {"topic": topic, "text": topic_text(topic), "on": False}
        for topic in sorted(stopped.difference(pushing.KINDS))
    ]
    return kinds + rest


def card_context(person: Person, row: ServiceStage | None) -> dict[str, Any]:
    """The whole page."""
    running = row is not None and row.closed_at is None
    context: dict[str, Any] = {
        "nav": "my",
        "facts": facts(person),
        "switches": switches(pushing.stopped_of(person)),
        "stage": stages.stage_text(row.stage) if running else "",
        "history": stages.history(row) if row else [],
        "conferences": stages.conferences(row) if row else [],
    }
    if running:
        context |= {
            "meaning": meaning(row.stage),
            "agency": row.agency,
            "helped": row.stage >= Stage.GUIDED,
            "category": row.get_category_display(),
            "grade": row.get_grade_display(),
            "dimensions": stages.dimensions_text(row),
        }
    return context
