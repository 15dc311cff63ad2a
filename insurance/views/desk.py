"""The desk's way into unemployment insurance: one card a room. Rooms add themselves."""

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


ROOMS: dict[str, Room] = {}


def register_room(room: Room) -> None:
    """Add a card."""
    ROOMS[room.name] = room


@clerk_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What the desk does for unemployment insurance."""
    desk_actor(request)
    rooms = [
        {"url": reverse(room.name), "title": room.title, "lead": room.lead}
        for room in sorted(ROOMS.values(), key=lambda each: each.position)
    ]
    context = {"rooms": rooms, "clerk": request.clerk, "nav": "insurance"}
    return render(request, "insurance/desk.html", context)
