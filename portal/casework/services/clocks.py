"""The promise of a day: computed once, moved only when the clock stood still."""

from datetime import date

from portal.casework.models import Case, ServiceItem
from portal.rules import queries as rules


def promised_days(item: ServiceItem) -> int:
    """Working days we promise: an item done on the spot still gets its inquiry days when a clerk must look."""
    return item.days or item.inquiry_days or 1


def start(case: Case, day: date) -> None:
    """Set the due day; called at receipt or at acceptance, as the item says."""
    due = rules.due_day(day, promised_days(case.item))
    case.due, case.due_provisional = due.day, due.provisional


def stop(case: Case, day: date) -> None:
    """The clock stands still from this day (补正、公示、中止 do not count)."""
    case.stopped_at = day


def go_on(case: Case, day: date) -> None:
    """Move the due day by the working days the clock stood still."""
    if case.stopped_at and case.due:
        still = max(rules.workdays_left(case.stopped_at, day), 0)
        due = rules.due_day(case.due, still)
        case.due, case.due_provisional = due.day, due.provisional
    case.stopped_at = None
