"""Moving to another county: one's own pages; both agencies' desk; the window with the person in front of it."""

from datetime import timedelta
from typing import Any

from portal.agencies.models import Region
from portal.agencies.queries import agency_for
from portal.kernel import clock
from registration.models import MovedThing, PersonMove
from tests.cast import JINJIANG, QINGYANG, Cast

MINE = "302 302 200 200 302 302 302 302"
WINDOW = "302 404 404 404 200 404 302 404"
GET = {
    "registration:move": MINE,
    "registration:move_check": MINE,
    "registration:move_done": "302 302 200 404 302 302 302 302",
    "registration:desk_moves": "302 404 404 404 200 200 302 200",
    "registration:desk_move": "302 404 404 404 200 200 302 200",
    "registration:move_at_window": WINDOW,
}
POST = {
    "registration:move": "302 302 422 422 302 302 302 302",
    "registration:move_check": "302 302 302 302 302 302 302 302",
    "registration:move_done": "302 302 405 405 302 302 302 302",
    "registration:desk_moves": "302 404 404 404 405 405 302 405",
    "registration:desk_move": "302 404 404 404 422 302 302 302",
    "registration:move_at_window": "302 404 404 404 422 404 302 404",
}
KEYS = (
    ("my/move/", "moved"),
    ("desk/register/moves/of/", "person"),
    ("desk/register/moves/", "moved"),
)


def _move(cast: Cast) -> PersonMove:
    """李晓梅 went from 锦江 to 青羊; nobody there has taken over yet."""
    here, there = Region.objects.get(pk=JINJIANG), Region.objects.get(pk=QINGYANG)
    return PersonMove.objects.create(
        person=cast.xiaomei,
        from_region=here,
        to_region=there,
        from_agency=agency_for(here),
        to_agency=agency_for(there),
        asked_at=clock.now(),
        due=clock.today() + timedelta(7),
    )


def rows(cast: Cast, world: Any) -> dict[str, Any]:
    """The row alone: the world stays where it is."""
    return {"moved": _move(cast)}


def _thing(cast: Cast) -> MovedThing:
    move = _move(cast)
    return MovedThing.objects.create(
        move=move, kind="case", subject_id="1", title="失业登记", from_agency=move.from_agency
    )


ROWS = {"registration.PersonMove": _move, "registration.MovedThing": _thing}
