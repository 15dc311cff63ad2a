"""What each room adds to the walk over every address; a module may have any of these names:

GET, POST   name of an address to its statuses, in the order of test_matrix.ROLES
KEYS        (beginning of the route, attribute of the world whose pk stands for <pk>)
NUMBERS     the same for <number>
rows        rows(cast, world) -> {attribute: row}: what must be there for the walk
ROWS        label of a model -> function of the cast that makes one row of it
"""

from importlib import import_module
from pkgutil import iter_modules
from typing import Any

MODULES = [import_module(f"{__name__}.{each.name}") for each in iter_modules(__path__)]


def table(name: str) -> dict[str, Any]:
    """GET, POST or ROWS of all rooms."""
    return {key: value for each in MODULES for key, value in getattr(each, name, {}).items()}


def pairs(name: str) -> tuple[tuple[str, str], ...]:
    """KEYS or NUMBERS of all rooms; the longest beginnings first."""
    found = [pair for each in MODULES for pair in getattr(each, name, ())]
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


def furnish(cast: Any, world: Any) -> None:
    """Add every room's rows to the world."""
    for each in MODULES:
        if hasattr(each, "rows"):
            vars(world).update(each.rows(cast, world))
