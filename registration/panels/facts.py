"""What other departments told us, on my page: with origin and day, and how to say that it is wrong."""

from typing import Any

from portal.accounts.models import Person
from portal.kernel import clock
from portal.site.blocks import Panel, on_my_page

from ..presenters.facts import fact_row
from ..queries.facts import held_of


def facts(person: Person) -> dict[str, Any] | None:
    """Those that hold today; one query."""
    found = held_of(person, clock.today())
    return {"rows": [fact_row(fact) for fact in found]} if found else None


on_my_page(Panel("facts", "registration/facts/panel.html", facts, 60))
