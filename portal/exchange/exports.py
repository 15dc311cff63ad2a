"""The corrections a person takes along."""

from typing import Any

from portal.accounts.models import Person
from portal.accounts.registry import exporting
from portal.kernel.fields import plaintext

from .queries import corrections_of


@exporting("更正申请")
def corrections(person: Person) -> list[dict[str, Any]]:
    """All of them with their answers."""
    return [
        {
            "时间": row.asked_at,
            "名称": row.title,
            "说明": plaintext(row.text),
            "状态": row.get_state_display(),
            "答复": row.answer,
        }
        for row in corrections_of(person)
    ]
