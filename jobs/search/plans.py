"""Search over the narrow table, in one of two ways.

What many vacancies have is looked for among the newest rows: they fill a page at once, and the total is told as «约».
What few have is asked of the index of words alone, filters being words too (MATERIALIZED keeps the planner from
walking the dates), and the total is exact. The planner's own estimate chooses; where the newest rows do not fill a
page after all, the index is asked. Totals up to 1,000 are always exact. Pages go on from the last row's key, so page
500 costs what page 1 does.
"""

# ruff: noqa: S608 — the parts put together are constants of this file; every value goes through a parameter

import json
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from portal.kernel import clock

from .asked import SPOT, Asked, Conditions, conditions, spot
from .cursors import Place, cursor_of, read_cursor

PAGE = 20
NEWEST, FEWEST = 3000, 300  # so many of the newest are looked through, by how common a hit is
SPARE = 4  # times the rows that should fill a page: hits lie unevenly
MOST_COUNTED = 1000
COLUMNS = "o.id, o.vacancy_id"
FIT = 2000  # so many of the newest hits are put in order of fit
# Title hits first, then the rest of the weights; inside the same tenth of fit those with few applications for
# their places, then a shuffle that is new each day and the same for everybody (stated on the page).
FITNESS = (
    "round(10 * ts_rank('{0.05,0.1,0.5,1.0}', o.words, %s::tsquery))::float8",
    "-least(o.applied / greatest(o.headcount, 1), 50)::float8",
    "(hashint8extended(o.id, %s) / 9.3e18)::float8",
)


@dataclass(frozen=True)
class Page:
    """Keys of vacancies in order, how many there are (exact, or «about»), and the cursor of the next page."""

    vacancies: list[Any]
    total: int
    exact: bool
    after: str = ""


def find(asked: Asked) -> Page:
    """One page of open vacancies with their number."""
    known = conditions(asked)
    if known is None:
        return Page([], 0, True)
    if asked.sort == "fit" and known.text:
        return _by_fit(asked, known)
    if asked.sort == "near" and asked.placed:
        return _by_distance(asked, known)
    place = read_cursor(asked.after, "", 1) if asked.after else None
    newest = looked_through(known)
    return (_from_newest(place, known, newest) if newest else None) or _from_index(place, known)


def rows(sql: str, values: list[Any]) -> list[tuple]:
    """One statement's rows."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def where(*parts: tuple[str, tuple[Any, ...]]) -> tuple[str, list[Any]]:
    """Conditions as a WHERE with its values; nothing for none."""
    text = f"WHERE {' AND '.join(condition for condition, _values in parts)}" if parts else ""
    return text, [value for _condition, values in parts for value in values]


def matching(known: Conditions) -> tuple[tuple[str, tuple[Any, ...]], ...]:
    """The conditions as the index of words answers them."""
    return (("o.words @@ %s::tsquery", (known.query,)), *known.rest) if known.query else known.rest


def looked_at(known: Conditions) -> tuple[tuple[str, tuple[Any, ...]], ...]:
    """The conditions as a few rows are looked through: columns, and the words where there are any."""
    return (*known.columns, ("o.words @@ %s::tsquery", (known.text,))) if known.text else known.columns


def _later(place: Place | None) -> tuple[tuple[str, tuple[Any, ...]], ...]:
    if place is None:
        return ()
    return (("(o.posted, o.id) < (%s, %s)", (datetime.fromtimestamp(place.keys[0], UTC), place.key)),)


def _page(found: list[tuple], sort: str, keys: int, place: Place | None, total: int, exact: bool) -> Page:
    """Rows are (id, vacancy, *keys, …); one more than a page says that there is another."""
    total, exact = (place.total, place.exact) if place else (total, exact)
    shown = found[:PAGE]
    after = ""
    if len(found) > PAGE:
        last = shown[-1]
        numbers = tuple(
            each.timestamp() if isinstance(each, datetime) else float(each) for each in last[2 : 2 + keys]
        )
        after = cursor_of(Place(sort, numbers, last[0], total, exact))
    return Page([row[1] for row in shown], total, exact, after)


def looked_through(known: Conditions) -> int:
    """How many of the newest rows to look through; 0 where so few can match that the index is the shorter way."""
    size = estimate()
    if size <= NEWEST or not known.columns and not known.query:
        return NEWEST
    narrowed, values = where(*matching(known))
    plan = rows(f"EXPLAIN (FORMAT JSON) SELECT 1 FROM jobs_opening o {narrowed}", values)[0][0]
    plan = plan if isinstance(plan, list) else json.loads(plan)
    share = max(plan[0]["Plan"]["Plan Rows"], 1) / size
    needed = (PAGE + 1) / share
    return 0 if needed > NEWEST else int(min(max(needed * SPARE, FEWEST), NEWEST))


def _from_newest(place: Place | None, known: Conditions, newest: int) -> Page | None:
    """The newest rows alone; None when they do not fill a page."""
    start, begins = where(*_later(place))
    narrowed, values = where(*looked_at(known))
    found = rows(
        f"SELECT {COLUMNS}, o.posted, count(*) OVER () FROM "
        f"(SELECT * FROM jobs_opening o {start} ORDER BY o.posted DESC, o.id DESC LIMIT {newest}) o "
        f"{narrowed} ORDER BY o.posted DESC, o.id DESC LIMIT {PAGE + 1}",
        [*begins, *values],
    )
    if len(found) <= PAGE:
        return None
    return _page(found, "", 1, place, *((0, True) if place else total(known, found[0][3], newest)))


def total(known: Conditions, hits: int, newest: int) -> tuple[int, bool]:
    """How many there are in all, from the hits among the newest: «about», or counted where it may be 1,000 or less."""
    size = estimate()
    if size <= newest:
        return hits, True
    about = _rounded(hits * size // newest)
    if about > 2 * MOST_COUNTED:
        return about, False
    narrowed, values = where(*matching(known))
    counted = rows(
        f"SELECT count(*) FROM (SELECT 1 FROM jobs_opening o {narrowed} LIMIT {MOST_COUNTED + 1}) c", values
    )[0][0]
    return (counted, True) if counted <= MOST_COUNTED else (max(about, counted), False)


def _rounded(number: int) -> int:
    """Two digits and zeros: an «about» that looks like one."""
    unit = 10 ** max(len(str(number)) - 2, 0)
    return number // unit * unit


def _from_index(place: Place | None, known: Conditions) -> Page:
    """The index of words alone, then the rest of the conditions: an exact total."""
    narrowed, values = where(*matching(known))
    start, begins = where(*_later(place))
    found = rows(
        f"WITH m AS MATERIALIZED (SELECT o.id, o.vacancy_id, o.posted FROM jobs_opening o {narrowed}) "
        f"SELECT {COLUMNS}, o.posted, (SELECT count(*) FROM m) FROM m o {start} "
        f"ORDER BY o.posted DESC, o.id DESC LIMIT {PAGE + 1}",
        [*values, *begins],
    )
    return _page(found, "", 1, place, found[0][3] if found else 0, True)


def _by_fit(asked: Asked, known: Conditions) -> Page:
    """The newest hits in the order of fit, few applications first among equals, shuffled anew each day."""
    place = read_cursor(asked.after, "fit", 3) if asked.after else None
    narrowed, values = where(*matching(known))
    day = clock.today().toordinal()
    order = ", ".join(f"{each} AS k{number}" for number, each in enumerate(FITNESS))
    start, begins = where(
        *([("(o.k0, o.k1, o.k2, o.id) < (%s, %s, %s, %s)", (*place.keys, place.key))] if place else [])
    )
    found = rows(
        f"WITH m AS MATERIALIZED (SELECT * FROM jobs_opening o {narrowed} "
        f"ORDER BY o.posted DESC, o.id DESC LIMIT {FIT}), r AS (SELECT o.id, o.vacancy_id, {order} FROM m o) "
        f"SELECT {COLUMNS}, o.k0, o.k1, o.k2, (SELECT count(*) FROM m) FROM r o {start} "
        f"ORDER BY o.k0 DESC, o.k1 DESC, o.k2 DESC, o.id DESC LIMIT {PAGE + 1}",
        [*values, known.text, day, *begins],
    )
    hits = found[0][5] if found else 0
    if place or hits < FIT:
        return _page(found, "fit", 3, place, hits, True)
    first = find(Asked(**{**vars(asked), "sort": "", "after": ""}))
    return _page(found, "fit", 3, place, first.total, first.exact)


def _by_distance(asked: Asked, known: Conditions) -> Page:
    """The nearest first, by the index of places; one without a place is not among them."""
    place = read_cursor(asked.after, "near", 1) if asked.after else None
    far = f"{SPOT} <-> point(%s, %s)"
    begins = [(f"({far}, o.id) > (%s, %s)", (*spot(asked), place.keys[0], place.key))] if place else []
    narrowed, values = where(("o.longitude IS NOT NULL", ()), *looked_at(known), *begins)
    found = rows(
        f"SELECT {COLUMNS}, {far} FROM jobs_opening o {narrowed} ORDER BY {far}, o.id LIMIT {PAGE + 1}",
        [*spot(asked), *values, *spot(asked)],
    )
    if place:
        return _page(found, "near", 1, place, 0, True)
    counting, given = where(("o.longitude IS NOT NULL", ()), *matching(known))
    counted = rows(
        f"SELECT count(*) FROM (SELECT 1 FROM jobs_opening o {counting} LIMIT {MOST_COUNTED + 1}) c", given
    )[0][0]
    return _page(found, "near", 1, None, min(counted, MOST_COUNTED), counted <= MOST_COUNTED)


def estimate() -> int:
    """How many openings there are, as the planner knows it; asked once a minute."""
    now = time.monotonic()
    if now > _size["until"]:
        sql = "SELECT reltuples::bigint FROM pg_class WHERE oid = 'jobs_opening'::regclass"
        _size.update(rows=max(rows(sql, [])[0][0], 0), until=now + 60)
    return _size["rows"]


_size: dict[str, float] = {"rows": 0, "until": 0.0}
