"""What is searched for, and how it is said to the database: as columns for a few rows, as words for the index."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from portal.kernel import clock, words

from ..models.opening import NARROWER
from ..vocabulary import known

SORTS = ("", "fit", "near")
DEGREE = 111.2  # kilometres of one degree of latitude


@dataclass(frozen=True)
class Asked:
    """What is searched for.

    region: six digits of a county, or of a prefecture or the province ending in zeros. pay: yuan a month at least.
    education: what the seeker has. latitude, longitude: from where; radius: kilometres. sort: one of SORTS.
    """

    q: str = ""
    region: str = ""
    pay: int | None = None
    education: int | None = None
    kind: str = ""
    occupation: str = ""
    days: int | None = None
    novice: bool = False
    urgent: bool = False
    near: str = ""
    latitude: float | None = None
    longitude: float | None = None
    radius: int | None = None
    sort: str = ""
    after: str = ""

    @property
    def placed(self) -> bool:
        """Whether we know from where."""
        return self.latitude is not None and self.longitude is not None


def first_page(asked: Asked) -> Asked:
    """The same search from its beginning."""
    return replace(asked, after="")


def region_range(region: str) -> tuple[int, int]:
    """Six digits as the range of county codes below them: 510100 is 510100–510199, 510000 the whole province."""
    first = int(region)
    width = 10_000 if first % 10_000 == 0 else 100 if first % 100 == 0 else 1
    return first, first + width - 1


@dataclass(frozen=True)
class Conditions:
    """`columns`: conditions on columns with their values; `query`: the same and the words as a tsquery, "" for none.

    `rest` is to be asked beside the query, as a word says it only roughly (days, distance) or not at all.
    `terms`: what the query asks for, each with its alternatives, but for days: `since` is their moment (seconds).
    """

    columns: tuple[tuple[str, tuple[Any, ...]], ...]
    rest: tuple[tuple[str, tuple[Any, ...]], ...]
    text: str
    query: str
    terms: tuple[tuple[str, ...], ...] = ()
    since: float = 0.0


PAYS = (3000, 4000, 5000, 6000, 8000, 10000, 15000)
HIGHEST = 7  # the highest education
CELLS = 20  # a degree; a cell is 5.6 km wide
MOST_WORDS = 49  # alternatives of one term


def day_of(moment: float) -> int:
    """The day of a moment (seconds), numbered."""
    return int(moment // 86400)


def days_words(first: int, last: int) -> list[str]:
    """The words of openings posted on these days."""
    return [f"d:{day}" for day in range(first, last + 1)]


def _cell(longitude: float, latitude: float) -> tuple[int, int]:
    return int(longitude * NARROWER * CELLS), int(latitude * CELLS)


def _cells_around(asked: Asked) -> list[str]:
    """The words of the cells that a circle touches."""
    far = asked.radius / DEGREE
    left, low = _cell(asked.longitude - far / NARROWER, asked.latitude - far)
    right, high = _cell(asked.longitude + far / NARROWER, asked.latitude + far)
    return [f"g:{x}:{y}" for x in range(left, right + 1) for y in range(low, high + 1)]


def facet_words(opening: Any) -> list[str]:
    """The words of an opening's filters: no text of a user can be one, as none has a colon."""
    county, occupation = f"{opening.county:06d}", opening.occupation
    out = [
        f"r:{county}",
        f"r:{county[:4]}00",
        f"k:{opening.kind}",
        *days_words(*[day_of(opening.posted.timestamp())] * 2),
    ]
    out += [f"o:{occupation[:length]}" for length in (1, 4, 7, 10) if occupation]
    out += [f"p:{pay}" for pay in PAYS if opening.pay >= pay]
    out += [f"e:{level}" for level in range(opening.education, HIGHEST + 1)]
    if opening.urgent:
        out.append("u:1")
    if opening.experience == 0:
        out.append("x:0")
    if opening.longitude is not None and opening.latitude is not None:
        out.append("g:{}:{}".format(*_cell(opening.longitude, opening.latitude)))
    return out


def conditions(asked: Asked) -> Conditions | None:
    """How to ask the database; None when the words hold nothing to search for."""
    if asked.q:
        known()
    terms = words.query_terms(asked.q)
    if asked.q.strip() and not terms:
        return None
    columns, facets = _said_by_words(asked)
    rough, rest = _said_roughly(asked)
    groups = [words.tsquery(terms), words.tsquery(facets)]
    groups += [f"({' | '.join(map(words.quoted, each))})" for each in rough]
    return Conditions(
        (*columns, *rest),
        tuple(rest),
        words.tsquery(terms),
        " & ".join(each for each in groups if each),
        (*((each,) for each in (*terms, *facets)), *(tuple(each) for each in rough if each[0][0] != "d")),
        _since(asked).timestamp() if asked.days else 0.0,
    )


Condition = tuple[str, tuple[Any, ...]]


def _said_by_words(asked: Asked) -> tuple[list[Condition], list[str]]:
    """Conditions on columns, and the words that say exactly the same."""
    columns: list[Condition] = []
    facets: list[str] = []
    if asked.region and int(asked.region) % 10_000:
        columns.append(("o.county BETWEEN %s AND %s", region_range(asked.region)))
        facets.append(f"r:{asked.region}")
    if asked.kind:
        columns.append(("o.kind = %s", (asked.kind,)))
        facets.append(f"k:{asked.kind}")
    if asked.occupation:
        columns.append(("o.occupation LIKE %s", (asked.occupation + "%",)))
        facets.append(f"o:{asked.occupation[:10]}")
    if asked.novice:
        columns.append(("o.experience = 0", ()))
        facets.append("x:0")
    if asked.urgent:
        columns.append(("o.urgent", ()))
        facets.append("u:1")
    if asked.pay in PAYS:
        columns.append(("o.pay >= %s", (asked.pay,)))
        facets.append(f"p:{asked.pay}")
    if asked.education is not None and 0 <= asked.education < HIGHEST:
        columns.append(("o.education <= %s", (asked.education,)))
        facets.append(f"e:{asked.education}")
    return columns, facets


def _since(asked: Asked) -> datetime:
    return clock.now() - timedelta(days=asked.days)


def _said_roughly(asked: Asked) -> tuple[list[list[str]], list[Condition]]:
    """Alternatives that hold every hit and some more, and the exact conditions to be asked beside them."""
    rough: list[list[str]] = []
    rest: list[Condition] = []
    if asked.pay and asked.pay not in PAYS:
        rest.append(("o.pay >= %s", (asked.pay,)))
    if asked.days:
        since = _since(asked)
        rest.append(("o.posted >= %s", (since,)))
        rough.append(days_words(day_of(since.timestamp()), day_of(clock.now().timestamp()) + 1))
    if asked.placed and asked.radius:
        rest.append((f"{SPOT} <@ circle(point(%s, %s), %s)", (*spot(asked), asked.radius / DEGREE)))
        rough.append(_cells_around(asked))
    return [each for each in rough if len(each) <= MOST_WORDS], rest


SPOT = f"point(o.longitude * {NARROWER}, o.latitude)"


def spot(asked: Asked) -> tuple[float, float]:
    """Where somebody stands, on a plane measured in degrees of latitude (wrong by 2 % at the province's edges)."""
    return asked.longitude * NARROWER, asked.latitude
