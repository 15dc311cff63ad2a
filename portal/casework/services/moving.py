"""Steps between acceptance and decision, and what moves a case without changing its state (认领 转办 移送)."""

from portal.accounts.models import Clerk
from portal.agencies.models import Agency
from portal.casework import policy
from portal.casework.models import Case, ReasonCode
from portal.casework.steps import OPEN_STATES, Step
from portal.events.services import verb
from portal.kernel import clock
from portal.kernel.actor import Actor

from . import clocks
from .reasons import need, told
from .stepping import NotAllowed, StepRefused, lock, stepping, write_event
from .tasks import hand_on


class OtherAgency(Exception):
    """A case is handed over within one agency; to another it is transferred."""


def review(case: Case, *, text: str = "", by: Actor) -> Case:
    """First look (初审): what was said against what is known."""
    with stepping(case, Step.REVIEW, by=by, text=text) as locked:
        pass
    return locked


def recheck(case: Case, *, text: str = "", by: Actor) -> Case:
    """Second look by another person (复核)."""
    with stepping(case, Step.RECHECK, by=by, text=text) as locked:
        pass
    return locked


def suspend(case: Case, *, reasons: list[ReasonCode], text: str = "", by: Actor) -> Case:
    """Let the clock stand still (中止): named clerk, reason code with article, told to the applicant."""
    from .letters import write

    need(reasons, case, ReasonCode.Use.SUSPEND)
    with stepping(case, Step.SUSPEND, by=by, text=told(reasons, text)) as locked:
        clocks.stop(locked, clock.today())
        write("suspend", locked, reasons=reasons, text=text, by=by)
    return locked


def resume(case: Case, *, text: str = "", by: Actor) -> Case:
    """Go on (恢复办理): the case is accepted again and its day moves by the working days it stood."""
    with stepping(case, Step.RESUME, by=by, text=text) as locked:
        clocks.go_on(locked, clock.today())
    return locked


@verb
def claim(case: Case, *, by: Actor) -> Case:
    """认领: the case becomes mine. Raises StepRefused when somebody else has it already."""
    locked = lock(case)
    if not policy.may_organise(by, locked) or locked.state not in OPEN_STATES:
        raise NotAllowed(f"{by.id} claims {locked.number}")
    if locked.assignee_id == int(by.id):
        return locked
    if locked.assignee_id is not None:
        raise StepRefused(locked, Step.ACCEPT)
    return _assign(locked, Clerk.objects.get(pk=by.id), by)


@verb
def hand_over(case: Case, to: Clerk, *, by: Actor) -> Case:
    """转办: give an open case to a colleague of the responsible agency. Raises OtherAgency, NotAllowed."""
    locked = lock(case)
    if not policy.may_organise(by, locked) or locked.state not in OPEN_STATES:
        raise NotAllowed(f"{by.id} hands over {locked.number}")
    if not to.active or not locked.responsible_path.startswith(to.agency.path):
        raise OtherAgency
    return _assign(locked, to, by)


def _assign(case: Case, to: Clerk, by: Actor) -> Case:
    case.assignee = to
    case.save(update_fields=["assignee"])
    write_event(case, "assign", by=by, before=case.state, detail={"to": to.pk, "name": to.name})
    return case


@verb
def transfer(case: Case, to: Agency, *, text: str, by: Actor) -> Case:
    """移送: another agency decides. The promised day stays: both agencies see one clock."""
    locked = lock(case)
    if not policy.may_organise(by, locked) or locked.state not in OPEN_STATES:
        raise NotAllowed(f"{by.id} transfers {locked.number}")
    if not text.strip() or to.pk == locked.responsible_id:
        raise ValueError("a transfer names another agency and why")
    return _to_agency(locked, to, "transfer", text.strip(), by)


@verb
def follow(case: Case, to: Agency, *, text: str, by: Actor) -> Case:
    """移送 because the applicant moved: part of a move, which is theirs to ask for. The promised day stays.

    Its step is one of its own: the person gets one message for the move, not one for each case.
    """
    locked = lock(case)
    if locked.state not in OPEN_STATES or to.pk == locked.responsible_id:
        return locked
    hand_on(locked, to)
    return _to_agency(locked, to, "follow", text, by)


def _to_agency(case: Case, to: Agency, step: str, text: str, by: Actor) -> Case:
    before = case.responsible
    case.responsible, case.responsible_path, case.assignee = to, to.path, None
    case.save(update_fields=["responsible", "responsible_path", "assignee"])
    detail = {"from": before.code, "to": to.code}
    write_event(case, step, by=by, before=case.state, text=text, detail=detail)
    return case


def lapse_overdue(*, by: Actor) -> int:
    """逾期失效: returned cases whose day to correct has passed end by themselves; returns how many."""
    from portal.casework.models import Draft

    count = 0
    for case in Case.objects.filter(state="returned", returned_until__lt=clock.today()):
        with stepping(case, Step.LAPSE, by=by) as locked:
            locked.closed_at = clock.now()
            Draft.objects.filter(returned_case=locked).delete()
        count += 1
    return count
