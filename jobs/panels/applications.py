"""One's applications on my page; the same on a person's page."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Person
from portal.accounts.queries import of_human
from portal.casework.models import Case
from portal.kernel.actor import Actor
from portal.site.blocks import DeskPanel, Panel, on_my_page, on_person_page

from ..models import Application
from ..presenters import applications as presenters
from ..services import applications as services

SHOWN, ON_DESK = 3, 10


def mine(person: Person) -> dict[str, Any] | None:
    """The newest applications; nothing for who never applied."""
    rows = list(services.of_person(person)[:SHOWN])
    return {"rows": [presenters.card(row, "jobs:application") for row in rows]} if rows else None


def sent(person: Person, cases: list[Case], actor: Actor) -> list[dict[str, str]]:
    """Where the person applied and how it stands; the CV stays between person and unit."""
    rows = Application.objects.filter(of_human(person.pk)).select_related("vacancy")
    rows = rows.only("state", "made_at", "vacancy__title").order_by("-made_at", "-pk")[:ON_DESK]
    return [presenters.person_row(row) for row in rows]


on_my_page(Panel("applications", "jobs/applications_panel.html", mine, 50))
on_person_page(DeskPanel("applications", _("投递"), sent, 35))
