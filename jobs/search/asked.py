"""What is searched for, and how it is said to the database: as columns for a few rows, as words for the index."""

from dataclasses import dataclass, replace
from datetime import timedelta
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


Condition = tuple[str, tuple[Any, ...]]


@dataclass(frozen=True)
class Conditions:
    """What is asked, in the two ways of saying it.

    words: of the text. facets: what a word of the index says exactly, with the same as a condition on columns.
    cells: alternatives that hold every place near enough, and some more. rest: to be asked beside the index.
    since: the moment (seconds) since which it was posted, 0 for any.
    """

    words: tuple[str, ...] = ()
    facets: tuple[tuple[str, Condition], ...] = ()
    cells: tuple[str, ...] = ()
    rest: tuple[Condition, ...] = ()
    since: float = 0.0

    @property
    def text(self) -> str:
        """The words as a tsquery."""
        return words.tsquery(self.words)

    @property
    def columns(self) -> tuple[Condition, ...]:
        """All but the words, as conditions on columns."""
        return (*(column for _word, column in self.facets), *self.rest)

    @property
    def terms(self) -> tuple[tuple[str, ...], ...]:
        """What the index can be asked for, each with its alternatives."""
        singles = (*self.words, *(word for word, _column in self.facets))
        return (*((each,) for each in singles), *([self.cells] if self.cells else []))


PAYS = (3000, 4000, 5000, 6000, 8000, 10000, 15000)
HIGHEST = 7  # the highest education
CELLS = {"g": 20, "h": 10}  # a degree: cells of 5.6 and of 11.1 km, for short ways and for long ones
SHORT_WAY = 5  # km
MOST_CELLS = 36


def day_of(moment: float) -> int:
    """The day of a moment (seconds), numbered."""
    return int(moment // 86400)


def days_words(first: int, last: int) -> list[str]:
    """The words of openings posted on these days."""
    return [f"d:{day}" for day in range(first, last + 1)]


def _cell(kind: str, longitude: float, latitude: float) -> tuple[int, int]:
    return int(longitude * NARROWER * CELLS[kind]), int(latitude * CELLS[kind])


def _cells_around(asked: Asked) -> tuple[str, ...]:
    """The words of the cells that a circle touches; none where they are too many to help."""
    far = asked.radius / DEGREE
    kind = "g" if asked.radius <= SHORT_WAY else "h"
    left, low = _cell(kind, asked.longitude - far / NARROWER, asked.latitude - far)
    right, high = _cell(kind, asked.longitude + far / NARROWER, asked.latitude + far)
    found = tuple(f"{kind}:{x}:{y}" for x in range(left, right + 1) for y in range(low, high + 1))
    return found if len(found) <= MOST_CELLS else ()


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
        for kind in CELLS:
            out.append("{}:{}:{}".format(kind, *_cell(kind, opening.longitude, opening.latitude)))
    return out


def conditions(asked: Asked) -> Conditions | None:
    """How to ask the database; None when the words hold nothing to search for."""
    if asked.q:
        known()
    terms = words.query_terms(asked.q)
    if asked.q.strip() and not terms:
        return None
    rest: list[Condition] = []
    if asked.pay and asked.pay not in PAYS:
        rest.append(("o.pay >= %s", (asked.pay,)))
    since = clock.now() - timedelta(days=asked.days) if asked.days else None
    if since:
        rest.append(("o.posted >= %s", (since,)))
    near = asked.placed and asked.radius
    if near:
        rest.append((f"{SPOT} <@ circle(point(%s, %s), %s)", (*spot(asked), asked.radius / DEGREE)))
    return Conditions(
        words=tuple(terms),
        facets=tuple(_facets(asked)),
        cells=_cells_around(asked) if near else (),
        rest=tuple(rest),
        since=since.timestamp() if since else 0.0,
    )


def _facets(asked: Asked) -> list[tuple[str, Condition]]:
    """Words of filters, and the conditions on columns that say the same."""
    out: list[tuple[str, Condition]] = []
    if asked.region and int(asked.region) % 10_000:
        out.append((f"r:{asked.region}", ("o.county BETWEEN %s AND %s", region_range(asked.region))))
    if asked.kind:
        out.append((f"k:{asked.kind}", ("o.kind = %s", (asked.kind,))))
    if asked.occupation:
        out.append((f"o:{asked.occupation[:10]}", ("o.occupation LIKE %s", (asked.occupation + "%",))))
    if asked.novice:
        out.append(("x:0", ("o.experience = 0", ())))
    if asked.urgent:
        out.append(("u:1", ("o.urgent", ())))
    if asked.pay in PAYS:
        out.append((f"p:{asked.pay}", ("o.pay >= %s", (asked.pay,))))
    if asked.education is not None and 0 <= asked.education < HIGHEST:
        out.append((f"e:{asked.education}", ("o.education <= %s", (asked.education,))))
    return out


SPOT = f"point(o.longitude * {NARROWER}, o.latitude)"


def spot(asked: Asked) -> tuple[float, float]:
    """Where somebody stands, on a plane measured in degrees of latitude (wrong by 2 % at the province's edges)."""
    return asked.longitude * NARROWER, asked.latitude
