"""Counting a month of the register: again without effect while nothing changed; closed once; corrected by version."""

from datetime import date

from django.db import connection

from portal.accounts.models import Role
from portal.casework.services.stepping import NotAllowed
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.dates import month_of, months_later

from ..models import FigureMonth
from ..queries.figures import counted

GROUP = "region_id, kind, sex, band, ground"
KEY = f"count_id, {GROUP}"
NAMES = (*GROUP.split(", "), "begun", "ended", "standing")
# Groups that are gone become noughts: rows of figures are never deleted.
WRITTEN = f"""
    WITH counted AS MATERIALIZED (
        SELECT * FROM unnest(%(region_id)s::text[], %(kind)s::text[], %(sex)s::text[], %(band)s::text[],
                             %(ground)s::text[], %(begun)s::int[], %(ended)s::int[], %(standing)s::int[])
            AS c ({GROUP}, begun, ended, standing)
    ),
    gone AS (
        UPDATE registration_registerfigure f SET begun = 0, ended = 0, standing = 0
        WHERE f.count_id = %(count)s AND (f.begun, f.ended, f.standing) <> (0, 0, 0)
          AND NOT EXISTS (
              SELECT 1 FROM counted c
              WHERE (c.region_id, c.kind, c.sex, c.band, c.ground) = (f.region_id, f.kind, f.sex, f.band, f.ground)
          ) RETURNING 1
    ),
    put AS (
        INSERT INTO registration_registerfigure AS f ({KEY}, begun, ended, standing)
        SELECT %(count)s, {GROUP}, begun, ended, standing FROM counted
        ON CONFLICT ({KEY}) DO UPDATE
        SET begun = EXCLUDED.begun, ended = EXCLUDED.ended, standing = EXCLUDED.standing
        WHERE (f.begun, f.ended, f.standing) <> (EXCLUDED.begun, EXCLUDED.ended, EXCLUDED.standing)
        RETURNING 1
    )
    SELECT (SELECT count(*) FROM gone) + (SELECT count(*) FROM put)
"""  # noqa: S608 - names of this file


class MonthClosed(Exception):
    """The month's count is closed (or not yet over): a correction needs `correct` with a reason."""


@verb
def count_month(month: date, *, by: Actor) -> int:
    """Count a month that is not closed; how many rows changed. Raises NotAllowed, MonthClosed."""
    _ensure(by)
    month = month_of(month)
    row = FigureMonth.objects.select_for_update().filter(month=month).order_by("-version").first()
    if row is None:
        row = FigureMonth.objects.create(month=month, counted_at=clock.now())
    if row.closed_at:
        raise MonthClosed(str(row))
    return _count(row)


@verb
def close_month(month: date, *, by: Actor) -> FigureMonth:
    """Count a month that is over a last time and close it. Raises NotAllowed, MonthClosed."""
    month = month_of(month)
    if months_later(month, 1) > clock.today():
        raise MonthClosed(f"{month:%Y-%m} is not over")
    count_month(month, by=by)
    row = FigureMonth.objects.select_for_update().get(month=month, closed_at__isnull=True)
    return _closed(row, by)


@verb
def correct(month: date, reason: str, *, by: Actor) -> FigureMonth:
    """Count a closed month anew as its next version, by a named clerk with a reason. Raises NotAllowed, MonthClosed."""
    _ensure(by)
    if by.is_system:
        raise NotAllowed
    if not reason.strip():
        raise ValueError("a correction needs its reason")
    last = FigureMonth.objects.select_for_update().filter(month=month_of(month)).order_by("-version").first()
    if last is None or last.closed_at is None:
        raise MonthClosed(f"{month:%Y-%m} is still open")
    row = FigureMonth.objects.create(
        month=last.month, version=last.version + 1, reason=reason.strip(), counted_at=clock.now()
    )
    _count(row)
    return _closed(row, by)


def _count(row: FigureMonth) -> int:
    found = counted(row.month, months_later(row.month, 1))
    columns = {name: [group[place] for group in found] for place, name in enumerate(NAMES)}
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN, {"count": row.pk} | columns)
        changed = cursor.fetchone()[0]
    if changed:
        row.counted_at = clock.now()
        row.save(update_fields=["counted_at"])
    return changed


def _closed(row: FigureMonth, by: Actor) -> FigureMonth:
    row.closed_at = clock.now()
    row.save(update_fields=["closed_at"])
    payload = {"month": f"{row.month:%Y-%m}", "version": row.version, "reason": row.reason}
    record("figures.closed", subject_type="figure_month", subject_id=row.pk, by=by, payload=payload)
    return row


def _ensure(by: Actor) -> None:
    if not by.is_system and not (by.kind == "clerk" and by.has(Role.RECHECK)):
        raise NotAllowed
