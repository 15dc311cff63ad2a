"""What somebody wanted to learn, to take along."""

from typing import Any

from portal.accounts.models import Person
from portal.accounts.registry import exporting

from ..queries.interests import interests_of


@exporting("培训意愿")
def interests(person: Person) -> list[dict[str, Any]]:
    """Every wish with its days and its class."""
    return [
        {
            "想学": row.wants,
            "方便": row.can,
            "补充": row.remark,
            "登记": row.since,
            "状态": row.get_state_display(),
            "班期": row.course,
        }
        for row in interests_of(person)
    ]
