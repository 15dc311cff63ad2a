"""The last moves on a person's page, and the window's way to a new one."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Person, Role
from portal.casework.models import Case
from portal.kernel.actor import Actor
from portal.kernel.dates import full_text
from portal.site.blocks import DeskPanel, on_person_page

from ..queries.at_desk import register_of


def at_person(person: Person, cases: list[Case], actor: Actor) -> list[dict[str, str]]:
    """Where they moved, the newest first; for the window, the way to move them."""
    rows = []
    for each in register_of(person)["moves"]:
        words = {"day": full_text(date.fromisoformat(each["at"][:10])), "agency": each["agency"]}
        state = _now("已接收") if each["received"] else _now("待接收")
        rows.append({"name": each["to"], "value": f"{words['day']} · {words['agency']} · {state}", "url": ""})
    if actor.has(Role.WINDOW):
        url = reverse("registration:move_at_window", args=[person.pk])
        rows.append(
            {"name": _now("搬到别的县(市、区)住了"), "value": _now("登记、办件和待遇一次转过去"), "url": url}
        )
    return rows


on_person_page(DeskPanel("moves", _("跨区域转移"), at_person, 35))
