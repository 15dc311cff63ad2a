"""What is known already of somebody a unit hires: other apps register where they know it from."""

from collections.abc import Callable
from typing import Any

from portal.accounts.models import Membership

Known = Callable[[str, Membership], dict[str, Any]]
_sources: dict[str, Known] = {}


def knows_hired(source: str) -> Callable[[Known], Known]:
    """Register a function that gives {name, document, number, post, …} for a key of its own, or {}."""

    def keep(function: Known) -> Known:
        _sources[source] = function
        return function

    return keep


def known_of(of: str, seat: Membership) -> dict[str, Any]:
    """The facts behind «application:123» that this seat may see; nothing for anything else."""
    source, _colon, key = of.partition(":")
    found = _sources.get(source)
    return found(key, seat) if found else {}
