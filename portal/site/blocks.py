"""What apps show on my page: filled from every app's `panels.py`."""

from collections.abc import Callable
from dataclasses import dataclass

from portal.accounts.models import Person


@dataclass(frozen=True)
class Panel:
    """A block of a page: `rows(person)` gives the template's context, or None for nothing to show."""

    code: str
    template: str
    rows: Callable[[Person], dict | None]
    position: int = 100


_my: dict[str, Panel] = {}


def on_my_page(panel: Panel) -> None:
    """Register a panel for my page."""
    _my[panel.code] = panel


def my_panels(person: Person) -> list[tuple[str, dict]]:
    """Template and context of every panel that has something to show."""
    out = []
    for panel in sorted(_my.values(), key=lambda each: each.position):
        context = panel.rows(person)
        if context is not None:
            out.append((panel.template, context))
    return out
