"""The clocks of applications: a reminder for the unit, the kind end, the rate of answers."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import groupby

from celery import shared_task

from portal.agencies.queries import SICHUAN
from portal.kernel import clock
from portal.kernel.actor import system
from portal.rules import queries as law

from ..models import Application
from ..services import answering
from ..services import applications as services

BY = system("jobs.applications")


def _before(key: str) -> datetime:
    """The moment that lies the days of `key` back."""
    return clock.now() - timedelta(days=int(law.value(key, on=clock.today(), region=SICHUAN)))


def _waiting(key: str) -> Iterable[Application]:
    """Applications nobody answered since then, by vacancy."""
    rows = Application.objects.filter(
        state__in=services.WAITING, answered_at__isnull=True, made_at__lte=_before(key)
    )
    return rows.order_by("vacancy_id", "made_at", "pk")


@shared_task
def remind_employers() -> int:
    """Remind each unit once of every application that waits too long; returns how many were named."""
    rows = _waiting("application.reminder_days").filter(reminded_at__isnull=True)
    count = 0
    for vacancy, group in groupby(list(rows.values_list("vacancy_id", "pk")), key=lambda each: each[0]):
        count += answering.remind(vacancy, [pk for _vacancy, pk in group], by=BY)
    return count


@shared_task
def lapse_applications() -> int:
    """End what nobody answered in time; returns how many. Each in a transaction of its own."""
    count = 0
    for row in list(_waiting("application.closing_days").only("pk")):
        try:
            services.lapse(row, by=BY)
        except services.ApplicationMoved:
            continue
        count += 1
    return count


@shared_task
def count_answer_rates() -> int:
    """The share of answered applications of every unit that has enough old ones; returns how many rates changed."""
    enough = int(law.value("application.rated_from", on=clock.today(), region=SICHUAN))
    return answering.rate(before=_before("application.reminder_days"), enough=enough, by=BY)
