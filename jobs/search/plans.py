"""Search over the narrow table, a page at a time, in one of three ways.

What very many vacancies have is looked for among the newest rows. What fewer have is asked of the index of words
(filters and days of posting are words too): first of the newest days only, so wide that a page should be filled, then
of wider ones, last of all days (MATERIALIZED keeps the planner from walking the dates). How common a word is, the
database's own statistics say (knowledge.py); words that go together make them wrong, so every step checks what it got.
Totals up to 1,000 are always exact, beyond that they are told as «约». Pages go on from the last row's key, so page
500 costs what page 1 does.
"""

# ruff: noqa: S608 — the parts put together are constants of this file; every value goes through a parameter

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from portal.kernel import clock
from portal.kernel.words import any_of, quoted

from .asked import SPOT, Asked, Condition, Conditions, conditions, day_of, days_words, spot
from .cursors import Place, cursor_of, read_cursor
from .knowledge import Knowledge, knowledge

PAGE = 20
BROAD = 0.7  # a filter that so many openings pass is no word of the question
# Costs in rows fetched, as measured: what the index spends for each term and row of the rarest one, for each term and
# row of the days asked for, and what looking through a row by date takes.
INDEX_COST, DAY_COST, LOOK_COST = 0.05, 0.03, 1.8
NEWEST, FEWEST = 3000, 300  # so many of the newest are looked through, by how common a hit is
SPARE = 4  # times the rows that should fill a page: hits lie unevenly
WINDOW_HITS = 200  # expected in the newest days that the index is asked for
WHOLE = 2500  # hits expected in all that are counted one by one anyway: all days are asked for at once
ONE_DAY = 1 / 30  # of the openings, about: no window is narrower
MOST_DAYS = 62
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
    return newest_first(place, known)


def rows(sql: str, values: list[Any]) -> list[tuple]:
    """One statement's rows."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def where(*parts: Condition) -> tuple[str, list[Any]]:
    """Conditions as a WHERE with its values; nothing for none."""
    text = f"WHERE {' AND '.join(condition for condition, _values in parts)}" if parts else ""
    return text, [value for _condition, values in parts for value in values]


def matching(known: Conditions, days: str = "") -> tuple[Condition, ...]:
    """The conditions as the index of words answers them, of some days or of all.

    Filters that leave most openings in are asked of the rows found: the index would look each of them up.
    """
    facts = knowledge()
    chosen = [each for each in known.facets if facts.of(each[:1]) < BROAD]
    if not (chosen or known.words or known.cells):
        chosen = list(known.facets)
    beside = tuple(column for word, column in known.facets if (word, column) not in chosen)
    cells = any_of(known.cells) if known.cells else ""
    parts = (known.text, *(quoted(word) for word, _column in chosen), cells, days)
    query = " & ".join(part for part in parts if part)
    return (*([("o.words @@ %s::tsquery", (query,))] if query else []), *beside, *known.rest)


def looked_at(known: Conditions) -> tuple[Condition, ...]:
    """The conditions as a few rows are looked through: columns, and the words where there are any."""
    return (*known.columns, ("o.words @@ %s::tsquery", (known.text,))) if known.text else known.columns


def _later(place: Place | None) -> tuple[Condition, ...]:
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


def newest_first(place: Place | None, known: Conditions) -> Page:
    """A page in the order of posting, the newest first."""
    facts = knowledge()
    share = facts.share(known.terms)
    if not known.terms or facts.size <= NEWEST or _newest_are_cheaper(facts, known, share):
        looked = newest_looked_at(facts, share, bool(known.columns or known.text))
        page, hits = _from_newest(place, known, looked)
        if page is None and hits and looked < 2 * (PAGE + 1) * looked // hits <= NEWEST:
            looked = 2 * (PAGE + 1) * looked // hits  # a little further the page is full
            page, hits = _from_newest(place, known, looked)
        if page:
            return page
        share = min(share, (hits + 1) / looked)
    if not known.terms:
        return _page_of(place, known, *_asked_of_index(place, known, ""), 1.0)
    found, hits, window = _widening(
        known, share, PAGE + 1, WINDOW_HITS, place, lambda days: _asked_of_index(place, known, days)
    )
    return _page_of(place, known, found, hits, window)


def _newest_are_cheaper(facts: Knowledge, known: Conditions, share: float) -> bool:
    """Whether looking through the newest rows should cost less than asking the index."""
    needed = SPARE * (PAGE + 1) / max(share, 1e-9)
    expected = share * facts.size
    window = min(WINDOW_HITS / max(expected, 1), 1)
    index = min(_cost(facts, known, expected), _cost_of_days(facts, known, max(window, ONE_DAY), WINDOW_HITS))
    return expected * reach(known) > WHOLE and needed <= NEWEST and LOOK_COST * needed < index


def _cost(facts: Knowledge, known: Conditions, hits: float) -> float:
    """Of asking the index for all days."""
    rarest = facts.size * min((facts.of(term) for term in known.terms), default=1.0)
    return INDEX_COST * len(known.terms) * rarest + hits


def _cost_of_days(facts: Knowledge, known: Conditions, window: float, hits: float) -> float:
    """Of asking the index for days that hold this share of the openings."""
    return DAY_COST * (len(known.terms) + 1) * window * facts.size + hits


def newest_looked_at(facts: Knowledge, share: float, narrowed: bool) -> int:
    """How many of the newest rows to look through for something this common."""
    if facts.size <= NEWEST or narrowed and share >= 1:
        return NEWEST
    return int(min(max(SPARE * (PAGE + 1) / share, FEWEST), NEWEST))


def _from_newest(place: Place | None, known: Conditions, newest: int) -> tuple[Page | None, int]:
    """The newest rows alone: a page, or none where they do not fill it; and how many hits they held."""
    start, begins = where(*_later(place))
    narrowed, values = where(*looked_at(known))
    found = rows(
        f"SELECT {COLUMNS}, o.posted, f.hits FROM (SELECT o.id, count(*) OVER () AS hits FROM "
        f"(SELECT * FROM jobs_opening o {start} ORDER BY o.posted DESC, o.id DESC LIMIT {newest}) o "
        f"{narrowed} ORDER BY o.posted DESC, o.id DESC LIMIT {PAGE + 1}) f JOIN jobs_opening o ON o.id = f.id "
        f"ORDER BY o.posted DESC, o.id DESC",
        [*begins, *values],
    )
    hits = found[0][3] if found else 0
    if len(found) <= PAGE:
        return None, hits
    size = knowledge().size
    if place or size <= newest:
        return _page(found, "", 1, place, hits, True), hits
    return _page(found, "", 1, place, *total(known, hits, newest / size)), hits


Asking = Callable[[str], tuple[list[tuple], int]]


def _widening(
    known: Conditions, share: float, wanted: int, aim: int, place: Place | None, ask: Asking
) -> tuple[list[tuple], int, float]:
    """Ask for the newest days, then for more, until `wanted` hits are there or all days were asked for.

    share: about so many of the openings are hits. Returns rows, hits, and the share of openings that was asked.
    """
    facts = knowledge()
    until = place.keys[0] if place else clock.now().timestamp()
    for _turn in range(2):
        days, window = _newest_days(facts, until, aim / max(share * facts.size, 1))
        expected = share * facts.size * reach(known)
        if (
            not days
            or expected <= WHOLE
            or _cost(facts, known, expected) <= _cost_of_days(facts, known, window, aim)
        ):
            break
        found, hits = ask(days)
        if hits >= wanted:
            return found, hits, window
        share, aim = (hits + 1) / max(window * facts.size, 1), SPARE * wanted  # what we saw is surer
    found, hits = ask(_days_since(facts, known, share * facts.size))
    return found, hits, 1.0


def sampled(known: Conditions, wanted: int) -> tuple[Condition, ...] | None:
    """Conditions that some of the newest hits meet, `wanted` or more; None where the newest rows hold as many."""
    facts = knowledge()
    share = facts.share(known.terms)
    if not known.terms or share * NEWEST >= wanted:
        return None
    window = wanted / max(share * facts.size * reach(known), 1)
    return matching(known, _newest_days(facts, clock.now().timestamp(), window)[0])


def _days_since(facts: Knowledge, known: Conditions, hits: float) -> str:
    """The days that are asked for as words, where that costs less than passing over the older rows."""
    if not known.since:
        return ""
    days, window = days_words(day_of(known.since), day_of(clock.now().timestamp()) + 1), reach(known)
    if _cost(facts, known, hits) <= _cost_of_days(facts, known, window, hits * window):
        return ""
    return any_of(days) if len(days) <= MOST_DAYS else ""


def _newest_days(facts: Knowledge, until: float, share: float) -> tuple[str, float]:
    """A query for the whole days before `until` that hold this share of the openings; "" where it would be most."""
    if len(facts.moments) < 2 or share >= 0.5:
        return "", 1.0
    since, now = facts.newer(until), day_of(until)
    first = day_of(facts.since(min(since + share, 1)))
    window = facts.newer(first * 86400) - since
    if now - first >= MOST_DAYS or window <= 0 or window >= 0.5:
        return "", 1.0
    return any_of(days_words(first, now)), window


def _asked_of_index(place: Place | None, known: Conditions, days: str) -> tuple[list[tuple], int]:
    """The index of words, of some days or of all: a page's rows and the number of hits."""
    narrowed, values = where(*matching(known, days))
    start, begins = where(*_later(place))
    found = rows(
        f"WITH m AS MATERIALIZED (SELECT o.id, o.vacancy_id, o.posted FROM jobs_opening o {narrowed}) "
        f"SELECT {COLUMNS}, o.posted, (SELECT count(*) FROM m) FROM m o {start} "
        f"ORDER BY o.posted DESC, o.id DESC LIMIT {PAGE + 1}",
        [*values, *begins],
    )
    return found, (found[0][3] if found else 0) if not (place and days) else len(found)


def _page_of(place: Place | None, known: Conditions, found: list[tuple], hits: int, window: float) -> Page:
    """Rows of the index as a page: an exact total where all days were asked for."""
    if place or window >= 1:
        return _page(found, "", 1, place, hits, True)
    return _page(found, "", 1, place, *total(known, hits, window))


def reach(known: Conditions) -> float:
    """The share of the openings that are new enough to be asked for."""
    return max(knowledge().newer(known.since), 1e-4) if known.since else 1.0


def total(known: Conditions, hits: int, window: float) -> tuple[int, bool]:
    """How many there are in all, from the hits in a share of the openings: «about», or counted where it may be 1,000.

    So many hits are wrong by their square root; three times that is allowed for before nothing is counted.
    """
    about = int(hits * max(reach(known) / window, 1))
    surely = about * min(1 - 3 / max(hits, 1) ** 0.5, 0.8)
    if surely > MOST_COUNTED:
        return _rounded(about), False
    days = _days_since(knowledge(), known, hits / window)
    counted = _counted(matching(known, days), MOST_COUNTED)
    return (counted, True) if counted <= MOST_COUNTED else (max(_rounded(about), counted), False)


def _counted(parts: tuple[Condition, ...], most: int) -> int:
    """How many rows meet the conditions, counted up to one more than `most`."""
    narrowed, values = where(*parts)
    return rows(f"SELECT count(*) FROM (SELECT 1 FROM jobs_opening o {narrowed} LIMIT {most + 1}) c", values)[
        0
    ][0]


def _rounded(number: int) -> int:
    """Two digits and zeros: an «about» that looks like one."""
    unit = 10 ** max(len(str(number)) - 2, 0)
    return number // unit * unit


def _by_fit(asked: Asked, known: Conditions) -> Page:
    """The newest hits in the order of fit, few applications first among equals, shuffled anew each day."""
    place = read_cursor(asked.after, "fit", 3) if asked.after else None
    share = knowledge().share(known.terms)
    found, hits, _window = _widening(
        known, share, FIT, 2 * FIT, None, lambda days: _in_order_of_fit(place, known, days)
    )
    if place or hits < FIT:
        return _page(found, "fit", 3, place, hits, True)
    first = newest_first(None, known)
    return _page(found, "fit", 3, place, first.total, first.exact)


def _in_order_of_fit(place: Place | None, known: Conditions, days: str) -> tuple[list[tuple], int]:
    narrowed, values = where(*matching(known, days))
    order = ", ".join(f"{each} AS k{number}" for number, each in enumerate(FITNESS))
    start, begins = where(
        *([("(o.k0, o.k1, o.k2, o.id) < (%s, %s, %s, %s)", (*place.keys, place.key))] if place else [])
    )
    found = rows(
        f"WITH m AS MATERIALIZED (SELECT * FROM jobs_opening o {narrowed} "
        f"ORDER BY o.posted DESC, o.id DESC LIMIT {FIT}), r AS (SELECT o.id, o.vacancy_id, {order} FROM m o) "
        f"SELECT {COLUMNS}, o.k0, o.k1, o.k2, (SELECT count(*) FROM m) FROM r o {start} "
        f"ORDER BY o.k0 DESC, o.k1 DESC, o.k2 DESC, o.id DESC LIMIT {PAGE + 1}",
        [*values, known.text, clock.today().toordinal(), *begins],
    )
    return found, found[0][5] if found else 0


def _by_distance(asked: Asked, known: Conditions) -> Page:
    """The nearest first; one without a place is not among them.

    Few hits are put in order, many are walked by the index of places: few among many would be a long walk.
    """
    place = read_cursor(asked.after, "near", 1) if asked.after else None
    far = f"{SPOT} <-> point(%s, %s)"
    begins = [(f"({far}, o.id) > (%s, %s)", (*spot(asked), place.keys[0], place.key))] if place else []
    placed = ("o.longitude IS NOT NULL", ())
    by_index = (placed, *matching(known))
    counted = _counted(by_index, FIT)
    if counted <= FIT:
        gathered, given = where(*by_index)
        source = f"WITH m AS MATERIALIZED (SELECT * FROM jobs_opening o {gathered}) "
        narrowed, values = where(*begins)
        table = "m"
    else:
        source, given, table = "", [], "jobs_opening"
        narrowed, values = where(placed, *looked_at(known), *begins)
    found = rows(
        f"{source}SELECT {COLUMNS}, {far} FROM {table} o {narrowed} ORDER BY {far}, o.id LIMIT {PAGE + 1}",
        [*given, *spot(asked), *values, *spot(asked)],
    )
    return _page(found, "near", 1, place, min(counted, MOST_COUNTED), counted <= MOST_COUNTED)
