"""The calendar of a year, entered once the State Council has published it (国务院办公厅放假通知)."""

from collections.abc import Mapping
from datetime import date, timedelta

from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor

from .models import CalendarDay


@verb
def enter_calendar(year: int, *, rest: Mapping[date, str], worked: Mapping[date, str], by: Actor) -> int:
    """Write every day of a year: Monday to Friday work but for `rest`, weekends rest but for `worked`.

    Days that are past stay as they were: clocks were counted by them. Returns how many days were written.
    """
    if any(day.year != year for day in (*rest, *worked)) or set(rest) & set(worked):
        raise ValueError("days of that year, each either rest or work")
    first = max(date(year, 1, 1), clock.today())
    rows = []
    for offset in range((date(year, 12, 31) - first).days + 1):
        day = first + timedelta(days=offset)
        working = day in worked or (day.weekday() < 5 and day not in rest)
        rows.append(CalendarDay(day=day, working=working, name=rest.get(day) or worked.get(day) or ""))
    CalendarDay.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["day"], update_fields=["working", "name"]
    )
    record("calendar.entered", subject_type="calendar", subject_id=year, by=by)
    return len(rows)
