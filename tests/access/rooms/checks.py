"""Checks of promises: who reaches what, and rows of their tables."""

from datetime import timedelta
from typing import Any

from jobs.models import CreditObjection, CreditRecord, PromiseCheck, TakenDown
from jobs.services import checks
from portal.casework.models import ReasonCode
from portal.kernel import clock
from tests.cast_jobs import STUDIO, Employers

OWN = "302 302 200 404 302 302 302 302"
GET = {
    "jobs:desk_checks": "302 404 404 404 200 200 302 200",
    "jobs:desk_check": "302 404 404 404 200 404 302 200",
    "jobs:promise_check": OWN,
    "jobs:restore_vacancies": "302 302 405 405 302 302 302 302",
}
POST = {
    "jobs:desk_checks": "302 404 404 404 405 405 302 405",
    "jobs:desk_check": "302 404 404 404 422 404 302 422",
    "jobs:promise_check": "302 302 404 404 302 302 302 302",
    "jobs:restore_vacancies": "302 302 302 404 302 302 302 302",
}
KEYS = (("desk/checks/", "promise_check"), ("employers/checks/", "promise_check"))


def _check(cast: Any) -> PromiseCheck:
    """A unit of 李晓梅's, verified by promise a moment ago."""
    employers = Employers(cast)
    unit = employers.organisation(cast.xiaomei, STUDIO, "巴中云码个体工作室", confirmed=False)
    employers.grant(employers.asked(unit, basis="promise", ground="startup"))
    return PromiseCheck.objects.get(employer=unit.pk)


def rows(cast: Any, world: Any) -> dict[str, Any]:
    """The check that follows the promise of 李晓梅's shop."""
    employers = Employers(cast)
    employers.grant(employers.asked(world.employer.organisation, basis="promise", ground="startup"))
    return {"promise_check": PromiseCheck.objects.get(employer=world.employer)}


def _record(cast: Any) -> CreditRecord:
    found = _check(cast)
    reason = ReasonCode.objects.get(item="employer-verification", code="promise-false")
    return checks.failed(found, reason=reason, way="visit", facts="没有人", by=cast.liufang_actor)


def _objection(cast: Any) -> CreditObjection:
    credit = _record(cast)
    by = Employers(cast).actor(credit.employer.organisation)
    return checks.object_to(credit, text="不对", by=by)


def _taken_down(cast: Any) -> TakenDown:
    found = _check(cast)
    employers = Employers(cast)
    vacancy = employers.draft(found.employer, valid_until=clock.today() + timedelta(days=30))
    return TakenDown.objects.create(check_made=found, vacancy=vacancy, state="open")


def _kept(cast: Any) -> PromiseCheck:
    return checks.kept(_check(cast), papers=False, way="visit", facts="在办公", by=cast.liufang_actor)


ROWS = {
    "jobs.PromiseCheck": _kept,
    "jobs.CreditRecord": _record,
    "jobs.CreditObjection": _objection,
    "jobs.TakenDown": _taken_down,
}
