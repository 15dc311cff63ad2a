"""Supply and demand of the quarter, counted each night; the quarter before is closed on its first days."""

from celery import shared_task

from portal.kernel import clock
from portal.kernel.actor import system

from ..rules import quarters
from ..services import market

BY = system("jobs.market")


@shared_task
def count_market() -> int:
    """Count the running quarter, and on the first day of one also the quarter that just ended."""
    today = clock.today()
    running = quarters.quarter_of(today)
    if quarters.bounds(running)[0] == today:
        market.count_quarter(quarters.before(running), by=BY)
    return market.count_quarter(running, by=BY)
