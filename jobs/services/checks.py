"""A written promise is checked (承诺核查); a broken one takes vacancies down and is kept as credit record."""

from datetime import timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.models import Clerk, Role
from portal.accounts.services import mark_confirmed
from portal.casework import policy
from portal.casework.models import ReasonCode, Task
from portal.casework.services import finish_task, open_task
from portal.casework.services.stepping import NotAllowed, write_event
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.rules import queries as law

from ..models import (
    CreditObjection,
    CreditRecord,
    Employer,
    EmployerVerification,
    PromiseCheck,
    TakenDown,
    Vacancy,
    VacancyState,
)
from ..models.employer import VERIFICATION
from ..queries import banned
from . import telling_checks as telling
from .employers import unverified, verified
from .vacancies import MOVES

CHECKERS = frozenset({Role.REVIEW, Role.RECHECK})
SECOND_EYE = frozenset({Role.RECHECK})
Result, Outcome = PromiseCheck.Result, CreditObjection.Outcome
TEXT = 300  # what a task's outcome holds


class CheckMoved(Exception):
    """Somebody was quicker: the check or the objection has its result already."""


class TooLate(Exception):
    """The last day to object has passed, or there is nothing to object to."""


def checks_for(actor: Actor) -> QuerySet[PromiseCheck]:
    """Checks of the clerk's agency and below; others are not found."""
    if not policy.at_desk(actor):
        return PromiseCheck.objects.none()
    rows = PromiseCheck.objects.filter(task__agency__path__startswith=actor.agency_path)
    return rows.select_related(
        "employer__organisation__region", "verification__case__item", "task__agency", "decided_by", "reason"
    )


def reasons() -> QuerySet[ReasonCode]:
    """What a check may have found, each with its article."""
    rows = ReasonCode.objects.filter(item_id=VERIFICATION, use=ReasonCode.Use.REVOKE, active=True)
    return rows.order_by("code")


def may_check(actor: Actor) -> bool:
    """Reviewers and the second pair of eyes record a result; the window only reads."""
    return actor.kind == "clerk" and bool(actor.roles & CHECKERS)


def may_answer(actor: Actor, objection: CreditObjection) -> bool:
    """Only the second pair of eyes (复核), and never who recorded the result."""
    return actor.kind == "clerk" and bool(actor.roles & SECOND_EYE) and str(objection.not_by_id) != actor.id


@verb
def begin(verification: EmployerVerification, *, by: Actor) -> PromiseCheck:
    """Put the check of a promise on the county's list; runs inside the grant. `check.promise_wd` working days.

    Source: 四川省实施意见(三): 必要时可进行部门信息核查或工作人员调查.
    """
    case, today = verification.case, clock.today()
    days = int(law.value("check.promise_wd", on=today, region=case.responsible.region_id))
    words = {"unit": case.organisation.name, "ground": verification.get_ground_display()}
    task = open_task(
        Task.Kind.VERIFY,
        agency=case.responsible,
        note=_("%(unit)s:核查经办人的书面承诺(%(ground)s)") % words,
        due=law.due_day(today, days).day,
        case=case,
        by=by,
    )
    made = PromiseCheck.objects.create(verification=verification, employer=verification.employer, task=task)
    record("promise.check_opened", subject_type="employer", subject_id=made.employer_id, by=by)
    return made


def _locked(check: PromiseCheck, by: Actor) -> PromiseCheck:
    """The row, locked; only for a checker of its place, only while no result stands."""
    if not may_check(by):
        raise NotAllowed(f"{by.id} records no result")
    row = checks_for(by).select_for_update(of=("self",)).filter(pk=check.pk).first()
    if row is None:
        raise NotAllowed(f"{by.id} does not check {check.pk}")
    if row.result != Result.OPEN:
        raise CheckMoved(row.result)
    return row


def _write(row: PromiseCheck, result: str, way: str, facts: str, by: Actor) -> None:
    """The result with who found it, the task's end, the line in the case's history."""
    row.result, row.way, row.facts = result, way, facts
    row.decided_at, row.decided_by = clock.now(), Clerk.objects.get(pk=by.id)
    row.save()
    told = f"{row.get_result_display()}。{row.get_way_display()}:{facts}"
    finish_task(row.task, told[:TEXT], by=by)
    case = row.verification.case
    write_event(case, "checked", by=by, before=case.state, text=told, detail={"result": result})


@verb
def kept(check: PromiseCheck, *, papers: bool, way: str, facts: str, by: Actor) -> PromiseCheck:
    """The promise is true. With papers the card says «已核验» from today; without it goes on saying «书面承诺».

    Raises NotAllowed, CheckMoved, OrganisationRefused when the code is another confirmed unit's.
    """
    row = _locked(check, by)
    _write(row, Result.PAPERS if papers else Result.KEPT, way, facts, by)
    if papers:
        mark_confirmed(row.employer.organisation, by=by)
        verified(row.verification, basis=Employer.Basis.DOCUMENTS, by=by)
        bare = (*MOVES["remove"][0], VacancyState.SUBMITTED)
        row.employer.vacancies.filter(by_promise=True, state__in=bare).update(by_promise=False)
    record("promise.kept", subject_type="employer", subject_id=row.employer_id, by=by)
    telling.of_kept(row)
    return row


@verb
def failed(check: PromiseCheck, *, reason: ReasonCode, way: str, facts: str, by: Actor) -> CreditRecord:
    """The promise is false: every vacancy comes down, a credit record is made, members learn facts, article, who
    decided, until when to object and how to appeal. Who applied is told by the listener of «vacancy.remove».

    Raises NotAllowed, CheckMoved; ValueError for a reason that is not one of a broken promise.
    """
    if not reasons().filter(pk=reason.pk).exists():
        raise ValueError("no reason of a broken promise")
    row = _locked(check, by)
    employer = Employer.objects.select_for_update(of=("self",)).get(pk=row.employer_id)
    row.reason = reason
    row.was_basis, row.was_on, row.was_until = employer.basis, employer.verified_on, employer.verified_until
    _write(row, Result.FAILED, way, facts, by)
    running = employer.vacancies.filter(state__in=MOVES["remove"][0]).order_by("pk")
    TakenDown.objects.bulk_create(
        TakenDown(check_made=row, vacancy_id=pk, state=state)
        for pk, state in running.values_list("pk", "state")
    )
    unverified(employer, by=by)
    days = int(law.value("check.objection_days", on=clock.today(), region=row.task.agency.region_id))
    made = CreditRecord.objects.create(
        check_made=row,
        employer=employer,
        made_at=clock.now(),
        made_by=row.decided_by,
        objection_until=clock.today() + timedelta(days=days),
    )
    record(
        "promise.failed",
        subject_type="employer",
        subject_id=employer.pk,
        by=by,
        payload={"check": str(row.pk), "reason": reason.code},
    )
    telling.of_failure(made)
    return made


def may_object(credit: CreditRecord) -> bool:
    """Until the last day named, once."""
    standing = CreditObjection.objects.filter(record=credit).exists()
    return credit.withdrawn_at is None and clock.today() <= credit.objection_until and not standing


@verb
def object_to(credit: CreditRecord, *, text: str, by: Actor) -> CreditObjection:
    """The employer says why the record is wrong; a task for somebody else. Raises NotAllowed, TooLate."""
    row = CreditRecord.objects.select_for_update(of=("self",)).get(pk=credit.pk)
    if by.kind != "organisation" or by.id != str(row.employer_id):
        raise NotAllowed("only the employer objects")
    if not may_object(row):
        raise TooLate
    case, agency = row.check_made.verification.case, row.check_made.task.agency
    days = int(law.value("objection.answer_wd", on=clock.today(), region=agency.region_id))
    task = open_task(
        Task.Kind.INVESTIGATE,
        agency=agency,
        note=_("%(unit)s:对“核查未通过”有异议,请复核") % {"unit": case.organisation.name},
        due=law.due_day(clock.today(), days).day,
        case=case,
        not_by=row.made_by,
        by=by,
    )
    made = CreditObjection.objects.create(
        record=row,
        task=task,
        text=text.strip(),
        made_at=clock.now(),
        made_by_id=by.user_id,
        not_by=row.made_by,
    )
    write_event(case, "objected", by=by, before=case.state, text=_("单位对核查结果提出异议。"))
    record("promise.objected", subject_type="employer", subject_id=row.employer_id, by=by)
    return made


def _answered(objection: CreditObjection, outcome: str, answer: str, by: Actor) -> CreditObjection:
    """The answer with who gave it. Raises NotAllowed for who recorded the result, CheckMoved when answered."""
    rows = CreditObjection.objects.select_related("record__check_made__verification__case", "task__agency")
    row = rows.select_for_update(of=("self",)).get(pk=objection.pk)
    here = row.task.agency.path.startswith(by.agency_path)
    if not may_answer(by, row) or not here:
        raise NotAllowed(f"{by.id} does not answer {row.pk}")
    if row.outcome != Outcome.OPEN:
        raise CheckMoved(row.outcome)
    row.outcome, row.answer = outcome, answer.strip()
    row.decided_at, row.decided_by = clock.now(), Clerk.objects.get(pk=by.id)
    row.save()
    told = f"{row.get_outcome_display()}。{answer.strip()}"
    finish_task(row.task, told[:TEXT], by=by)
    case = row.record.check_made.verification.case
    write_event(case, "objection_heard", by=by, before=case.state, text=told, detail={"outcome": outcome})
    return row


@verb
def uphold(objection: CreditObjection, *, answer: str, by: Actor) -> CreditObjection:
    """The employer was right: the record is withdrawn and kept as history, the verification stands again as it was.

    One whose time is over, or whose unit was banned meanwhile, is not restored: the employer may ask anew.
    """
    row = _answered(objection, Outcome.UPHELD, answer, by)
    credit = CreditRecord.objects.select_for_update(of=("self",)).get(pk=row.record_id)
    credit.withdrawn_at, credit.withdrawn_by = clock.now(), row.decided_by
    credit.save(update_fields=["withdrawn_at", "withdrawn_by"])
    restored = _restored(row.record.check_made, by)
    record("promise.objection_upheld", subject_type="employer", subject_id=credit.employer_id, by=by)
    telling.of_upheld(row, restored=restored)
    return row


def _restored(check: PromiseCheck, by: Actor) -> bool:
    employer = Employer.objects.select_for_update(of=("self",)).get(pk=check.employer_id)
    if employer.verified_on:
        return True
    ban = banned(check.verification.case.organisation.uscc, None, None, on=clock.today())
    if ban or not check.was_until or check.was_until <= clock.today():
        return False
    employer.basis, employer.verified_on = check.was_basis, check.was_on
    employer.verified_until = check.was_until
    employer.save(update_fields=["basis", "verified_on", "verified_until"])
    record("employer.reverified", subject_type="employer", subject_id=employer.pk, by=by)
    return True


@verb
def reject(objection: CreditObjection, *, answer: str, by: Actor) -> CreditObjection:
    """The record stays, for reasons; the employer learns them and how to appeal (行政复议, 行政诉讼)."""
    row = _answered(objection, Outcome.REJECTED, answer, by)
    record("promise.objection_rejected", subject_type="employer", subject_id=row.record.employer_id, by=by)
    telling.of_rejected(row)
    return row


def page_of(check: PromiseCheck) -> str:
    """Where the desk works on a check."""
    return reverse("jobs:desk_check", args=[check.pk])


def restorable(employer: Employer) -> QuerySet[TakenDown]:
    """What the employer may bring back: taken down by a check whose objection was upheld, still in its time."""
    rows = TakenDown.objects.filter(
        vacancy__employer=employer,
        vacancy__state=VacancyState.REMOVED,
        vacancy__valid_until__gte=clock.today(),
        restored_at__isnull=True,
        check_made__credit__withdrawn_at__isnull=False,
    )
    rows = rows.exclude(vacancy__in=Vacancy.objects.filter(reports__outcome="upheld"))
    return rows.select_related("vacancy").order_by("pk")
