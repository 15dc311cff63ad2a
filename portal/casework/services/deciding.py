"""What a clerk, or a rule, decides about a case."""

from datetime import timedelta

from django.utils.translation import gettext as _

from portal.accounts.models import Assurance, Clerk, Person
from portal.accounts.services import verify_person
from portal.casework.models import Case, ReasonCode
from portal.casework.registry import service_of
from portal.casework.steps import Step
from portal.documents import services as documents
from portal.kernel import clock
from portal.kernel.actor import Actor, system
from portal.rules import queries as rules
from portal.rules.verdict import Verdict

from . import clocks
from .stepping import NotAllowed, stepping, write_event

RETURNED_DAYS = 30


class IdentityNotConfirmed(Exception):
    """A certificate or money needs a person whose identity is verified (实名已核验)."""


class ReasonMissing(Exception):
    """An adverse step needs at least one reason code of this item and this use."""


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
    _need(reasons, case, ReasonCode.Use.SEND_BACK)
    told = _told(reasons, text)
    detail = {"reasons": [r.code for r in reasons], "pages": [r.page for r in reasons if r.page]}
    with stepping(case, Step.SEND_BACK, by=by, text=told, detail=detail) as locked:
        if locked.events.filter(step=Step.SEND_BACK).exists():
            raise NotAllowed("a case is sent back once")
        clocks.stop(locked, clock.today())
        locked.returned_until = clock.today() + timedelta(days=RETURNED_DAYS)
    return locked


def decline(case: Case, *, reasons: list[ReasonCode], text: str = "", by: Actor) -> Case:
    """Do not take the case up (不予受理): named clerk, reason code with article."""
    return _adverse(case, Step.DECLINE, ReasonCode.Use.DECLINE, reasons, text, by)


def refuse(case: Case, *, reasons: list[ReasonCode], text: str = "", by: Actor) -> Case:
    """Refuse (不予准予): facts and articles are stored with the decision and told with the ways to appeal."""
    return _adverse(case, Step.REFUSE, ReasonCode.Use.REFUSE, reasons, text, by)


def revoke(case: Case, *, reasons: list[ReasonCode], text: str = "", by: Actor) -> Case:
    """Take a grant back (撤销), undo its register rows and its certificate."""
    _need(reasons, case, ReasonCode.Use.REVOKE)
    with stepping(case, Step.REVOKE, by=by, text=_told(reasons, text)) as locked:
        locked.reason = reasons[0]
        locked.decided_by, locked.by_rule = Clerk.objects.get(pk=by.id), False
        service_of(locked.item_id).handler.revoke(locked, by=by)
        documents.revoke_for("case", locked.pk, reason=reasons[0].text, by=by)
    return locked


def _adverse(case: Case, step: Step, use: str, reasons: list[ReasonCode], text: str, by: Actor) -> Case:
    _need(reasons, case, use)
    detail = {"reasons": [r.code for r in reasons], "articles": [r.article for r in reasons]}
    with stepping(case, step, by=by, text=_told(reasons, text), detail=detail) as locked:
        verdict = service_of(locked.item_id).handler.problems(locked)
        locked.reason = reasons[0]
        locked.decided_at, locked.decided_by = clock.now(), Clerk.objects.get(pk=by.id)
        locked.decision = {"outcome": str(step), **detail, "verdict": verdict.as_json()}
    return locked


def _need(reasons: list[ReasonCode], case: Case, use: str) -> None:
    if not reasons or any(r.item_id != case.item_id or r.use != use for r in reasons):
        raise ReasonMissing


def _told(reasons: list[ReasonCode], text: str) -> str:
    lines = [_("%(text)s(依据:%(article)s)") % {"text": r.text, "article": r.article} for r in reasons]
    return "\n".join([*lines, text.strip()] if text.strip() else lines)


def confirm_identity(case: Case, *, method: str, by: Actor) -> Person:
    """The clerk has checked who the applicant is: by sight of the document, by video, by official data."""
    person = verify_person(case.person, method=method, by=by)
    write_event(
        case, "investigate", by=by, before=case.state, text=_("已核验本人身份"), detail={"method": method}
    )
    return person


def grant(case: Case, *, by: Actor, text: str = "") -> Case:
    """Grant (准予): register rows, certificate and history in one transaction.

    Raises IdentityNotConfirmed when the person is not verified yet.
    """
    with stepping(case, Step.GRANT, by=by, text=text) as locked:
        _grant_locked(locked, by)
        locked.decided_by = Clerk.objects.get(pk=by.id)
    return locked


def grant_by_rule(case: Case) -> Case | None:
    """Grant a clean case of a verified person at once; anything else waits for a clerk. Never refuses."""
    service = service_of(case.item_id)
    if not service.rule_may_grant or case.person.assurance != Assurance.VERIFIED:
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


def _grant_locked(case: Case, by: Actor) -> Verdict:
    if case.person.assurance != Assurance.VERIFIED:
        raise IdentityNotConfirmed
    handler = service_of(case.item_id).handler
    verdict = handler.problems(case)
    case.decided_at = clock.now()
    case.decision = {"outcome": "grant", "verdict": verdict.as_json()}
    handler.grant(case, by=by)
    spec = handler.certificate(case)
    if spec:
        documents.issue(spec, person=case.person, agency=case.responsible, by=by)
    return verdict


def close(case: Case, *, by: Actor) -> Case:
    """Close (办结) when certificate, letters and payments are done."""
    with stepping(case, Step.CLOSE, by=by) as locked:
        locked.closed_at = clock.now()
    return locked
