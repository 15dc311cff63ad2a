"""A filing that was taken is told to social insurance: one form, three registers (D19.5)."""

from portal.events.models import Event
from portal.events.registry import listens

from ..models import Filing
from ..services.filings_pushed import push_filing


@listens("filing.taken", name="registration.filing_pushed")
def taken(event: Event) -> None:
    """Push its people."""
    rows = Filing.objects.select_related("organisation", "case")
    push_filing(rows.get(pk=event.subject_id))
