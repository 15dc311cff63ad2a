"""What the register says of one's personnel file, to take along: where it is, never what it says."""

from typing import Any

from portal.accounts.models import Person
from portal.accounts.registry import exporting

from ..models import PersonnelFile


@exporting("人事档案")
def archives(person: Person) -> list[dict[str, Any]]:
    """The file with its stations."""
    rows = PersonnelFile.objects.filter(person_id__in=person.all_ids).select_related("agency")
    return [
        {
            "存档号": row.number,
            "状态": row.get_state_display(),
            "存档机构": row.agency.name if row.agency else row.outside,
            "去向": [
                {"时间": each.at, "环节": each.text, "机构": each.agency_name}
                for each in row.movements.filter(told=True).order_by("at", "pk")
            ],
        }
        for row in rows
    ]
