"""Campaigns and fairs: who reaches what."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from jobs.models import Booth, JobFair
from jobs.services import fairs
from portal.kernel import clock
from portal.kernel.actor import system

OPEN = "200 200 200 200 200 200 302 200"
NEVER = "405 405 405 405 405 405 302 405"
AWAY = "302 302 302 302 302 302 302 302"
NO_GET = "302 302 405 405 302 302 302 302"
OWN = "302 302 200 404 302 302 302 302"
PUBLIC = ("jobs:campaigns", "jobs:campaign", "jobs:fair", "jobs:fair_counts", "jobs:fair_ics")
WRITTEN = ("jobs:leave_booth", "jobs:intend", "jobs:fair_result")

GET = {
    **dict.fromkeys(PUBLIC, OPEN),
    "jobs:take_pass": AWAY,
    "jobs:take_booth": AWAY,
    "jobs:fair_pass": OWN,
    "jobs:booth": OWN,
    **dict.fromkeys(WRITTEN, NO_GET),
    "jobs:desk_fairs": "302 404 404 404 200 200 302 200",
    "jobs:fair_door": "302 404 404 404 200 404 302 200",
}
POST = {
    **dict.fromkeys(PUBLIC, NEVER),
    "jobs:take_pass": AWAY,
    "jobs:take_booth": "302 302 404 404 302 302 302 302",
    "jobs:fair_pass": NO_GET,
    "jobs:booth": NO_GET,
    "jobs:leave_booth": "302 302 302 404 302 302 302 302",
    **dict.fromkeys(WRITTEN[1:], "302 302 422 404 302 302 302 302"),
    "jobs:desk_fairs": "302 404 404 404 405 405 302 405",
    "jobs:fair_door": "302 404 404 404 422 404 302 422",
}
KEYS = (
    ("fairs/", "fair"),
    ("my/fairs/passes/", "fair_pass"),
    ("booths/", "booth"),
    ("desk/fairs/", "fair"),
)
NUMBERS = (("campaigns/", "campaign"),)


def rows(cast: Any, world: Any) -> dict[str, Any]:
    """A fair of 锦江 with 李晓梅's pass and the booth of her shop."""
    by, begins = system("test"), clock.now() + timedelta(days=3)
    campaign = fairs.roll_over(clock.today().year, by=by)[0]
    fair = JobFair.objects.create(
        campaign=campaign,
        agency=cast.liufang.agency,
        title="春熙路招聘会",
        place="春熙路1号",
        begins_at=begins,
        ends_at=begins + timedelta(hours=4),
        booths=5,
    )
    booth = Booth.objects.create(fair=fair, employer=world.employer, number=1, taken_at=clock.now())
    entry = fairs.take_pass(fair, cast.xiaomei, by=by)
    named = SimpleNamespace(number=campaign.slug)
    return {"fair": fair, "booth": booth, "fair_pass": entry, "campaign": named}
