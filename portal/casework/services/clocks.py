"""The promise of a day: computed once, moved only when the clock stood still."""

from datetime import date

from portal.casework.models import Case, ServiceItem
from portal.kernel import clock
from portal.rules import queries as rules


def promised_days(case: Case) -> int:
    """Working days we promise: an item done on the spot still gets its inquiry days when a clerk must look.

    Where the law sets a limit (`limit.<item>`, not one of grade D) the promise never goes beyond it.
    """
    item = case.item
    days = case.version.days if case.version_id else item.days
    days = days or item.inquiry_days or 1
    return min(days, _limit(item, case.responsible.region_id) or days)


def _limit(item: ServiceItem, region: str) -> int | None:
    """Working days the law allows at most, where it says so and we are sure of it."""
    try:
        found = rules.lookup(f"limit.{item.pk}", on=clock.today(), region=region)
    except rules.LawMissing:
        return None
    return None if found.confidence == "D" else int(found.value)


def start(case: Case, day: date) -> None:
    """Set the due day; called at receipt or at acceptance, as the item says."""
    case.clock_from, case.clock_days = day, promised_days(case)
    _set(case)


def _set(case: Case) -> None:
    due = rules.due_day(case.clock_from, case.clock_days)
    case.due, case.due_provisional = due.day, due.provisional


def add_days(case: Case, workdays: int) -> None:
    """Make the promise longer by working days that do not count."""
    if case.clock_from is None:  # a case from before the clock kept its two numbers
        case.clock_from, case.clock_days = case.due, 0
    case.clock_days += workdays
    _set(case)


CLOCK_FIELDS = ["clock_from", "clock_days", "due", "due_provisional", "stopped_at"]


def stop(case: Case, day: date) -> None:
    """The clock stands still from this day (补正、公示、中止 do not count)."""
    case.stopped_at = day


def go_on(case: Case, day: date) -> None:
    """Move the due day by the working days the clock stood still."""
    if case.stopped_at and case.due:
        add_days(case, max(rules.workdays_left(case.stopped_at, day), 0))
    case.stopped_at = None


def recompute(case: Case) -> bool:
    """Count the promise anew by the calendar as it stands; whether its day moved."""
    before = (case.due, case.due_provisional)
    _set(case)
    return before != (case.due, case.due_provisional)
