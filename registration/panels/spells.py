"""What the register shows of a person: work and unemployment, from when to when."""

from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Person
from portal.accounts.queries import of_human
from portal.casework.models import Case
from portal.kernel.actor import Actor
from portal.kernel.dates import full_text
from portal.site.blocks import DeskPanel, on_person_page

from ..models import Spell


def spells(person: Person, cases: list[Case], actor: Actor) -> list[dict[str, str]]:
    """Spells, the newest first."""
    rows = Spell.objects.filter(of_human(person.pk))
    return [
        {
            "name": row.get_kind_display(),
            "value": f"{full_text(row.period.lower)}—{full_text(row.period.upper) if row.period.upper else '至今'}"
            f"{f' · {row.get_ending_display()}' if row.ending else ''}",
            "url": "",
        }
        for row in rows.only("kind", "period", "ending").order_by("-registered_at")[:10]
    ]


on_person_page(DeskPanel("spells", _("就业失业状态"), spells, 10))
