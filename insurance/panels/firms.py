"""稳岗返还 of one's units on my page: only while there is something to confirm, to read or to wait for."""

from typing import Any

from portal.accounts.models import Membership, Person
from portal.site.blocks import Panel, on_my_page

from ..presenters import refunds as presenters
from ..services import refund_rights

SHOWN = 3


def mine(person: Person) -> dict[str, Any] | None:
    """The newest years; nothing for who looks after no unit."""
    seats = Membership.objects.filter(user_id=person.user_id, active=True)
    if person.user_id is None or not seats.values_list("pk")[:1]:
        return None
    rows = refund_rights.entries_of(person.user).order_by("-year", "pk")[:SHOWN]
    found = [presenters.line(each) for each in rows]
    return {"rows": found} if found else None


on_my_page(Panel("refunds", "insurance/refunds/panel.html", mine, 55))
