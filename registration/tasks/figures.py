"""Figures of the register: the running month each night; the month before is closed on a fixed day."""

from celery import shared_task

from portal.kernel import clock
from portal.kernel.actor import system
from portal.kernel.dates import month_of, months_later

from ..queries.figures import newest
from ..services import figures

CLOSING_DAY = (
    10  # late filings of the month before (hire within 30 days) still come in; corrected by version after
)


@shared_task
def count_figures() -> int:
    """Count this month and the last one while it is open; returns how many rows changed."""
    by, today = system("registration.figures"), clock.today()
    last = months_later(month_of(today), -1)
    known = newest(last)
    changed = 0
    if known is None or known.closed_at is None:
        changed = figures.count_month(last, by=by)
        if today.day >= CLOSING_DAY:
            figures.close_month(last, by=by)
    return changed + figures.count_month(today, by=by)
