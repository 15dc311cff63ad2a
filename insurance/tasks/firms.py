"""稳岗返还 day by day: units that have not confirmed are asked again; a scheme past its day is closed."""

from celery import shared_task

from portal.kernel import clock
from portal.kernel.actor import system

from ..models import RefundEntry, RefundScheme
from ..services import refunds

BY = system("insurance.firms")


@shared_task
def remind_units() -> int:
    """Remind who has not confirmed, each in a transaction of its own; returns how many were told."""
    waiting = RefundEntry.objects.filter(
        state=RefundEntry.State.ASKED, confirmed_at__isnull=True, scheme__closes__gte=clock.today()
    )
    return sum(refunds.remind(entry, by=BY) for entry in list(waiting.only("pk").order_by("pk")))


@shared_task
def close_schemes() -> int:
    """Close schemes whose last day has passed; returns how many."""
    over = RefundScheme.objects.filter(state=RefundScheme.State.OPEN, closes__lt=clock.today())
    return sum(refunds.close(scheme, by=BY) for scheme in list(over))
