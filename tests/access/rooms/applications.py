"""Applications, interviews, reports: what must be there, and who reaches their pages."""

from datetime import timedelta

from jobs.models import Application, InterviewSlot, Report
from jobs.services.applications import apply
from jobs.services.interviews import offer_slots
from jobs.services.reports import report
from portal.accounts import actors
from portal.kernel import clock
from portal.kernel.actor import system
from tests.cast_jobs import made_for

OWN = "302 302 200 404 302 302 302 302"
MINE = "302 302 200 200 302 302 302 302"
NO_GET = "302 302 405 405 302 302 302 302"
GET = {
    "jobs:apply": MINE,
    "jobs:report": "200 200 200 200 200 200 302 200",
    "jobs:applications": MINE,
    "jobs:application": OWN,
    "jobs:book_interview": NO_GET,
    "jobs:interview_ics": "302 302 404 404 302 302 302 302",
    "jobs:received": OWN,
    "jobs:interviews": OWN,
    "jobs:cancel_interview": NO_GET,
    "jobs:application_answer": OWN,
    "jobs:reports": "302 404 404 404 200 200 302 200",
    "jobs:reported": "302 404 404 404 200 404 302 200",
}
POST = {
    "jobs:apply": "302 302 302 302 302 302 302 302",
    "jobs:report": "422 422 422 422 422 422 302 422",
    "jobs:applications": NO_GET,
    "jobs:application": "302 302 302 404 302 302 302 302",
    "jobs:book_interview": "302 302 302 404 302 302 302 302",
    "jobs:interview_ics": NO_GET,
    "jobs:received": NO_GET,
    "jobs:interviews": "302 302 422 404 302 302 302 302",
    "jobs:cancel_interview": "302 302 302 404 302 302 302 302",
    "jobs:application_answer": "302 302 404 404 302 302 302 302",
    "jobs:reports": "302 404 404 404 405 405 302 405",
    "jobs:reported": "302 404 404 404 404 404 302 404",
}
KEYS = (
    ("my/applications/", "application"),
    ("employers/applications/", "application"),
    ("employers/interviews/", "slot"),
    ("desk/reports/", "opening"),
)


def rows(cast, world) -> dict[str, object]:
    """李晓梅 applied to her own shop, so that she stands on both sides; somebody reported it."""
    made, _new = apply(world.opening, cast.xiaomei, by=actors.of_person(cast.xiaomei))
    return {"application": made, "slot": _slot_of(world.opening), "report": _report_of(world.opening)}


def _slot_of(vacancy) -> InterviewSlot:
    begins = clock.now() + timedelta(days=2)
    facts = {"begins": begins, "minutes": 20, "count": 1, "place": "春熙路1号"}
    return offer_slots(vacancy, by=system("test"), **facts)[0]


def _report_of(vacancy) -> Report:
    facts = {"reason": "fake", "text": ""}
    return report(vacancy, person=None, address="192.0.2.1", by=system("visitor"), **facts)[0]


def _application(cast) -> Application:
    opening = made_for(cast)[2]
    return apply(opening, cast.xiaomei, by=actors.of_person(cast.xiaomei))[0]


ROWS = {
    "jobs.Application": _application,
    "jobs.InterviewSlot": lambda cast: _slot_of(made_for(cast)[2]),
    "jobs.Report": lambda cast: _report_of(made_for(cast)[2]),
}
