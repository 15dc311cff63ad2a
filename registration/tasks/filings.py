"""Reading and taking what units file, in the background; what was left half done goes on."""

from datetime import timedelta

from celery import shared_task

from portal.kernel import clock

from ..models import Filing
from ..services import filings

KEPT_DAYS = 30


@shared_task
def work_filings() -> int:
    """Work every filing that waits; returns how many. Two workers at once do each line once."""
    left = filings.work_left()
    for pk, state in left:
        if state == Filing.State.READING:
            filings.read_staged(pk, by=filings.BY)
        filings.take_all(pk)
    return len(left)


@shared_task
def forget_files() -> int:
    """Files and wrong lines are kept a month for the unit to mend them, then forgotten."""
    return filings.forget_sheets(clock.today() - timedelta(KEPT_DAYS), by=filings.BY)
