"""Stages of service, pushes, likely employers: what must be there, and who reaches their pages."""

from datetime import timedelta
from typing import Any

from jobs.models import PushStop, ServiceStage, StageProposal
from jobs.services import conferences, stages
from portal.kernel import clock
from portal.kernel.actor import system
from tests.cast import JINJIANG

MINE = "302 302 200 200 302 302 302 302"
NO_GET = "302 302 405 405 302 302 302 302"
OPEN = "200 200 200 200 200 200 302 200"
NEVER = "405 405 405 405 405 405 302 405"
NOWHERE = "404 404 404 404 404 404 302 404"
DESK = "302 404 404 404 200 200 302 200"
DESK_POST = "302 404 404 404 405 405 302 405"
GET = {
    "jobs:profile_card": MINE,
    "jobs:switch_push": NO_GET,
    "jobs:refuse_stage": NO_GET,
    "jobs:conference_ics": "302 302 200 404 302 302 302 302",
    "jobs:stop_push": NOWHERE,
    "jobs:desk_stages": DESK,
    "jobs:stage_report": DESK,
    "jobs:desk_stage": "302 404 404 404 200 404 302 200",
    "jobs:likely": OPEN,
    "jobs:employer_listing": NO_GET,
}
POST = {
    "jobs:profile_card": NO_GET,
    "jobs:switch_push": "302 302 404 404 302 302 302 302",
    "jobs:refuse_stage": "302 302 302 302 302 302 302 302",
    "jobs:conference_ics": NO_GET,
    "jobs:stop_push": NOWHERE,
    "jobs:desk_stages": DESK_POST,
    "jobs:stage_report": DESK_POST,
    "jobs:desk_stage": "302 404 404 404 404 404 302 404",
    "jobs:likely": NEVER,
    "jobs:employer_listing": "302 302 302 404 302 302 302 302",
}
KEYS = (("desk/stages/", "service_stage"), ("my/conferences/", "conference"))


def served(cast: Any) -> ServiceStage:
    """李晓梅, who lives in 锦江, from her wish on."""
    if cast.xiaomei.residence_region_id is None:
        cast.xiaomei.residence_region_id = JINJIANG
        cast.xiaomei.save(update_fields=["residence_region"])
    return stages.open_stage(cast.xiaomei, reason="resume", by=system("test"))


def proposed(cast: Any, to: int = 3) -> StageProposal:
    """A proposal for her that waits."""
    return StageProposal.objects.create(service=served(cast), to_stage=to, rejected=3, made_at=clock.now())


def at_experts(cast: Any) -> ServiceStage:
    """She is in stage 4."""
    return stages.accept(proposed(cast, 4), clerk=cast.liufang, by=cast.liufang_actor)


def booked(cast: Any, days: int = 2) -> Any:
    """A conference with her."""
    facts = {"minutes": 60, "place": "春熙路1号", "experts": "王老师(职业指导师)"}
    begins = clock.now() + timedelta(days=days)
    return conferences.book(
        at_experts(cast), clerk=cast.liufang, begins=begins, by=cast.liufang_actor, **facts
    )


def rows(cast: Any, world: Any) -> dict[str, Any]:
    """李晓梅 is invited to experts."""
    conference = booked(cast)
    return {"service_stage": conference.service, "conference": conference}


ROWS = {
    "jobs.ServiceStage": served,
    "jobs.StageProposal": proposed,
    "jobs.ExpertConference": booked,
    "jobs.PushStop": lambda cast: PushStop.objects.create(
        person=cast.xiaomei, topic="40102-510104", changed_at=clock.now()
    ),
}
