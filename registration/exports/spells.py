"""What the register says of a person, to take along."""

from typing import Any

from portal.accounts.models import Person
from portal.accounts.registry import exporting

from ..models import Spell


@exporting("就业失业状态")
def spells(person: Person) -> list[dict[str, Any]]:
    """Every spell with its days and how it ended."""
    rows = Spell.objects.filter(person_id__in=person.all_ids).order_by("registered_at")
    return [
        {
            "状态": row.get_kind_display(),
            "开始": row.period.lower,
            "结束": row.period.upper,
            "终止原因": row.get_ending_display(),
        }
        for row in rows
    ]
