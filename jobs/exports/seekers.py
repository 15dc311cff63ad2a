"""CV and wishes, to take along."""

from typing import Any

from portal.accounts.models import Person
from portal.accounts.registry import exporting

from ..models import Resume
from ..presenters.resumes import resume_context


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
