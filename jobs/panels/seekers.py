"""One's officer and plan on my page; key groups on a person's page."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Person
from portal.casework.models import Case
from portal.kernel.actor import Actor
from portal.kernel.dates import full_text
from portal.site.blocks import DeskPanel, Panel, on_my_page, on_person_page

from ..models import KeyGroup
from ..presenters.guidance import plans_of


def my_plan(person: Person) -> dict[str, Any] | None:
    """The newest plan with who made it; nothing for who has none."""
    found = plans_of(person)
    return {"plan": found[0]} if found else None


def groups(person: Person, cases: list[Case], actor: Actor) -> list[dict[str, str]]:
    """Key groups that stand and when to speak next, leading to the guidance."""
    rows = KeyGroup.objects.filter(
        person=person, ends__isnull=True, agency__path__startswith=actor.agency_path
    )
    url = reverse("jobs:guided", args=[person.pk])
    return [
        {
            "name": row.get_group_display(),
            "value": f"{_('下次联系')} {full_text(row.next_contact)}",
            "url": url,
        }
        for row in rows.order_by("next_contact", "pk")
    ]


on_my_page(Panel("career-plan", "jobs/guidance/panel.html", my_plan, 60))
on_person_page(DeskPanel("key-groups", _("重点群体"), groups, 30))
