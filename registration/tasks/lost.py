"""Every night: who was not heard of for months is looked for. Nothing else follows by itself."""

from datetime import datetime, time

from celery import shared_task

from portal.kernel import clock
from portal.kernel.actor import system
from portal.kernel.dates import months_later
from portal.rules import queries as law

from ..queries.lost import silent_since
from ..services.lost import look_for

MOST = 1000


@shared_task
def look_for_silent() -> int:
    """Begin to look for those silent the longest; returns for how many."""
    months = law.value("registration.inactivity_cancel_months", on=clock.today(), region="510000")
    day = months_later(clock.today(), -months)
    before = datetime.combine(day, time(), tzinfo=clock.ZONE)
    by = system("registration.lost")
    return sum(look_for(spell, by=by) is not None for spell in silent_since(before)[:MOST])
