"""«我的失业保险» on my page; the claims of a person on the 360° page."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Person
from portal.accounts.queries import of_human
from portal.casework.models import Case
from portal.kernel.actor import Actor
from portal.site.blocks import DeskPanel, Panel, UnitLink, on_my_page, on_person_page, on_unit_page

from ..models import ITEM, Claim
from ..presenters import changes as desk
from ..presenters import mine as presenters
from ..queries import changes as queries


def mine(person: Person) -> dict[str, Any] | None:
    """How one's claim stands and what comes next; nothing for who never asked or still waits."""
    drawn = Claim.objects.filter(of_human(person.pk)).exclude(state=Claim.State.ASKED)
    if not drawn.values_list("pk")[:1]:  # most people have none: they pay for one narrow read alone
        return None
    claim = queries.shown_claim(person)
    if claim is None or claim.state == Claim.State.ASKED:
        return None
    return presenters.four(presenters.View(claim))


def at_desk(person: Person, cases: list[Case], actor: Actor) -> list[dict[str, str]]:
    """The way to each claim, the newest first; only those the clerk's agencies look after open. One query if any."""
    own = [case for case in cases if case.item_id == ITEM]
    rows = Claim.objects.filter(case__in=own).values_list("case_id", "agency__path") if own else []
    paths = dict(rows)
    return [desk.way_to(case, paths.get(case.pk, case.responsible_path), actor) for case in own]


on_my_page(Panel("insurance", "insurance/mine/panel.html", mine, 40))
on_person_page(DeskPanel("insurance", _("失业保险"), at_desk, 25))
on_unit_page(UnitLink("refunds", _("稳岗返还"), lambda _organisation: reverse("insurance:refunds"), 40))
