"""What the register shows of a person: work and unemployment, from when to when."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Person
from portal.casework.models import Case
from portal.kernel.actor import Actor
from portal.kernel.dates import full_text
from portal.site.blocks import DeskPanel, on_person_page

from ..models import Spell
from ..queries.at_desk import register_of


def spells(person: Person, cases: list[Case], actor: Actor) -> list[dict[str, str]]:
    """Spells, the newest first."""
    return [
        {"name": str(Spell.Kind(row["kind"]).label), "value": _value(row), "url": ""}
        for row in register_of(person)["spells"]
    ]


def _value(row: dict[str, str]) -> str:
    """«2026年3月1日—至今», with the ground where it ended."""
    until = _day(row["last"]) if row["last"] else str(_("至今"))
    ground = f" · {Spell.Ending(row['ending']).label}" if row["ending"] else ""
    return f"{_day(row['first'])}—{until}{ground}"


def _day(text: str) -> str:
    return full_text(date.fromisoformat(text))


on_person_page(DeskPanel("spells", _("就业失业状态"), spells, 10))
