"""«一件事»: everybody's own answers, one's own receipt only."""

from typing import Any

from portal.casework.models import LinkedCase
from portal.kernel import clock
from portal.kernel.ids import uuid7
from tests.cast import Cast

MINE = "302 302 200 200 302 302 302 302"
ONWARD = "302 302 302 302 302 302 302 302"
NEVER = "302 302 405 405 302 302 302 302"
GET = {
    "site:life": MINE,
    "site:hiring": MINE,
    "registration:closings": MINE,
    "registration:closing": "302 302 200 404 302 302 302 302",
    "site:life_page": ONWARD,  # nothing was chosen yet: to the beginning
    "site:life_done": "302 302 200 404 302 302 302 302",
}
POST = {
    "site:hiring": NEVER,
    "registration:closings": NEVER,
    "registration:closing": "302 302 422 404 302 302 302 302",
    "site:life": "302 302 422 422 302 302 302 302",
    "site:life_page": ONWARD,
    "site:life_done": NEVER,
}
KEYS = (("life/lost-job/done/", "life_group"),)


class _Group:
    """What the walk takes the key of."""

    def __init__(self, group: Any) -> None:
        self.pk = group


def rows(cast: Cast, world: Any) -> dict[str, Any]:
    """李晓梅's registration was handed in with others."""
    group = uuid7()
    LinkedCase.objects.create(case=world.case, group=group, matter="lost-job", made_at=clock.now())
    return {"life_group": _Group(group)}
