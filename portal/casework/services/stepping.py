"""The one way a case moves: lock, right, state, change, history, event, in one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager

from portal.casework import policy
from portal.casework.models import Case, CaseEvent
from portal.casework.steps import STEPS, Step, may_move
from portal.events.services import record, transaction_by
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.locking import held


class StepRefused(Exception):
    """The case is no longer where this step may begin: somebody was faster, or the page is old."""

    def __init__(self, case: Case, step: Step) -> None:
        super().__init__(f"{case.number} is {case.state}: no {step}")
        self.case, self.step = case, step


class NotAllowed(Exception):
    """This actor may not take this step, though the state allows it."""


class NothingToGrant(Exception):
    """The law gives nothing on these facts: such a case is refused with reasons, never granted. Its text says why."""


def lock(case: Case) -> Case:
    """The case as it stands now, held until the transaction ends; prevents two deciders at once."""
    rows = Case.objects.select_related(
        "item", "version", "responsible__region", "taken_at", "issue_at", "person", "organisation"
    )
    return held(rows, case.pk)


@contextmanager
def stepping(
    case: Case, step: Step, *, by: Actor, text: str = "", detail: dict | None = None
) -> Iterator[Case]:
    """Take one step; the body changes the locked case it is given, and may add to `detail`.

    Raises StepRefused when the state does not allow it, NotAllowed when the actor may not.
    """
    detail = {} if detail is None else detail
    with transaction_by(by):
        locked = lock(case)
        if not may_move(step, locked.state):
            raise StepRefused(locked, step)
        if not policy.may(by, step, locked):
            raise NotAllowed(f"{by.kind} {by.id}: {step} {locked.number}")
        before, locked.state = locked.state, STEPS[step].to
        yield locked
        locked.save()
        write_event(locked, step, by=by, before=before, text=text, detail=detail)


def write_event(
    case: Case, step: str, *, by: Actor, before: str = "", text: str = "", detail: dict | None = None
) -> CaseEvent:
    """Append to the case's history and tell whoever listens to «case.<step>»."""
    row = CaseEvent.objects.create(
        case=case,
        at=clock.now(),
        step=str(step),
        from_state=before,
        to_state=case.state,
        actor_kind=by.kind,
        actor_id=by.id,
        actor_name=by.name,
        agency_name=by.agency_name,
        on_behalf_of=by.on_behalf_of,
        channel=by.channel,
        public_text=text,
        detail=detail or {},
    )
    record(f"case.{step}", subject_type="case", subject_id=case.pk, by=by, payload={"event": row.pk})
    return row
