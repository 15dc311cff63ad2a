"""«一件事»: what happens in somebody's life asks for several services; one set of answers goes to all of them.

An app registers its part of an event by the code of its service item. The questions are those of the item itself:
pages of the same code are asked once and kept in the draft of every part that has them, so each part can also be
finished alone. A part may borrow a page from the answer of another part («怎么离开的» from the ground of the law).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from portal.accounts.models import Person
from portal.casework import services
from portal.casework.asking import CHECK, next_open_page, pages_to_ask, read
from portal.casework.models import Draft, ServiceItem
from portal.casework.registry import Page, Service, service_of
from portal.kernel.actor import Actor

LOST_JOB = "lost-job"
Raw = Mapping[str, list[str]]


@dataclass(frozen=True)
class Borrowed:
    """A page that need not be asked where `item` is a part too: its answer to `source`, turned into this page's."""

    page: str
    item: str
    source: str
    turn: Callable[[Raw], dict[str, list[str]]]


@dataclass(frozen=True)
class Part:
    """What an app does about an event. `offered` says why not for this person, or nothing.

    `places` puts each page among those of all parts: the smaller, the earlier.
    """

    event: str
    item: str
    title: Any
    lead: Any
    position: int
    offered: Callable[[Person], str]
    places: Mapping[str, int]
    borrows: tuple[Borrowed, ...] = ()


@dataclass(frozen=True)
class Held:
    """What is on record for a page: the form's initial data, where it is from, of which day, how to say it is wrong."""

    initial: dict[str, Any]
    source: str
    day: str
    fix_url: str = ""


_parts: dict[tuple[str, str], Part] = {}
_held: list[Callable[[Person], dict[str, Held]]] = []


def register_part(part: Part) -> None:
    """Add a part to an event; an item is a part of an event once."""
    _parts[part.event, part.item] = part


def tells_held(function: Callable[[Person], dict[str, Held]]) -> Callable[[Person], dict[str, Held]]:
    """Register a function that knows facts on record by the code of the page they answer."""
    _held.append(function)
    return function


def held_for(person: Person) -> dict[str, Held]:
    """Everything on record that answers a page."""
    out: dict[str, Held] = {}
    for each in _held:
        out |= each(person)
    return out


def parts_of(event: str) -> list[Part]:
    """The parts of an event in order."""
    return sorted((p for p in _parts.values() if p.event == event), key=lambda p: p.position)


def why_not(part: Part, person: Person) -> str:
    """Why a part is not for this person now, in words: it is under way, it stands already, or the app says."""
    standing = services.already_open(part.item, person)
    if standing:
        return f"已有一件正在办理({standing.number})"
    return service_of(part.item).questions.standing(person) or part.offered(person)


@dataclass
class Asked:
    """A page and the parts it is asked for."""

    page: Page
    parts: list[Part] = field(default_factory=list)


class Sitting:
    """One person answering for the parts they chose; the answers stand in the parts' drafts."""

    def __init__(self, person: Person, parts: list[Part], *, by: Actor, make: bool = False) -> None:
        self.person, self.parts, self.by = person, parts, by
        rows = Draft.objects.filter(person=person, clerk__isnull=True, returned_case__isnull=True)
        items = [part.item for part in parts]
        self.drafts = {
            row.item_id: row for row in rows.filter(item__in=items).select_related("item", "person")
        }
        for item in ServiceItem.objects.filter(pk__in=set(items) - set(self.drafts)) if make else []:
            self.drafts[item.pk] = services.open_draft(item, person, by=by)
        self.parts = [part for part in parts if part.item in self.drafts]

    def service(self, part: Part) -> Service:
        """The part's service."""
        return service_of(part.item)

    def raw(self, part: Part) -> dict[str, dict[str, list[str]]]:
        """The part's answers so far."""
        return read(self.drafts[part.item])

    def borrowed(self, part: Part) -> dict[str, Borrowed]:
        """Pages of a part that another chosen part answers."""
        chosen = {each.item for each in self.parts}
        return {each.page: each for each in part.borrows if each.item in chosen}

    def pages(self) -> list[Asked]:
        """Every page to ask, once, in order."""
        seen: dict[str, tuple[int, Asked]] = {}
        for part in self.parts:
            lent = self.borrowed(part)
            for page in pages_to_ask(self.service(part), self.drafts[part.item]):
                if page.code in lent:
                    continue
                place, asked = seen.get(page.code, (part.places.get(page.code, 50), Asked(page)))
                asked.parts.append(part)
                seen[page.code] = (place, asked)
        return [asked for _place, asked in sorted(seen.values(), key=lambda pair: pair[0])]

    def open_page(self) -> str:
        """The first page some part still needs, or the check."""
        for asked in self.pages():
            if any(asked.page.code not in self.raw(part) for part in asked.parts):
                return asked.page.code
        for part in self.parts:
            wrong = next_open_page(self.service(part), self.drafts[part.item])
            if wrong != CHECK:
                lent = self.borrowed(part).get(wrong)
                return lent.source if lent else wrong
        return CHECK

    def save(self, code: str, data: dict[str, list[str]]) -> None:
        """Keep a page's answer for every part that has the page, and for those that borrow from it."""
        for part in self.parts:
            if any(page.code == code for page in self.service(part).questions.pages):
                self._keep(part, code, data)
        for part in self.parts:
            for each in self.borrowed(part).values():
                if each.source == code:
                    self._keep(part, each.page, each.turn(data))

    def _keep(self, part: Part, code: str, data: dict[str, list[str]]) -> None:
        self.drafts[part.item] = services.save_page(self.drafts[part.item], code, data, by=self.by)
