"""Hubs of the desk: one page an app with a card for each of its rooms. Rooms add themselves from their views."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from portal.accounts import actors
from portal.accounts.doors import clerk_required
from portal.casework.policy import DESK_ROLES
from portal.kernel.actor import Actor


@dataclass(frozen=True)
class Room:
    """A card of the page: the name of its address, what it is, what is done there, which posts may come in.

    `waiting(actor)` counts in one query what waits there for the clerk.
    """

    name: str
    title: Any
    lead: Any
    position: int = 100
    roles: frozenset[str] = DESK_ROLES
    waiting: Callable[[Actor], int] | None = None

    @property
    def app(self) -> str:
        """The app whose page the card stands on."""
        return self.name.partition(":")[0]


_rooms: dict[str, Room] = {}


def register_room(room: Room) -> None:
    """Add a card to the hub of the app that the address belongs to."""
    _rooms[room.name] = room


def rooms_of(app: str, roles: frozenset[str]) -> list[Room]:
    """The cards of an app's hub that these posts may open, in order."""
    found = [room for room in _rooms.values() if room.app == app and room.roles & roles]
    return sorted(found, key=lambda each: each.position)


def apps_of(roles: frozenset[str]) -> list[str]:
    """The apps in which these posts have a room, by the place of their first card."""
    found = [room for room in _rooms.values() if room.roles & roles]
    return list(dict.fromkeys(room.app for room in sorted(found, key=lambda each: each.position)))


def hub(app: str, title: Any) -> Callable[[HttpRequest], HttpResponse]:
    """The page that shows what the desk does in an app."""

    @clerk_required
    @require_safe
    def desk(request: HttpRequest) -> HttpResponse:
        """One card a room."""
        actor = actors.of_request(request)
        roles = actor.roles
        found = rooms_of(app, roles)
        if not found and not roles & DESK_ROLES:
            raise Http404
        cards = [
            {
                "url": reverse(room.name),
                "title": room.title,
                "lead": room.lead,
                "waiting": room.waiting(actor) if room.waiting else 0,
            }
            for room in found
        ]
        context = {"title": title, "rooms": cards, "clerk": request.clerk, "nav": app}
        return render(request, "site/desk_rooms.html", context)

    return desk
