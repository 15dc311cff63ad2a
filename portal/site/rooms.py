"""Hubs of the desk: one page an app with a card for each of its rooms. Rooms add themselves from their views."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from portal.accounts.doors import clerk_required
from portal.casework.doors import desk_actor


@dataclass(frozen=True)
class Room:
    """A card of the page: the name of its address, what it is, what is done there."""

    name: str
    title: Any
    lead: Any
    position: int = 100


_rooms: dict[str, Room] = {}


def register_room(room: Room) -> None:
    """Add a card to the hub of the app that the address belongs to."""
    _rooms[room.name] = room


def rooms_of(app: str) -> list[Room]:
    """The cards of an app's hub, in order."""
    found = [room for room in _rooms.values() if room.name.startswith(f"{app}:")]
    return sorted(found, key=lambda each: each.position)


def hub(app: str, title: Any) -> Callable[[HttpRequest], HttpResponse]:
    """The page that shows what the desk does in an app."""

    @clerk_required
    @require_safe
    def desk(request: HttpRequest) -> HttpResponse:
        """One card a room."""
        desk_actor(request)
        cards = [
            {"url": reverse(room.name), "title": room.title, "lead": room.lead} for room in rooms_of(app)
        ]
        context = {"title": title, "rooms": cards, "clerk": request.clerk, "nav": app}
        return render(request, "site/desk_rooms.html", context)

    return desk
