"""Search over the narrow table, in two steps.

First the newest rows are looked through: a word that many vacancies bear fills a page from them at once, and the
total is told as «约». Where they do not fill a page, the index of words is asked alone (MATERIALIZED keeps the
planner from walking the dates) and the total is exact. Without a word the order of dates is walked by its index and
the count stops at 1,001. Pages go on from the last row's key, so page 500 costs what page 1 does.
"""

# ruff: noqa: S608 — the parts put together are constants of this file; every value goes through a parameter

import base64
import binascii
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection

from portal.kernel import clock, words

from .services.words import known

PAGE = 20
NEWEST = 3000
MOST_COUNTED = 1000
COLUMNS = "o.id, o.vacancy_id, o.posted"


@dataclass(frozen=True)
class Asked:
    """What is searched for. region: six digits of a county, or a prefecture or province ending in zeros."""

    q: str = ""
    region: str = ""
    pay: int | None = None
    education: int | None = None
    kind: str = ""
    occupation: str = ""
    days: int | None = None
    novice: bool = False
    urgent: bool = False
    after: str = ""


@dataclass(frozen=True)
class Page:
    """Keys of vacancies in order, how many there are (exact, or «about»), and the cursor of the next page."""

    vacancies: list[Any]
    total: int
    exact: bool
    after: str = ""


def region_range(region: str) -> tuple[int, int]:
    """Six digits as the range of county codes below them: 510100 is 510100–510199, 510000 the whole province."""
    first = int(region)
    width = 10_000 if first % 10_000 == 0 else 100 if first % 100 == 0 else 1
    return first, first + width - 1


@dataclass(frozen=True)
class Place:
    """Where a page ended, and what the first page counted: later pages neither count again nor tell another number."""

    posted: datetime
    key: int
    total: int
    exact: bool


def cursor_of(place: Place) -> str:
    """A place for an address."""
    text = f"{place.posted.timestamp():.6f}|{place.key}|{place.total}|{int(place.exact)}"
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(text: str) -> Place | None:
    """The place a cursor names; None for one we did not make."""
    try:
        posted, key, total, exact = (
            base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode().split("|")
        )
        place = Place(datetime.fromtimestamp(float(posted), UTC), int(key), int(total), exact == "1")
    except (ValueError, OverflowError, OSError, binascii.Error):
        return None
    return place if 0 <= place.key < 2**63 and 0 <= place.total < 10**9 else None


def find(asked: Asked) -> Page:
    """One page of open vacancies, the newest first, with their number."""
    if asked.q:
        known()
    terms = words.query_terms(asked.q)
    if asked.q.strip() and not terms:
        return Page([], 0, True)
    conditions, values = _filters(asked)
    place = read_cursor(asked.after) if asked.after else None
    if not terms:
        return _walk(place, conditions, values)
    query = words.tsquery(terms)
    return _newest(place, conditions, values, query) or _by_words(place, conditions, values, query)


def _filters(asked: Asked) -> tuple[list[str], list[Any]]:
    out: list[tuple[str, list[Any]]] = []
    if asked.region:
        first, last = region_range(asked.region)
        out.append(
            ("o.county = %s", [first]) if first == last else ("o.county BETWEEN %s AND %s", [first, last])
        )
    if asked.pay:
        out.append(("o.pay >= %s", [asked.pay]))
    if asked.education is not None:
        out.append(("o.education <= %s", [asked.education]))
    if asked.kind:
        out.append(("o.kind = %s", [asked.kind]))
    if asked.occupation:
        out.append(("o.occupation LIKE %s", [asked.occupation.rstrip("0").rstrip("-") + "%"]))
    if asked.days:
        out.append(("o.posted >= %s", [clock.now() - timedelta(days=asked.days)]))
    if asked.novice:
        out.append(("o.experience = 0", []))
    if asked.urgent:
        out.append(("o.urgent", []))
    return [text for text, _values in out], [value for _text, values in out for value in values]


def _where(conditions: list[str]) -> str:
    return f"WHERE {' AND '.join(conditions)}" if conditions else ""


def _after(place: Place | None) -> tuple[list[str], list[Any]]:
    return (["(o.posted, o.id) < (%s, %s)"], [place.posted, place.key]) if place else ([], [])


def _rows(sql: str, values: list[Any]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def _page(rows: list[tuple], place: Place | None, total: int, exact: bool) -> Page:
    total, exact = (place.total, place.exact) if place else (total, exact)
    shown = rows[:PAGE]
    after = cursor_of(Place(shown[-1][2], shown[-1][0], total, exact)) if len(rows) > PAGE else ""
    return Page([row[1] for row in shown], total, exact, after)


def _walk(place: Place | None, conditions: list[str], values: list[Any]) -> Page:
    """No word: down the dates by an index; the count stops where nobody reads on."""
    more, start = _after(place)
    rows = _rows(
        f"SELECT {COLUMNS} FROM jobs_opening o {_where(conditions + more)} "
        f"ORDER BY o.posted DESC, o.id DESC LIMIT {PAGE + 1}",
        values + start,
    )
    if place:
        return _page(rows, place, 0, True)
    counted = _rows(
        f"SELECT count(*) FROM (SELECT 1 FROM jobs_opening o {_where(conditions)} "
        f"LIMIT {MOST_COUNTED + 1}) c",
        values,
    )[0][0]
    return _page(rows, None, min(counted, MOST_COUNTED), counted <= MOST_COUNTED)


def _newest(place: Place | None, conditions: list[str], values: list[Any], query: str) -> Page | None:
    """The newest rows alone; None when they do not fill a page."""
    more, start = _after(place)
    rows = _rows(
        f"SELECT {COLUMNS}, count(*) OVER () FROM "
        f"(SELECT * FROM jobs_opening o {_where(more)} ORDER BY o.posted DESC, o.id DESC LIMIT {NEWEST}) o "
        f"{_where(['o.words @@ %s::tsquery', *conditions])} "
        f"ORDER BY o.posted DESC, o.id DESC LIMIT {PAGE + 1}",
        [*start, query, *values],
    )
    if len(rows) <= PAGE:
        return None
    size = 0 if place else _estimate()
    return _page(rows, place, max(rows[0][3], rows[0][3] * size // NEWEST), size <= NEWEST)


def _by_words(place: Place | None, conditions: list[str], values: list[Any], query: str) -> Page:
    """The index of words alone, then the rest of the conditions: an exact total."""
    more, start = _after(place)
    matched = (
        f"WITH m AS MATERIALIZED (SELECT o.id, o.vacancy_id, o.posted FROM jobs_opening o "
        f"{_where(['o.words @@ %s::tsquery', *conditions])}) "
    )
    rows = _rows(
        f"{matched} SELECT {COLUMNS}, (SELECT count(*) FROM m) FROM m o {_where(more)} "
        f"ORDER BY o.posted DESC, o.id DESC LIMIT {PAGE + 1}",
        [query, *values, *start],
    )
    return _page(rows, place, rows[0][3] if rows else 0, True)


def _estimate() -> int:
    """How many openings there are, as the planner knows it."""
    return max(
        _rows("SELECT reltuples::bigint FROM pg_class WHERE oid = 'jobs_opening'::regclass", [])[0][0], 0
    )


def first_page(asked: Asked) -> Asked:
    """The same search from its beginning."""
    return replace(asked, after="")
