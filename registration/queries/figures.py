"""Figures of the register: one pass over the spells of a month, and sums for a region and all below it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Sum

from portal.agencies.models import Region
from portal.kernel.dates import month_of

from ..models import FigureMonth, RegisterFigure

DATASET = "register-figures"
# Grouped twice: first by the raw keys alone, so that the names of regions are looked up for groups, not for spells.
# To be run as a statement of its own: inside one that writes, Postgres counts with one process instead of three.
# Bands are told by truths, not by words: the planner knows that a truth has two values and lets each process
# count its own groups; of words it would expect as many as there are birthdays. An unknown birth leaves them null.
# A spell's `to` is the first day it does not hold: one that ends on the month's last day has `to` = the next first.
COUNTED = """
    SELECT a.region_id, g.kind, g.sex,
           CASE WHEN g.under_45 IS NULL THEN 'unknown' WHEN g.under_25 THEN '-24'
                WHEN g.under_45 AND g.lower_half THEN '25-34' WHEN g.under_45 THEN '35-44'
                WHEN g.lower_half THEN '45-54' ELSE '55+' END AS band,
           CASE WHEN g.over THEN g.ending ELSE '' END AS ground,
           sum(g.begun)::int AS begun,
           coalesce(sum(g.spells) FILTER (WHERE g.over), 0)::int AS ended,
           coalesce(sum(g.spells) FILTER (WHERE NOT g.over), 0)::int AS standing
    FROM (
        SELECT s.agency_id, s.kind, s.ending, p.sex, NOT upper_inf(s.period) AND upper(s.period) <= %(next)s AS over,
               p.birth > (%(last)s::date - interval '25 years')::date AS under_25,
               p.birth > (%(last)s::date - interval '45 years')::date AS under_45,
               CASE WHEN p.birth > (%(last)s::date - interval '45 years')::date
                    THEN p.birth > (%(last)s::date - interval '35 years')::date
                    ELSE p.birth > (%(last)s::date - interval '55 years')::date END AS lower_half,
               count(*) AS spells, count(*) FILTER (WHERE lower(s.period) >= %(first)s) AS begun
        FROM registration_spell s JOIN accounts_person p ON p.id = s.person_id
        WHERE lower(s.period) < %(next)s AND (upper(s.period) IS NULL OR upper(s.period) > %(first)s)
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
    ) g JOIN agencies_agency a ON a.id = g.agency_id
    GROUP BY 1, 2, 3, 4, 5
"""


MEMORY = "64MB"  # the people of a province by key, and the groups, without a file


def counted(month: date, after: date) -> list[tuple[Any, ...]]:
    """Rows (region, kind, sex, band, ground, begun, ended, standing) of a month; after: the first day of the next.

    Runs inside a transaction, whose other statements it leaves as they were.
    """
    values = {"first": month, "next": after, "last": date.fromordinal(after.toordinal() - 1)}
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('work_mem')")
        before = cursor.fetchone()[0]
        cursor.execute("SELECT set_config('work_mem', %s, true)", [MEMORY])
        cursor.execute(COUNTED, values)
        rows = cursor.fetchall()
        cursor.execute("SELECT set_config('work_mem', %s, true)", [before])
    return rows


@dataclass(frozen=True)
class Sums:
    """Spells begun and ended in a month and standing at its end."""

    begun: int = 0
    ended: int = 0
    standing: int = 0


def newest(month: date) -> FigureMonth | None:
    """The last version of a month's count."""
    return FigureMonth.objects.filter(month=month).order_by("-version").first()


def last_closed(on: date) -> FigureMonth | None:
    """The newest closed month that was over on a day, in its newest version."""
    over = month_of(date.fromordinal(on.toordinal() + 1))  # on a month's last day that month is over
    rows = FigureMonth.objects.filter(month__lt=over, closed_at__isnull=False)
    return rows.order_by("-month", "-version").first()


def sums(count: FigureMonth, region: Region) -> dict[str, Sums]:
    """By kind, for a region and everything below it; kinds without a spell are left out."""
    rows = RegisterFigure.objects.filter(count=count, region__path__startswith=region.path)
    found = rows.values("kind").annotate(b=Sum("begun"), e=Sum("ended"), s=Sum("standing")).order_by("kind")
    return {
        row["kind"]: Sums(row["b"], row["e"], row["s"]) for row in found if row["b"] + row["e"] + row["s"]
    }


def grounds(count: FigureMonth, region: Region, kind: str) -> dict[str, int]:
    """How many spells of a kind ended on each ground, for a region and everything below it."""
    rows = RegisterFigure.objects.filter(count=count, region__path__startswith=region.path, kind=kind)
    found = rows.filter(ended__gt=0).values("ground").annotate(n=Sum("ended")).order_by("ground")
    return {row["ground"]: row["n"] for row in found}
