"""The read door of the law: a value by key, day and place; the due day of a clock; a retirement age."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from portal.agencies.models import Level, Region

from . import kinds
from .models import CalendarDay, RuleValue
from .retirement import RetirementAge, retirement_age
from .workdays import add_workdays, statutory_rest

NATION = "100000"


class LawMissing(LookupError):
    """No value of the law holds for this key, day and place; a clerk must be told which."""

    def __init__(self, key: str, on: date, region: str) -> None:
        super().__init__(f"no value of {key} on {on} in {region}")
        self.key, self.on, self.region = key, on, region


@dataclass(frozen=True)
class Value:
    """A value with where it comes from: what a decision stores to be replayed."""

    key: str
    value: Any
    region: str
    instrument: str
    article: str
    confidence: str

    def as_json(self) -> dict[str, Any]:
        """For the record of a decision: decimals as strings."""
        value = str(self.value) if isinstance(self.value, Decimal) else self.value
        return {**asdict(self), "value": value}

    @property
    def citation(self) -> str:
        """«《社会保险法》第四十五条», or the article alone where no instrument is named."""
        return f"{self.instrument}{self.article}"


def _chain(region: str) -> list[str]:
    """Codes from a region up to the nation; a code unknown to us falls back to the nation alone."""
    path = Region.objects.filter(code=region).values_list("path", flat=True).first()
    return [code for code in reversed((path or f"{NATION}/").split("/")) if code]


@dataclass
class Book:
    """All values in force on one day, held in memory: for reckoning many persons without the database."""

    on: date
    chains: dict[str, list[str]]
    values: dict[tuple[str, str], Value]
    _found: dict[tuple[str, str], Value | None] = field(default_factory=dict)

    @classmethod
    def of_day(cls, on: date) -> "Book":
        """Two queries, whatever is asked afterwards."""
        paths = Region.objects.filter(level__lte=Level.COUNTY).values_list("code", "path")
        chains = {code: [each for each in reversed(path.split("/")) if each] for code, path in paths}
        rows = RuleValue.objects.filter(in_force__contains=on).select_related("key", "instrument")
        return cls(on, chains, {(row.key_id, row.region_id): _value(row) for row in rows})

    def lookup(self, key: str, region: str) -> Value:
        """As `lookup` below, without a query. Raises LawMissing."""
        asked = (key, region)
        if asked not in self._found:
            chain = self.chains.get(region) or _chain(region)
            hits = (self.values.get((key, code)) for code in chain)
            self._found[asked] = next((hit for hit in hits if hit), None)
        found = self._found[asked]
        if found is None:
            raise LawMissing(key, self.on, region)
        return found


_books: ContextVar[dict[date, Book] | None] = ContextVar("law_books", default=None)


@contextmanager
def from_memory() -> Iterator[None]:
    """Inside, `lookup` reads each day's law once and keeps it; what is changed meanwhile is not seen."""
    token = _books.set(_books.get() or {})
    try:
        yield
    finally:
        _books.reset(token)


_noted: ContextVar[list[Value] | None] = ContextVar("law_noted", default=None)


@contextmanager
def noting() -> Iterator[list[Value]]:
    """Inside, every value looked up is noted once: what a decision rests on, to be kept with it."""
    used: list[Value] = []
    token = _noted.set(used)
    try:
        yield used
    finally:
        _noted.reset(token)


def lookup(key: str, *, on: date, region: str = NATION) -> Value:
    """The value of `key` in force on a day at the nearest region upwards. Raises LawMissing."""
    found = _lookup(key, on, region)
    used = _noted.get()
    if used is not None and found not in used:
        used.append(found)
    return found


def _lookup(key: str, on: date, region: str) -> Value:
    books = _books.get()
    if books is not None:
        if on not in books:
            books[on] = Book.of_day(on)
        return books[on].lookup(key, region)
    chain = _chain(region)
    rows = RuleValue.objects.filter(key_id=key, region_id__in=chain, in_force__contains=on)
    found = min(
        rows.select_related("key", "instrument"), key=lambda row: chain.index(row.region_id), default=None
    )
    if found is None:
        raise LawMissing(key, on, region)
    return _value(found)


def _value(row: RuleValue) -> Value:
    return Value(
        row.key_id,
        kinds.read(row.key.kind, row.value),
        row.region_id,
        str(row.instrument) if row.instrument else "",
        row.article,
        row.confidence,
    )


def value(key: str, *, on: date, region: str = NATION) -> Any:
    """Only the value of `lookup`: Decimal for money and percent. Raises LawMissing."""
    return lookup(key, on=on, region=region).value


@dataclass(frozen=True)
class Due:
    """The last day of a clock; provisional when a day on the way has no published calendar yet."""

    day: date
    provisional: bool


def due_day(start: date, days: int) -> Due:
    """`days` working days after `start`; day 1 is the next working day. Zero days is `start` itself."""
    if days <= 0:
        return Due(start, False)
    horizon = start + timedelta(days=days * 2 + 30)
    known = dict(CalendarDay.objects.filter(day__gt=start, day__lte=horizon).values_list("day", "working"))

    def is_working(day: date) -> tuple[bool, bool]:
        if day in known:
            return known[day], False
        return day.weekday() < 5 and statutory_rest(day) is None, True

    return Due(*add_workdays(start, days, is_working))


def known_days(first: date, last: date) -> dict[date, bool]:
    """Published calendar days after `first` up to `last`: True for a working day. One query for a whole page."""
    return dict(CalendarDay.objects.filter(day__gt=first, day__lte=last).values_list("day", "working"))


def workdays_left(today: date, due: date, known: dict[date, bool] | None = None) -> int:
    """Working days from today to a due day; negative when it is past. `known` saves the query for lists."""
    if due == today:
        return 0
    first, last = sorted((today, due))
    if known is None:
        known = known_days(first, last)
    count = 0
    for offset in range(1, (last - first).days + 1):
        day = first + timedelta(days=offset)
        count += known.get(day, day.weekday() < 5 and statutory_rest(day) is None)
    return count if due > today else -count


def retirement(birth: date, kind: str, *, on: date) -> tuple[RetirementAge, Value]:
    """Statutory retirement age by birth month and kind (male | female55 | female50), with its basis."""
    basis = lookup("retirement.reform", on=max(on, date(2025, 1, 1)))
    return retirement_age(birth, kind, basis.value), basis
