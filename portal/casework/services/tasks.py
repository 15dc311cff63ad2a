"""Tasks (任务): checks of promises, inquiries, follow-ups of bad ratings, calls. Rows with a day and an outcome."""

import hashlib
from datetime import date

from portal.accounts.models import Clerk
from portal.agencies.models import Agency
from portal.casework import policy
from portal.casework.models import Case, ReasonCode, Task
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor, system
from portal.kernel.locking import held
from portal.rules import queries as rules

from .revoking import give_notice
from .stepping import NotAllowed


@verb
def open_task(
    kind: str,
    *,
    agency: Agency,
    note: str,
    due: date,
    case: Case | None = None,
    not_by: Clerk | None = None,
    by: Actor,
) -> Task:
    """Open a task; one open task of a kind for each case, asking again returns the one that stands."""
    if case is not None:
        standing = Task.objects.filter(case=case, kind=kind, done_at__isnull=True).first()
        if standing:
            return standing
    return Task.objects.create(
        kind=kind, case=case, agency=agency, note=note[:300], due=due, not_by=not_by, created_at=clock.now()
    )


def may_do(actor: Actor, task: Task) -> bool:
    """Clerks of the task's agency or above it; never the one it is about (回避)."""
    return (
        actor.kind == "clerk"
        and bool(actor.roles & policy.DESK_ROLES)
        and task.agency.path.startswith(actor.agency_path)
        and str(task.not_by_id) != actor.id
    )


def hand_on(case: Case, to: Agency) -> None:
    """What is still to be done about a case goes to another agency with it; runs inside a verb."""
    Task.objects.filter(case=case, done_at__isnull=True).update(agency=to, assignee=None)


def _locked(task: Task, by: Actor) -> Task:
    row = held(Task.objects.select_related("agency", "case"), task.pk)
    if not may_do(by, row):
        raise NotAllowed(f"{by.id} may not do task {row.pk}")
    return row


@verb
def claim_task(task: Task, *, by: Actor) -> Task:
    """Take a task on. Raises ValueError when a colleague has it."""
    row = _locked(task, by)
    if row.assignee_id not in (None, int(by.id)):
        raise ValueError("a colleague has it")
    row.assignee_id = int(by.id)
    row.save(update_fields=["assignee"])
    return row


@verb
def finish_task(task: Task, outcome: str, *, by: Actor) -> Task:
    """End a task with what came of it; the one who was badly rated is told nothing here, the rater is."""
    row = _locked(task, by)
    if row.done_at or not outcome.strip():
        raise ValueError("a task is finished once, with an outcome")
    row.done_at, row.outcome, row.assignee_id = clock.now(), outcome.strip()[:300], int(by.id)
    row.save(update_fields=["done_at", "outcome", "assignee"])
    record("task.done", subject_type="task", subject_id=row.pk, by=by, payload={"kind": row.kind})
    return row


@verb
def finish_check(
    task: Task, outcome: str, *, kept: bool, reasons: list[ReasonCode] | None = None, by: Actor
) -> Task:
    """End a check of a promise (承诺核查). A promise that was not kept opens a revocation with notice."""
    row = finish_task(task, outcome, by=by)
    if not kept:
        give_notice(row.case, reasons=reasons or [], text=outcome, by=by)
    return row


def sampled(number: str, percent: int) -> bool:
    """Whether a case falls into the sample: from its number alone, so that anybody can compute it again."""
    return int.from_bytes(hashlib.sha256(number.encode()).digest()[:4], "big") % 100 < percent


def open_check(case: Case) -> Task | None:
    """After a grant on a promise: a check for the sampled share of cases."""
    if not case.commitments.exists() or not sampled(case.number, case.item.verify_sample):
        return None
    days = rules.value("commitment.verify_wd", on=clock.today(), region=case.responsible.region_id)
    return open_task(
        Task.Kind.VERIFY,
        agency=case.responsible,
        note=f"{case.number}: 核对承诺内容与事实是否一致",
        due=rules.due_day(clock.today(), days).day,
        case=case,
        by=system("commitment.sample"),
    )
