"""Daily: a 择业期 that is over ends the tag; files of schools are forgotten after a month."""

from datetime import timedelta

from celery import shared_task

from portal.kernel import clock
from portal.kernel.actor import system

from ..services import graduates, graduates_rosters

BY = system("registration.graduates")
KEPT_DAYS = 30


@shared_task
def end_choice_periods() -> int:
    """End the tags whose last day has passed; how many."""
    return graduates.expire(clock.today(), by=BY)


@shared_task
def forget_graduate_files() -> int:
    """Files and wrong lines are kept a month for the school to mend them, then forgotten."""
    return graduates_rosters.forget(clock.today() - timedelta(KEPT_DAYS), by=BY)
