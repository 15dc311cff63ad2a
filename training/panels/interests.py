"""«我的培训» on my page."""

from typing import Any

from portal.accounts.models import Person
from portal.accounts.queries import of_human
from portal.site.blocks import Panel, on_my_page

from ..models import TrainingInterest


def mine(person: Person) -> dict[str, Any] | None:
    """The newest wish unless it was taken back; one query."""
    rows = TrainingInterest.objects.filter(of_human(person.pk)).exclude(state="closed")
    row = rows.order_by("-since").first()
    return {"word": row.get_state_display(), "what": row.course or row.wants} if row else None


on_my_page(Panel("training", "training/panel.html", mine, 50))
