"""What goes along when a person moves to another county: every app says what it looks after, and hands it over.

A mover finds the things of a person that another agency looks after, and gives each one over inside the verb of
the move: all of it happens, or nothing does. What stays where it was decided (by the place of last insurance, by the
keeper of a file) is not a mover's thing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from portal.accounts.models import Person
from portal.agencies.models import Agency, Region


@dataclass(frozen=True)
class Thing:
    """Something an agency looks after for a person; `row` is the mover's own object."""

    kind: str
    subject_id: str
    title: str
    agency: Agency
    row: Any


@dataclass(frozen=True)
class Place:
    """Where the person goes: the county and its agency."""

    region: Region
    agency: Agency


@dataclass(frozen=True)
class Mover:
    """`find(person)` gives the things in one query or two; `give(thing, place, by=…)` hands one over."""

    kind: str
    find: Callable[[Person], list[Thing]]
    give: Callable[..., None]
    position: int = 100


_movers: dict[str, Mover] = {}


def register_mover(mover: Mover) -> None:
    """Add a kind of thing that goes along."""
    _movers[mover.kind] = mover


def things_of(person: Person, place: Place | None = None) -> list[tuple[Mover, Thing]]:
    """Everything that would go along to a place, or to any other, in order."""
    found = []
    for mover in sorted(_movers.values(), key=lambda each: each.position):
        for thing in mover.find(person):
            if place is None or not thing.agency.path.startswith(place.agency.path):
                found.append((mover, thing))
    return found
