"""Internships, to take along."""

from typing import Any

from portal.accounts.models import Person
from portal.accounts.registry import exporting
from portal.kernel.fields import plaintext

from ..models import Internship


@exporting("就业见习")
def internships(person: Person) -> list[dict[str, Any]]:
    """Every agreement with how it ended and what both sides said of keeping."""
    rows = Internship.objects.filter(person_id__in=person.all_ids)
    rows = rows.select_related("base__employer__organisation", "application__vacancy")
    return [_told(row) for row in rows.order_by("made_at", "pk")]


def _told(row: Internship) -> dict[str, Any]:
    return {
        "协议编号": row.number,
        "单位": row.base.employer.organisation.name,
        "岗位": row.application.vacancy.title,
        "状态": row.get_state_display(),
        "开始": row.begins,
        "结束": row.ends,
        "带教人": plaintext(row.mentor),
        "每月生活费": row.stipend,
        "保险单号": plaintext(row.policy),
        "毕业日期": row.graduated_on,
        "本人同意": row.agreed_at,
        "实际结束": row.ended_on,
        "怎么结束的": row.get_ended_by_display() if row.ended_by else "",
        "原因": plaintext(row.why) if row.why else "",
        "单位说已留用": row.kept,
        "本人说属实": row.confirmed,
    }
