"""Datasets that go in or out and facts people may question. Apps fill this in their `datasets/`."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from .models import Job

Row = tuple[int, dict[str, Any]]  # the number of the line, its fields
Sums = Callable[[dict[str, Any]], tuple[str, dict[str, int]]]


@dataclass
class Outcome:
    """What became of the rows of one job. `refused`: (line, reason in words without anybody's data)."""

    taken: int = 0
    unchanged: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Dataset:
    """One version of a dataset: the JSON Schema of a row, and what the app does with rows.

    take(rows, job) runs in one transaction and may be called again with the same rows. give(on) yields the rows of
    a snapshot in a fixed order; region(row) is the region it is counted under; day(on) is the day the snapshot of
    `on` is really of, None while there is nothing. sums(row) = (part, {measure: n}): what is added up for each
    region and part, so that both sides can be compared number by number; `words` names parts and measures.
    """

    code: str
    version: int
    schema: dict[str, Any]
    title: Any
    source: Any = ""
    take: Callable[[Iterable[Row], Job], Outcome] | None = None
    give: Callable[[date], Iterator[dict[str, Any]]] | None = None
    region: Callable[[dict[str, Any]], str] = lambda row: str(row.get("region", ""))
    pushed: bool = False
    day: Callable[[date], date | None] = lambda on: on
    sums: Sums | None = None
    words: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Fact:
    """Something shown about a person that they may say is wrong: where it comes from, who keeps it."""

    code: str
    title: Any
    origin: Any
    owner: Any


_datasets: dict[tuple[str, int], Dataset] = {}
_facts: dict[str, Fact] = {}


def dataset(
    code: str,
    version: int,
    schema: dict[str, Any],
    *,
    title: Any,
    source: Any = "",
    take: Callable[[Iterable[Row], Job], Outcome] | None = None,
    give: Callable[[date], Iterator[dict[str, Any]]] | None = None,
    pushed: bool = False,
    **more: Any,
) -> Dataset:
    """Register a version of a dataset. `pushed`: it goes out message by message through `services.outgoing.push`.

    more: region, day, sums, words of a snapshot. Raises ValueError when that version is there already.
    """
    if (code, version) in _datasets:
        raise ValueError(f"dataset {code} v{version} is registered twice")
    made = Dataset(code, version, schema, title, source, take, give, pushed=pushed, **more)
    _datasets[code, version] = made
    return made


def find(code: str, version: int) -> Dataset | None:
    """A version of a dataset, or None."""
    return _datasets.get((code, version))


def newest(code: str, *, pushed: bool = False) -> Dataset | None:
    """The highest version of a dataset that is given out (or pushed), or None."""
    found = [
        each for each in _datasets.values() if each.code == code and (each.pushed if pushed else each.give)
    ]
    return max(found, key=lambda each: each.version, default=None)


def everything() -> list[Dataset]:
    """All versions by code and version."""
    return [_datasets[key] for key in sorted(_datasets)]


def fact(code: str, *, title: Any, origin: Any, owner: Any) -> Fact:
    """Register a fact people may question."""
    made = _facts[code] = Fact(code, title, origin, owner)
    return made


def find_fact(code: str) -> Fact | None:
    """A fact by its code, or None."""
    return _facts.get(code)
