"""What apps show on my page and on a person's page: filled from every app's `panels.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from portal.accounts.models import Person
from portal.casework.models import Case
from portal.kernel.actor import Actor


@dataclass(frozen=True)
class Panel:
    """A block of a page: `rows(person)` gives the template's context, or None for nothing to show."""

    code: str
    template: str
    rows: Callable[[Person], dict | None]
    position: int = 100


@dataclass(frozen=True)
class DeskPanel:
    """A block of the 360° page: `rows(person, cases, actor)` gives [{"name", "value", "url"}]; at most one query."""

    code: str
    title: Any
    rows: Callable[[Person, list[Case], Actor], list[dict[str, str]]]
    position: int = 100


_my: dict[str, Panel] = {}
_person: dict[str, DeskPanel] = {}


def on_my_page(panel: Panel) -> None:
    """Register a panel for my page."""
    _my[panel.code] = panel


def on_person_page(panel: DeskPanel) -> None:
    """Register a panel for the 360° page."""
    _person[panel.code] = panel


def my_panels(person: Person) -> list[tuple[str, dict]]:
    """Template and context of every panel that has something to show."""
    out = []
    for panel in sorted(_my.values(), key=lambda each: each.position):
        context = panel.rows(person)
        if context is not None:
            out.append((panel.template, context))
    return out


def person_panels(person: Person, cases: list[Case], actor: Actor) -> list[dict[str, Any]]:
    """Every panel of the 360° page in order, also those with nothing in them: a clerk sees that there is nothing."""
    ordered = sorted(_person.values(), key=lambda each: each.position)
    return [
        {"id": f"panel-{panel.code}", "title": panel.title, "rows": panel.rows(person, cases, actor)}
        for panel in ordered
    ]


@dataclass(frozen=True)
class UnitLink:
    """A way from a unit's workbench into another room: `url(organisation's id)`, the words on it."""

    code: str
    title: Any
    url: Callable[[Any], str]
    position: int = 100


_unit: dict[str, UnitLink] = {}


def on_unit_page(link: UnitLink) -> None:
    """Register a way from the workbench of a unit."""
    _unit[link.code] = link


def unit_links(organisation: Any) -> list[dict[str, Any]]:
    """The ways out of a unit's workbench, in order."""
    ordered = sorted(_unit.values(), key=lambda each: each.position)
    return [{"title": link.title, "url": link.url(organisation)} for link in ordered]
