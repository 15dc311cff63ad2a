"""Applications: what must be there, and who reaches their pages."""

from jobs.models import Application
from jobs.services.applications import apply
from portal.accounts import actors
from tests.cast_jobs import made_for

OWN = "302 302 200 404 302 302 302 302"
MINE = "302 302 200 200 302 302 302 302"
GET = {
    "jobs:apply": MINE,
    "jobs:applications": MINE,
    "jobs:application": OWN,
    "jobs:received": OWN,
    "jobs:application_answer": OWN,
}
POST = {
    "jobs:apply": "302 302 302 302 302 302 302 302",
    "jobs:applications": "302 302 405 405 302 302 302 302",
    "jobs:application": "302 302 302 404 302 302 302 302",
    "jobs:received": "302 302 405 405 302 302 302 302",
    "jobs:application_answer": "302 302 404 404 302 302 302 302",
}
KEYS = (("my/applications/", "application"), ("employers/applications/", "application"))


def rows(cast, world) -> dict[str, Application]:
    """李晓梅 applied to her own shop, so that she stands on both sides."""
    made, _new = apply(world.opening, cast.xiaomei, by=actors.of_person(cast.xiaomei))
    return {"application": made}


def _application(cast) -> Application:
    opening = made_for(cast)[2]
    return apply(opening, cast.xiaomei, by=actors.of_person(cast.xiaomei))[0]


ROWS = {"jobs.Application": _application}
