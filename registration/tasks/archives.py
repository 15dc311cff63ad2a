"""Personnel files past their day, each morning."""

from celery import shared_task

from portal.kernel.actor import system

from ..services.archives_nightly import remind_due


@shared_task
def remind_archives() -> int:
    """Ask both ends of late journeys and the units of late loans; returns how many."""
    return remind_due(by=system("registration.archives"))
