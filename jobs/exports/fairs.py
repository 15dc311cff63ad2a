"""Fairs one took a pass for, to take along."""

from typing import Any

from portal.accounts.models import Person
from portal.accounts.registry import exporting
from portal.kernel.dates import moment_text

from ..models import FairPass
from ..presenters.fairs import when


@exporting("招聘会")
def passes(person: Person) -> list[dict[str, Any]]:
    """Passes, whether one came, what was agreed with which unit."""
    rows = FairPass.objects.filter(person_id__in=person.all_ids).select_related("fair")
    rows = rows.prefetch_related("intentions__booth__employer__organisation").order_by("taken_at", "pk")
    return [
        {
            "招聘会": each.fair.title,
            "时间": when(each.fair),
            "入场号": each.number,
            "领取": moment_text(each.taken_at),
            "入场": moment_text(each.came_at) if each.came_at else "",
            "意向": [
                {"单位": row.booth.employer.organisation.name, "谈成": row.get_kind_display()}
                for row in each.intentions.all()
            ],
        }
        for each in rows
    ]
