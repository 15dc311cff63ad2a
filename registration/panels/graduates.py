"""«毕业以后» on my page and on a person's page."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as lazy

from portal.accounts.models import Person
from portal.accounts.queries import of_human
from portal.casework.models import Case
from portal.kernel.actor import Actor
from portal.site.blocks import DeskPanel, Panel, on_my_page, on_person_page

from ..models import UnemployedGraduate
from ..presenters.graduates import clock_words, state_words, until_words
from ..queries.at_desk import register_of


def mine(person: Person) -> dict[str, Any] | None:
    """The tag while it is open; one query."""
    rows = UnemployedGraduate.objects.filter(of_human(person.pk), ended_on__isnull=True)
    tag = rows.select_related("agency").first()
    if tag is None:
        return None
    return {"agency": tag.agency.name, "clock": clock_words(tag), "wish": state_words(tag)[1]}


def at_desk(person: Person, cases: list[Case], actor: Actor) -> list[dict[str, str]]:
    """The tag, open or ended; a link where the clerk may open it."""
    tag = register_of(person)["tag"]
    if tag is None:
        return []
    ended = tag["ended_on"] is not None
    word = UnemployedGraduate.Ending(tag["ending"]) if ended else UnemployedGraduate.Wish(tag["wish"])
    inside = bool(actor.agency_path) and tag["path"].startswith(actor.agency_path)
    url = reverse("registration:desk_graduate", args=[tag["pk"]]) if inside else ""
    value = f"{tag['agency']} · {until_words(date.fromisoformat(tag['until']))}"
    return [{"name": str(word.label), "value": value, "url": url}]


on_my_page(Panel("graduation", "registration/graduates/panel.html", mine, 44))
on_person_page(DeskPanel("graduation", lazy("未就业毕业生"), at_desk, 12))
