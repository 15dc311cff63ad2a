"""Who listens to which event. Apps fill this in their `listeners.py`, by stable names."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .models import Event


@dataclass(frozen=True)
class Listener:
    """A function called once for each event of a name, inside the transaction that marks its row done.

    It writes only to the database or makes a notice; it reads present state, not the payload. Where `ahead` is
    given, it reads the subjects of many events at once, by id, and `run` gets its event's subject as well: only
    for subjects that nothing but this listener changes.
    """

    name: str
    run: Callable[..., None]
    attempts: int
    every_seconds: int
    gave_up: Callable[[Event], None] | None = None
    ahead: Callable[[list[str]], dict[str, Any]] | None = None


_by_name: dict[str, Listener] = {}
_by_event: dict[str, list[Listener]] = defaultdict(list)


def listens(
    event: str,
    *,
    name: str,
    attempts: int = 10,
    every_seconds: int = 60,
    gave_up: Callable[[Event], None] | None = None,
    ahead: Callable[[list[str]], dict[str, Any]] | None = None,
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register the decorated function for an event name; `name` is stable and unique for ever.

    `gave_up` runs once, in the transaction that marks the delivery as failed for good.
    """

    def register(run: Callable[..., None]) -> Callable[..., None]:
        if name in _by_name:
            raise ValueError(f"listener {name} is registered twice")
        listener = Listener(name, run, attempts, every_seconds, gave_up, ahead)
        _by_name[name] = listener
        _by_event[event].append(listener)
        return run

    return register


def listeners_of(event: str) -> list[Listener]:
    """All listeners of one event name."""
    return _by_event.get(event, [])


def listener(name: str) -> Listener | None:
    """The listener of a stable name, or None when its code is gone."""
    return _by_name.get(name)
