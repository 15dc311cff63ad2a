"""Checks of coherence across tables, and measures of public boards: apps add theirs in `indicators.py`."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Check = Callable[[], Iterable[str]]
_checks: dict[str, Check] = {}


def patrol(name: str) -> Callable[[Check], Check]:
    """Register a check: it yields the keys of rows that should not be, at most a few hundred."""

    def register(check: Check) -> Check:
        if name in _checks:
            raise ValueError(f"check {name} is registered twice")
        _checks[name] = check
        return check

    return register


def checks() -> dict[str, Check]:
    """All checks by name."""
    return dict(_checks)


@dataclass(frozen=True)
class Row:
    """One row a measure yields; figures that may not be told are None."""

    figures: dict[str, int | float | str | None]
    agency: int | None = None
    region: str | None = None
    item: str | None = None
    cut: str = ""


@dataclass(frozen=True)
class Column:
    """One figure of a board: its key, its heading, how it is written (count, share, days, average)."""

    key: str
    title: Any
    kind: str = "count"


Measure = Callable[["Month"], Iterable[Row]]


@dataclass(frozen=True)
class Month:
    """The period of a measure; `today` is the day it is computed, for what is still open."""

    first: date
    after: date
    today: date

    @property
    def code(self) -> str:
        return f"{self.first:%Y-%m}"


@dataclass(frozen=True)
class Board:
    """A public board: how it is headed, what it shows, how it is computed."""

    code: str
    title: Any
    lead: Any
    columns: tuple[Column, ...]
    compute: Measure
    cuts: Mapping[str, Any] = field(default_factory=dict)
    position: int = 100


_boards: dict[str, Board] = {}


def measure(
    code: str, *, title: Any, lead: Any, columns: Iterable[Column], position: int = 100, **more: Any
) -> Callable[[Measure], Measure]:
    """Register a board in an app's `indicators.py`: the decorated function yields its rows for a month."""

    def register(compute: Measure) -> Measure:
        if code in _boards:
            raise ValueError(f"board {code} is registered twice")
        _boards[code] = Board(code, title, lead, tuple(columns), compute, position=position, **more)
        return compute

    return register


def boards() -> list[Board]:
    """All boards in their order."""
    return sorted(_boards.values(), key=lambda each: (each.position, each.code))


def board(code: str) -> Board | None:
    """One board."""
    return _boards.get(code)
