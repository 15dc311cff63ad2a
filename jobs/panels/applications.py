"""One's applications on my page."""

from typing import Any

from portal.accounts.models import Person
from portal.site.blocks import Panel, on_my_page

from ..presenters import applications as presenters
from ..services import applications as services

SHOWN = 3


def mine(person: Person) -> dict[str, Any] | None:
    """The newest applications; nothing for who never applied."""
    rows = list(services.of_person(person)[:SHOWN])
    return {"rows": [presenters.card(row, "jobs:application") for row in rows]} if rows else None


on_my_page(Panel("applications", "jobs/applications_panel.html", mine, 50))
