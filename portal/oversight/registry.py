"""Checks of coherence across tables: apps add theirs in `indicators.py`."""

from collections.abc import Callable, Iterable

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
