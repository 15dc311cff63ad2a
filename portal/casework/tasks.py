"""Batch work of casework."""

from celery import shared_task

from portal.events.services import record
from portal.kernel import clock
from portal.kernel.actor import system
from portal.rules import queries as rules

from . import services
from .models import Case, DeadlineWarning, Draft
from .queries import QUEUE_STATES

LEVELS = (50, 80, 100)
TELL_AT = 80


@shared_task
def warn_of_deadlines() -> int:
    """Write a warning for each open case at 50, 80 and 100 % of its working days; returns how many are new."""
    today = clock.today()
    made = 0
    rows = Case.objects.filter(state__in=QUEUE_STATES, due__isnull=False).only("id", "due", "submitted_at")
    for case in rows.iterator(chunk_size=2000):
        began = case.received_on
        whole = max(rules.workdays_left(began, case.due), 1)
        used = (whole - rules.workdays_left(today, case.due)) * 100 // whole
        new = [DeadlineWarning(case=case, level=level, at=clock.now()) for level in LEVELS if used >= level]
        there = set(case.warnings.values_list("level", flat=True)) if new else set()
        new = [row for row in new if row.level not in there]
        if new:
            made += len(DeadlineWarning.objects.bulk_create(new, ignore_conflicts=True))
            _tell(case.pk, {row.level for row in new})
    return made


def _tell(case_id, levels: set[int]) -> None:
    """At 80 % the person hears before the day, not after it; warnings themselves stand on the desk."""
    if TELL_AT in levels:
        record("case.nearly_due", subject_type="case", subject_id=case_id, by=system("deadlines"))


@shared_task
def tidy_drafts() -> int:
    """Delete drafts whose thirty days are over; returns how many."""
    deleted, _rows = Draft.objects.filter(expires_at__lt=clock.now(), returned_case__isnull=True).delete()
    return deleted


@shared_task
def end_notices() -> int:
    """Public notices that ran out unopposed are over; cases not corrected in time lapse. Returns how many."""
    return services.end_publicities() + services.lapse_overdue(by=system("deadlines"))


@shared_task
def find_offers() -> dict[str, int]:
    """政策找人 for everybody, once a night."""
    return services.find_offers()
