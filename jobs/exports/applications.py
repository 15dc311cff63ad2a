"""Applications and reports, to take along."""

import json
from typing import Any

from portal.accounts.models import Person
from portal.accounts.registry import exporting
from portal.kernel.fields import plaintext

from ..models import Application, Report


@exporting("投递")
def applications(person: Person) -> list[dict[str, Any]]:
    """Every application with the CV as it was sent, every step, the answer and the interview."""
    rows = Application.objects.filter(person_id__in=person.all_ids).order_by("made_at", "pk")
    rows = rows.select_related("vacancy__employer__organisation").prefetch_related("events", "slots")
    return [_told(row) for row in rows]


def _told(row: Application) -> dict[str, Any]:
    steps = sorted(row.events.all(), key=lambda step: (step.at, step.pk))
    return {
        "岗位": row.vacancy.title,
        "岗位编号": row.vacancy.number,
        "单位": row.vacancy.employer.organisation.name,
        "投递时间": row.made_at,
        "状态": row.get_state_display(),
        "答复时间": row.answered_at,
        "单位给的原因": row.get_reason_display() if row.reason else "",
        "单位的补充说明": plaintext(row.text) if row.text else "",
        "经过": [{"状态": step.get_state_display(), "时间": step.at} for step in steps],
        "面试": [{"时间": slot.begins, "地点": slot.place} for slot in row.slots.all()],
        "投递时的简历": json.loads(plaintext(row.resume)),
    }


@exporting("岗位举报")
def reports(person: Person) -> list[dict[str, Any]]:
    """What the person reported, and what came of it."""
    rows = Report.objects.filter(person_id__in=person.all_ids).select_related("vacancy")
    return [
        {
            "岗位": row.vacancy.title,
            "岗位编号": row.vacancy.number,
            "原因": row.get_reason_display(),
            "说明": plaintext(row.text) if row.text else "",
            "举报时间": row.made_at,
            "结果": row.get_outcome_display(),
        }
        for row in rows.order_by("made_at", "pk")
    ]
