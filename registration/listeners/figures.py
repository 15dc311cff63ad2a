"""A month that was closed or corrected is reported; what the other side counted otherwise becomes a task."""

from portal.events.models import Event
from portal.events.registry import listens
from portal.exchange.models import Job
from portal.kernel.actor import system

from ..models import FigureMonth
from ..services import figures_sent

BY = system("registration.figures_sent")


@listens("figures.closed", name="registration.figures_reported")
def closed(event: Event) -> None:
    """Send it now; what does not arrive is sent again."""
    figures_sent.send_month(FigureMonth.objects.get(pk=event.subject_id), by=BY)


@listens("exchange.snapshot_differs", name="registration.figures_differ")
def differs(event: Event) -> None:
    """Work for the agencies it is about."""
    figures_sent.open_tasks(Job.objects.select_related("snapshot").get(pk=event.subject_id), by=BY)
