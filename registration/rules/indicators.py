"""The statutory indicators by one counting rule: a person counts at most once in a year for each of them.

What is counted follows the names of the national employment statistics (人社统计 就业类指标). No text with the exact
wording is held here, so these readings are graded D and are for the staff alone, never told to a citizen as law:

- D1: 城镇新增就业 counts everybody whose employment or flexible work begins in the year, less those who were in work
  the day before (a change of employer adds nobody). Natural attrition is not taken off.
- D2: 再就业 is work that begins after a registered unemployment which ended, or still stood, within `NEAR` days.
- D3: 就业困难人员就业 is 再就业 of somebody of whom a difficulty is held.
  The assistance room will hand in its own fact.
- D4: 登记失业人数 is a number on a day (the year's end, or today in a running year), not a sum over the year.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

NEAR = 30
WORK = frozenset({"employment", "flexible"})
DIFFICULT = frozenset({"disabled", "low_income", "land_lost", "zero_family"})


@dataclass(frozen=True)
class Time:
    """A spell of one person: `to` is the first day it no longer holds; a revoked one never counts."""

    kind: str
    begins: date
    to: date | None = None
    revoked: bool = False


@dataclass(frozen=True)
class Counted:
    """For which indicators one person counts in a year."""

    new: bool = False
    again: bool = False
    difficult: bool = False
    unemployed: bool = False


def counted(times: Iterable[Time], *, first: date, day: date, difficult: bool = False) -> Counted:
    """What one person adds to the year from `first` to `day`, both included; `difficult` is a held fact."""
    held = [each for each in times if not each.revoked]
    begun = [each for each in held if each.kind in WORK and first <= each.begins <= day]
    new = any(not _works(held, each.begins - timedelta(1)) for each in begun)
    again = any(_was_unemployed(held, each.begins) for each in begun)
    unemployed = any(
        each.kind == "unemployment" and each.begins <= day and (each.to is None or each.to > day)
        for each in held
    )
    return Counted(new, again, again and difficult, unemployed)


def is_difficult(categories: Iterable[str]) -> bool:
    """Whether what was said at registration names a difficulty (a graduate or a veteran as such is none)."""
    return not DIFFICULT.isdisjoint(categories)


def _works(held: list[Time], day: date) -> bool:
    return any(
        each.kind in WORK and each.begins <= day and (each.to is None or each.to > day) for each in held
    )


def _was_unemployed(held: list[Time], day: date) -> bool:
    """Unemployment begun before the work, ended no more than NEAR days before it or not yet ended."""
    floor = day - timedelta(NEAR)
    return any(
        each.kind == "unemployment" and each.begins < day and (each.to is None or each.to >= floor)
        for each in held
    )
