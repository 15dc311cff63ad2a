"""What a clerk, or a rule, decides about a case."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from portal.accounts.models import Assurance, Clerk, Person
from portal.accounts.services import verify_person
from portal.casework import policy
from portal.casework.models import Case, ReasonCode
from portal.casework.registry import service_for
from portal.casework.steps import Step
from portal.documents import services as documents
from portal.kernel import clock
from portal.kernel.actor import Actor, system
from portal.kernel.dates import full_text
from portal.rules import queries as rules
from portal.rules.verdict import Verdict

from . import clocks, letters
from .publicising import ensure_over
from .reasons import need, told
from .replaying import verdict_of
from .stepping import NotAllowed, stepping, write_event
from .tasks import open_check

RETURNED_DAYS = 30


class IdentityNotConfirmed(Exception):
    """A certificate or money needs a person whose identity is verified (实名已核验)."""


def accept(case: Case, *, by: Actor) -> Case:
    """Take the case up (受理)."""
    with stepping(case, Step.ACCEPT, by=by) as locked:
        locked.accepted_at = clock.now()
        locked.assignee_id = int(by.id)
        if locked.item.days_start == locked.item.ClockStart.ACCEPTANCE:
            clocks.start(locked, clock.today())
    return locked


def send_back(case: Case, *, reasons: list[ReasonCode], text: str = "", by: Actor) -> Case:
    """Ask for corrections once, with everything that is missing in one list (一次性告知补正)."""
    need(reasons, case, ReasonCode.Use.SEND_BACK)
    detail = {"reasons": [r.code for r in reasons], "pages": [r.page for r in reasons if r.page]}
    with stepping(case, Step.SEND_BACK, by=by, text=told(reasons, text), detail=detail) as locked:
        if locked.events.filter(step=Step.SEND_BACK).exists():
            raise NotAllowed("a case is sent back once")
        clocks.stop(locked, clock.today())
        locked.returned_until = clock.today() + timedelta(days=RETURNED_DAYS)
        until = _("请在%(day)s前改好再提交。") % {"day": full_text(locked.returned_until)}
        letters.write("send_back", locked, reasons=reasons, text=text, until=until, by=by)
    return locked


def decline(case: Case, *, reasons: list[ReasonCode], text: str = "", by: Actor) -> Case:
    """Do not take the case up (不予受理): named clerk, reason code with article."""
    return _adverse(case, Step.DECLINE, ReasonCode.Use.DECLINE, reasons, text, by)


def refuse(case: Case, *, reasons: list[ReasonCode], text: str = "", by: Actor) -> Case:
    """Refuse (不予准予): facts and articles are stored with the decision and told with the ways to appeal."""
    return _adverse(case, Step.REFUSE, ReasonCode.Use.REFUSE, reasons, text, by)


def _adverse(case: Case, step: Step, use: str, reasons: list[ReasonCode], text: str, by: Actor) -> Case:
    need(reasons, case, use)
    detail = {"reasons": [r.code for r in reasons], "articles": [r.article for r in reasons]}
    with stepping(case, step, by=by, text=told(reasons, text), detail=detail) as locked:
        basis, _verdict = _basis(locked)
        locked.reason = reasons[0]
        locked.decided_at, locked.decided_by = clock.now(), Clerk.objects.get(pk=by.id)
        locked.decision = {"outcome": str(step), **detail, **basis}
        letters.write(str(step), locked, reasons=reasons, text=text, by=by)
    return locked


def _basis(case: Case) -> tuple[dict[str, Any], Verdict]:
    """What a decision rests on, to be kept with it: findings, inputs, and every value of the law that was read."""
    service = service_for(case)
    with rules.noting() as used:
        verdict = service.handler.problems(case)
    basis = {"verdict": verdict.as_json(), "law": [value.as_json() for value in used]}
    if service.inputs:
        basis["inputs"] = service.inputs(case)
        basis["inputs"]["verdict"] = verdict_of(basis["inputs"]).as_json()
    return basis, verdict


def confirm_identity(case: Case, *, method: str, by: Actor) -> Person:
    """The clerk has checked who the applicant is: by sight of the document, by video, by official data."""
    person = verify_person(case.person, method=method, by=by)
    write_event(
        case, "investigate", by=by, before=case.state, text=_("已核验本人身份"), detail={"method": method}
    )
    return person


def grant(case: Case, *, by: Actor, text: str = "") -> Case:
    """Grant (准予): register rows, certificate and history in one transaction.

    Raises IdentityNotConfirmed when the person is not verified yet, StillPublic while a notice runs.
    """
    with stepping(case, Step.GRANT, by=by, text=text) as locked:
        ensure_over(locked)
        _grant_locked(locked, by)
        locked.decided_by = Clerk.objects.get(pk=by.id)
    return locked


def grant_by_rule(case: Case) -> Case | None:
    """Grant a clean case of a verified person or a confirmed unit at once; else a clerk does. Never refuses."""
    service = service_for(case)
    if not service.rule_may_grant or policy.path_of(case):
        return None
    if not _known_for_sure(case):
        return None
    try:
        if not service.handler.problems(case).yes:
            return None
    except rules.LawMissing:
        return None
    by = system("rule")
    with stepping(case, Step.GRANT, by=by, text=_("材料齐全、核对无异常,系统按规则当场办结。")) as locked:
        locked.by_rule = True
        _grant_locked(locked, by)
    return locked


def _known_for_sure(case: Case) -> bool:
    """Whether it is certain who asks: a verified person, a unit whose code was confirmed."""
    if case.person is not None:
        return case.person.assurance == Assurance.VERIFIED
    return case.organisation is not None and case.organisation.confirmed_at is not None


def _grant_locked(case: Case, by: Actor) -> Verdict:
    if case.person and case.person.assurance != Assurance.VERIFIED:
        raise IdentityNotConfirmed
    handler = service_for(case).handler
    basis, verdict = _basis(case)
    case.decided_at = clock.now()
    case.decision = {"outcome": "grant", **basis}
    handler.grant(case, by=by)
    spec = handler.certificate(case)
    case.decision["paper"] = spec is not None
    if spec:
        documents.issue(spec, person=case.person, agency=case.responsible, by=by)
    open_check(case)
    return verdict


def close(case: Case, *, by: Actor) -> Case:
    """Close (办结) when certificate, letters and payments are done."""
    with stepping(case, Step.CLOSE, by=by) as locked:
        locked.closed_at = clock.now()
    return locked
