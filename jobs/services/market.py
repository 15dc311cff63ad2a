"""Supply and demand by quarter: counted from vacancies and seekers as they stand, kept as a snapshot."""

from datetime import datetime, time
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from portal.agencies.queries import SICHUAN, children
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.oversight.suppression import hidden

from ..models import MarketSnapshot, Occupation
from ..models.market import ALL
from ..rules import quarters

DEMAND = """
SELECT v.place, v.major, sum(v.headcount) FROM (
    SELECT left(region_id, 4) || '00' AS place, coalesce(left(occupation_id, 1), '0') AS major, headcount
    FROM jobs_vacancy WHERE opened_at < %(after)s AND (ended_at IS NULL OR ended_at >= %(first)s)
        AND state IN ('open', 'paused', 'closed', 'expired') AND hidden_at IS NULL
) v GROUP BY CUBE (v.place, v.major)
"""
# However many wishes of a person lie in a cell, the person counts once; totals are counted anew, not added up.
SUPPLY = """
SELECT w.place, w.major, count(DISTINCT w.id) FROM (
    SELECT s.id, c / 100 || '00' AS place, (o / 10000)::text AS major
    FROM jobs_seeker s, unnest(s.counties) c, unnest(s.occupations) o WHERE o > 0 AND c / 10000 = 51
) w GROUP BY CUBE (w.place, w.major)
"""
Cells = dict[tuple[str, str], int]


def _counted(statement: str, values: dict[str, Any]) -> Cells:
    """Cells by prefecture and group, totals among them."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows = cursor.fetchall()
    return {(place or SICHUAN, _group(major)): int(count) for place, major, count in rows if count}


def _group(major: str | None) -> str:
    if major is None:
        return ALL
    return f"{major}-00-00-00" if major != "0" else ""


@verb
def count_quarter(quarter: str, *, by: Actor) -> int:
    """Count a quarter anew; what was counted before is replaced. Returns how many cells there are.

    Seekers are those of today, so a quarter is counted while it runs and once right after its end.
    """
    first, after = (datetime.combine(day, time.min, clock.ZONE) for day in quarters.bounds(quarter))
    demand = _counted(DEMAND, {"first": first, "after": after})
    supply = _counted(SUPPLY, {})
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"market {quarter}"])
    MarketSnapshot.objects.filter(quarter=quarter).delete()
    made = [
        MarketSnapshot(
            quarter=quarter,
            prefecture=place,
            group=group,
            demand=demand.get((place, group), 0),
            supply=supply.get((place, group), 0),
            made_at=clock.now(),
        )
        for place, group in sorted(demand.keys() | supply.keys())
    ]
    MarketSnapshot.objects.bulk_create(made)
    record("market.counted", subject_type="market", subject_id=quarter, by=by)
    return len(made)


def counted_quarters() -> list[str]:
    """Quarters there are figures of, the newest first."""
    rows = MarketSnapshot.objects.order_by("-quarter").values_list("quarter", flat=True)
    return list(rows.distinct())


def cells(quarter: str) -> QuerySet[MarketSnapshot]:
    """All cells of a quarter."""
    return MarketSnapshot.objects.filter(quarter=quarter).order_by("prefecture", "group", "pk")


def untold(rows: list[MarketSnapshot], figure: str) -> set[tuple[str, str]]:
    """Cells whose figure stays untold: counts under five. Of people also what would give them away beside a total.

    Vacancies are public one by one; nobody is hidden behind their sum.
    """
    parts: dict[tuple[str, str], dict[tuple[str, str], int]] = {}
    for row in rows:
        key, count = (row.prefecture, row.group), getattr(row, figure)
        parts[key] = {key: count}
        if figure == "supply" and row.group != ALL:
            parts.setdefault(("prefecture", row.prefecture), {})[key] = count
        if figure == "supply" and row.prefecture != SICHUAN:
            parts.setdefault(("group", row.group), {})[key] = count
    return {key for part in parts.values() for key in hidden(part)}


def prefectures() -> dict[str, str]:
    """Names of the province and its prefectures by code."""
    return {SICHUAN: "四川省"} | dict(children(SICHUAN).order_by("code").values_list("code", "name"))


def groups() -> dict[str, str]:
    """Names of the major groups by code."""
    return dict(Occupation.objects.filter(level=1).order_by("code").values_list("code", "name"))
