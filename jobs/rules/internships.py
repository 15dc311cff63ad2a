"""The rules of 就业见习: how long, who, which months, how much, and which shares may be told. Pure."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from portal.kernel import money
from portal.oversight.suppression import FLOOR, hidden
from portal.rules.verdict import Finding

from .days import months_after

K = TypeVar("K", bound=Hashable)
DAY = timedelta(days=1)


def last_day(begins: date, months: int) -> date:
    """The last day of so many months from `begins` on."""
    return months_after(begins, months) - DAY


def term_fault(begins: date, ends: date, *, least: int, most: int) -> str:
    """`short` or `long` where a time is not of `least` to `most` months; empty where it is."""
    if ends < last_day(begins, least):
        return "short"
    return "long" if ends > last_day(begins, most) else ""


@dataclass(frozen=True)
class Month:
    """The n-th month of an internship, counted from its first day: what is left at the end is no month."""

    number: int
    first: date
    last: date


def months_of(begins: date, last: date) -> list[Month]:
    """Every whole month of an internship from `begins` to `last`, both included."""
    out: list[Month] = []
    while (end := last_day(begins, len(out) + 1)) <= last:
        out.append(Month(len(out) + 1, months_after(begins, len(out)), end))
    return out


@dataclass(frozen=True)
class Facts:
    """What is known of an intern on the first day; None is «nobody knows»."""

    birth: date | None = None
    graduated: date | None = None
    unemployed: bool | None = None


@dataclass(frozen=True)
class Groups:
    """Who the law lets in, as values with their articles (`portal.rules.queries.Value`)."""

    graduate_months: Any
    age_min: Any
    age_max: Any


def age_on(birth: date, day: date) -> int:
    """Full years."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def _graduate(facts: Facts, months: int, day: date) -> bool | None:
    if facts.graduated is None:
        return None
    fresh = facts.graduated <= day <= months_after(facts.graduated, months)
    return _both(fresh, facts.unemployed)


def _youth(facts: Facts, least: int, most: int, day: date) -> bool | None:
    young = None if facts.birth is None else least <= age_on(facts.birth, day) <= most
    return _both(young, facts.unemployed)


def _both(one: bool | None, other: bool | None) -> bool | None:
    """True when both hold, False when one does not, None while one is unknown."""
    if one is False or other is False:
        return False
    return True if one and other else None


def eligible(facts: Facts, groups: Groups, *, on: date) -> Finding:
    """Whether somebody may be an intern on a day: a recent graduate or a young person, without work either way."""
    graduate = _graduate(facts, groups.graduate_months.value, on)
    youth = _youth(facts, groups.age_min.value, groups.age_max.value, on)
    if graduate or youth:
        met: bool | None = True
    else:
        met = False if graduate is False and youth is False else None
    value = groups.graduate_months if graduate else groups.age_min
    words = {
        "months": groups.graduate_months.value,
        "least": groups.age_min.value,
        "most": groups.age_max.value,
    }
    text = _("离校%(months)s个月内没有就业的毕业生,或%(least)s—%(most)s岁失业青年") % words
    return Finding("eligible", text, value.citation, met, confidence=value.confidence)


def monthly_wage(standard: list[dict[str, Any]], tier: str) -> Decimal | None:
    """The monthly minimum wage of a tier (档); None where the list does not name it."""
    return next((Decimal(str(row["monthly"])) for row in standard if row["tier"] == tier), None)


def subsidy(percent: Decimal, wage: Decimal) -> Decimal:
    """One month of one intern: `percent` of the minimum wage, in yuan."""
    return money.percent_of(wage, percent)


def rate(finished: int, kept: int) -> int | None:
    """留用率 in whole percent; None while nobody has finished."""
    return kept * 100 // finished if finished else None


def tellable(counts: Mapping[K, tuple[int, int]]) -> set[K]:
    """Whose 留用率 may be told in public, out of {base: (finished, kept)} of one county whose sums are known as well.

    Fewer than five on either side of a share tell of persons; what is hidden must not follow from the county's sums.
    """
    gone = hidden({key: finished for key, (finished, _kept) in counts.items()})
    for part in (
        {k: kept for k, (_f, kept) in counts.items()},
        {k: f - kept for k, (f, kept) in counts.items()},
    ):
        gone |= hidden(part)
    rest = sorted(
        (key for key in counts if key not in gone and counts[key][0]), key=lambda key: counts[key][0]
    )
    while rest and gone and _follows(gone, counts):
        gone.add(rest.pop(0))
    return set(rest)


def _follows(gone: set[K], counts: Mapping[K, tuple[int, int]]) -> bool:
    """Whether what is hidden could be worked out by taking the told from the sum."""
    sums = (
        sum(counts[key][0] for key in gone),
        sum(counts[key][1] for key in gone),
        sum(counts[key][0] - counts[key][1] for key in gone),
    )
    return len(gone) < 2 or any(0 < each < FLOOR for each in sums)
