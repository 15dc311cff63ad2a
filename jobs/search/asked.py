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


@dataclass(frozen=True)
class Conditions:
    """`columns`: conditions on columns with their values; `query`: the same and the words as a tsquery, "" for none.

    What a word cannot say (pay, education, days, distance) stands in `rest`, to be asked beside the query.
    """

    columns: tuple[tuple[str, tuple[Any, ...]], ...]
    rest: tuple[tuple[str, tuple[Any, ...]], ...]
    text: str
    query: str


def facet_words(opening: Any) -> list[str]:
    """The words of an opening's filters: no text of a user can be one, as none has a colon."""
    county, occupation = f"{opening.county:06d}", opening.occupation
    out = [f"r:{county}", f"r:{county[:4]}00", f"k:{opening.kind}"]
    out += [f"o:{occupation[:length]}" for length in (1, 4, 7, 10) if occupation]
    if opening.urgent:
        out.append("u:1")
    if opening.experience == 0:
        out.append("x:0")
    return out


def conditions(asked: Asked) -> Conditions | None:
    """How to ask the database; None when the words hold nothing to search for."""
    if asked.q:
        known()
    terms = words.query_terms(asked.q)
    if asked.q.strip() and not terms:
        return None
    columns: list[tuple[str, tuple[Any, ...]]] = []
    facets: list[str] = []
    if asked.region and int(asked.region) % 10_000:
        first, last = region_range(asked.region)
        columns.append(("o.county BETWEEN %s AND %s", (first, last)))
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
    rest = _rest(asked)
    return Conditions(
        (*columns, *rest),
        rest,
        words.tsquery(terms),
        words.tsquery([*terms, *facets]) if terms or facets else "",
    )


def _rest(asked: Asked) -> tuple[tuple[str, tuple[Any, ...]], ...]:
    out: list[tuple[str, tuple[Any, ...]]] = []
    if asked.pay:
        out.append(("o.pay >= %s", (asked.pay,)))
    if asked.education is not None:
        out.append(("o.education <= %s", (asked.education,)))
    if asked.days:
        out.append(("o.posted >= %s", (clock.now() - timedelta(days=asked.days),)))
    if asked.placed and asked.radius:
        out.append((f"{SPOT} <@ circle(point(%s, %s), %s)", (*spot(asked), asked.radius / DEGREE)))
    return tuple(out)


SPOT = f"point(o.longitude * {NARROWER}, o.latitude)"


def spot(asked: Asked) -> tuple[float, float]:
    """Where somebody stands, on a plane measured in degrees of latitude (wrong by 2 % at the province's edges)."""
    return asked.longitude * NARROWER, asked.latitude
