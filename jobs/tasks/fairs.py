"""Campaigns of the year to come; the question after a fair."""

from celery import shared_task

from portal.kernel import clock
from portal.kernel.actor import system

from ..models import JobFair
from ..services import fairs


@shared_task
def roll_over_campaigns() -> int:
    """Make this year's and next year's campaigns where they are missing; returns how many."""
    by, year = system("jobs.campaigns"), clock.today().year
    return sum(len(fairs.roll_over(each, by=by)) for each in (year, year + 1))


@shared_task
def ask_fair_results() -> int:
    """Ask after fairs that ended seven days ago how many were hired; returns how many employers were asked."""
    by, until = system("jobs.fairs"), clock.now() - fairs.RESULT_AFTER
    rows = JobFair.objects.filter(asked_at__isnull=True, ends_at__lte=until).order_by("ends_at", "pk")
    return sum(fairs.ask_results(each, by=by) for each in rows)
