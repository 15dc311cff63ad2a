"""Wishes to learn: one's own, and the desk of the county."""

from typing import Any

from portal.agencies.models import Agency
from portal.kernel import clock
from tests.cast import JINJIANG, Cast
from training.models import TrainingInterest

MINE = "302 302 200 200 302 302 302 302"
DESK = "302 404 404 404 200 200 302 200"
HERE = "302 404 404 404 200 404 302 200"
GET = {
    "training:mine": MINE,
    "training:take_back": "302 302 405 405 302 302 302 302",
    "training:desk": DESK,
    "training:interests": DESK,
    "training:interest": HERE,
}
POST = {
    "training:mine": "302 302 405 405 302 302 302 302",
    "training:take_back": "302 302 302 404 302 302 302 302",
    "training:desk": "302 404 404 404 405 405 302 405",
    "training:interests": "302 404 404 404 405 405 302 405",
    "training:interest": "302 404 404 404 422 404 302 422",
}
KEYS = (("my/training/", "interest"), ("desk/training/interests/", "interest"))


def _interest(cast: Cast, case: Any = None) -> TrainingInterest:
    """李晓梅 wants to learn to care for the old."""
    return TrainingInterest.objects.create(
        case=case or cast.case(cast.xiaomei),
        person=cast.xiaomei,
        agency=Agency.objects.get(region_id=JINJIANG),
        directions=["elder_care"],
        hours=["day"],
        since=clock.today(),
    )


def rows(cast: Cast, world: Any) -> dict[str, Any]:
    """Her wish."""
    return {"interest": _interest(cast, world.case)}


ROWS = {"training.TrainingInterest": _interest}
