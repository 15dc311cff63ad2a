"""疑点核实: a match or flag is looked into by a named clerk. The money goes on; one instalment may wait, for reasons.

A hold: matches of work only, the next instalment, one cycle at most (`ui.hold_most_months`), with letter, message and
at least ten days to answer (`ui.answer_days`). Statistics and shared accounts never hold anything: a human looks.
"""

from datetime import date, timedelta

from django.db.models import F
from django.utils.translation import gettext as _

from portal.accounts.models import Clerk
from portal.casework.models import Task
from portal.casework.services import finish_task, open_task
from portal.casework.services.stepping import NotAllowed
from portal.casework.services.tasks import may_do
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.dates import month_of, months_later
from portal.rules import queries as law

from ..models import ChangeReport, Claim, Inquiry, Interruption, Overpayment
from ..queries import changes as queries
from . import change_letters, changes
from .change_rights import may_decide, may_report

Source, Outcome = Inquiry.Source, Inquiry.Outcome
TOLD = (Source.EMPLOYER, Source.CONTRIBUTION, Source.REFUSED)
HOLDING = (Source.EMPLOYER, Source.CONTRIBUTION)
LEAST_DAYS = 10


class WrongState(Exception):
    """Decided already, or answered already."""


class HoldRefused(Exception):
    """This may not hold a payment: `why` is one of source, used, state, other."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def _locked(inquiry: Inquiry) -> Inquiry:
    rows = Inquiry.objects.select_for_update(of=("self",)).select_related(*queries.WITH)
    row = rows.get(pk=inquiry.pk)
    if row.outcome != Outcome.OPEN:
        raise WrongState(row.outcome)
    return row


def _answer_until(claim: Claim) -> date:
    days = law.value("ui.answer_days", on=clock.today(), region=queries.region_of(claim))
    return clock.today() + timedelta(days=max(days, LEAST_DAYS))


@verb
def open_inquiry(
    claim: Claim, *, source: str, key: str, found: str, since: date | None = None, by: Actor
) -> Inquiry:
    """Open a case for a human, once for each thing found. The person is told of a match, and the money goes on.

    key: what makes the thing one; found: in words the person may read. A clerk who opens one is the named one.
    """
    row = changes.locked(claim)
    standing = Inquiry.objects.filter(claim=row, source=source, key=key).first()
    if standing:
        return standing
    if by.kind == "clerk" and not may_decide(by, row):
        raise NotAllowed(f"{by.id} opens no inquiry into {row.pk}")
    told = source in TOLD
    made = Inquiry.objects.create(
        claim=row,
        source=source,
        key=key[:80],
        found=found[:300],
        since=since,
        opened_at=clock.now(),
        clerk=changes.clerk_of(by) or row.case.assignee,
        answer_until=_answer_until(row) if told else None,
    )
    days = law.value("ui.inquiry_wd", on=clock.today(), region=queries.region_of(row))
    open_task(
        Task.Kind.INVESTIGATE,
        agency=row.agency,
        note=_("%(number)s 领金核实:%(what)s") % {"number": row.case.number, "what": found},
        due=law.due_day(clock.today(), days).day,
        case=row.case,
        by=by,
    )
    record("inquiry.opened", subject_type="inquiry", subject_id=made.pk, by=by, payload={"source": source})
    if told:
        made.letter = change_letters.asked(made, by=by)
        made.save(update_fields=["letter"])
    return made


@verb
def hold(inquiry: Inquiry, *, reason: str, by: Actor) -> Inquiry:
    """Let the next instalment wait, once, for one cycle at most; the clerk becomes the named one.

    Raises NotAllowed, WrongState, HoldRefused; ValueError without a reason.
    """
    row = _locked(inquiry)
    claim = changes.locked(row.claim)
    if not may_decide(by, claim):
        raise NotAllowed(f"{by.id} holds nothing of {claim.pk}")
    if not reason.strip():
        raise ValueError("a reason is needed")
    _check_hold(row, claim)
    today = clock.today()
    month = queries.next_month(claim, today)
    if month is None:
        raise HoldRefused("state")
    most = law.value("ui.hold_most_months", on=today, region=queries.region_of(claim))
    row.clerk, row.held_month, row.held_reason = Clerk.objects.get(pk=by.id), month, reason.strip()[:300]
    row.held_until = months_later(max(month, month_of(today)), most) - timedelta(days=1)
    row.answer_until = max(_answer_until(claim), row.answer_until or today)
    row.save()
    row.letter = change_letters.held(row, by=by)
    row.save(update_fields=["letter"])
    record("inquiry.held", subject_type="inquiry", subject_id=row.pk, by=by)
    return row


def _check_hold(row: Inquiry, claim: Claim) -> None:
    if row.source not in HOLDING:
        raise HoldRefused("source")
    if row.held_until is not None:
        raise HoldRefused("used")
    if claim.state != Claim.State.DRAWING:
        raise HoldRefused("state")
    recent = months_later(month_of(clock.today()), -1)  # no chain of holds, one after another
    if claim.inquiries.filter(held_until__gte=recent).exclude(pk=row.pk).exists():
        raise HoldRefused("other")


@verb
def answer(
    inquiry: Inquiry, *, text: str, works: bool = False, since: date | None = None, by: Actor
) -> Inquiry:
    """What the person says, while it is open. Who says «yes, I work there» stops the claim by their own word.

    Raises NotAllowed, WrongState, changes.WrongDay; ValueError for nothing said.
    """
    row = _locked(inquiry)
    if not may_report(by, row.claim) or row.source not in TOLD:
        raise NotAllowed(f"{by.id} does not answer {row.pk}")
    if row.answered_at is not None:
        raise WrongState("answered")
    if not works and not text.strip():
        raise ValueError("an empty answer")
    row.answer = text.strip()[:2000] or _("本人确认在这里工作。")
    row.answered_at = clock.now()
    record("inquiry.answered", subject_type="inquiry", subject_id=row.pk, by=by)
    if works:
        changes.report(row.claim, kind=ChangeReport.Kind.WORK, since=since, by=by)
        row.outcome, row.decision, row.ended_at = Outcome.CONFIRMED, _("本人确认。"), clock.now()
        row.held_month = None
    row.save()
    return row


@verb
def take(inquiry: Inquiry, *, by: Actor) -> Inquiry:
    """A clerk takes it on: from now on there is a name to ask for."""
    row = _locked(inquiry)
    if not may_decide(by, row.claim):
        raise NotAllowed(f"{by.id} takes nothing of {row.claim_id}")
    row.clerk = Clerk.objects.get(pk=by.id)
    row.save(update_fields=["clerk"])
    return row


@verb
def clear(inquiry: Inquiry, *, text: str, by: Actor) -> Inquiry:
    """Nothing wrong: what waited is paid with the next run, and the person is told."""
    row = _decided(inquiry, Outcome.CLEARED, text, by)
    if row.source in TOLD:
        body = _("核实完了,没有问题。失业保险金照常发。")
        if row.held_month:
            words = {"month": change_letters.month_words(row.held_month)}
            body = _("核实完了,没有问题。暂缓的%(month)s随下一批补发给您。") % words
        change_letters.settled(row, body)
    return row


@verb
def confirm(
    inquiry: Inquiry, *, text: str, code: str = "", since: date | None = None, by: Actor
) -> Interruption | None:
    """It is so. With a ground the claim is stopped from that day; without one it is only noted (shared, statistics).

    A match or a refused offer needs the answer of the person, or the last day to be over. Raises NotAllowed,
    WrongState, changes.NotHeard, changes.WrongDay, changes.WrongState.
    """
    row = _decided(inquiry, Outcome.CONFIRMED, text, by)
    if row.source in TOLD and not changes.heard(row):
        raise changes.NotHeard(row.answer_until)
    if not code:
        return None
    if row.held_month:
        row.held_month = None
        row.save(update_fields=["held_month"])
    return changes.stop(row.claim, code=code, since=since, text=text, inquiry=row, by=by)


def _decided(inquiry: Inquiry, outcome: str, text: str, by: Actor) -> Inquiry:
    row = _locked(inquiry)
    if not may_decide(by, row.claim):
        raise NotAllowed(f"{by.id} decides nothing of {row.claim_id}")
    if not text.strip():
        raise ValueError("facts are needed")
    row.outcome, row.decision, row.ended_at = outcome, text.strip()[:300], clock.now()
    row.clerk = Clerk.objects.get(pk=by.id)
    row.save()
    record(f"inquiry.{outcome}", subject_type="inquiry", subject_id=row.pk, by=by)
    _end_task(row, by)
    return row


def _end_task(row: Inquiry, by: Actor) -> None:
    """The desk's task is done with the last open inquiry of the claim."""
    if row.claim.inquiries.filter(outcome=Outcome.OPEN).exists():
        return
    rows = Task.objects.filter(case=row.claim.case, kind=Task.Kind.INVESTIGATE, done_at__isnull=True)
    task = rows.select_related("agency").first()
    if task and may_do(by, task):
        finish_task(task, f"{row.get_outcome_display()}。{row.decision}", by=by)


@verb
def end_holds(*, by: Actor) -> int:
    """Every hold whose last day is over ends: the month is payable again, the question stays open. Returns how many."""
    rows = Inquiry.objects.select_for_update(of=("self",)).select_related(*queries.WITH)
    over = rows.filter(outcome=Outcome.OPEN, held_month__isnull=False, held_until__lt=clock.today())
    count = 0
    for row in over.order_by("pk"):
        month, row.held_month = row.held_month, None
        row.save(update_fields=["held_month"])
        record("inquiry.hold_ended", subject_type="inquiry", subject_id=row.pk, by=by)
        words = {"month": change_letters.month_words(month)}
        body = _("暂缓的时间到了。%(month)s的失业保险金随下一批补发给您,核实还在继续。") % words
        change_letters.settled(row, body)
        count += 1
    return count


@verb
def move_windows(first: date, days: int, *, by: Actor) -> int:
    """The portal was away: days to answer that it touched are longer by as many. Returns how many rows moved.

    A hold moves with the days to answer it, so that it does not end before the person could say anything; once
    there is an answer it stays, because an outage of ours keeps nobody's money longer.
    """
    more = timedelta(days=days)
    unanswered = Inquiry.objects.filter(outcome=Outcome.OPEN, answered_at__isnull=True)
    held = unanswered.filter(held_month__isnull=False, held_until__gte=first)
    holds = held.update(held_until=F("held_until") + more)
    asked = unanswered.filter(answer_until__gte=first)
    debts = Overpayment.objects.filter(state=Overpayment.State.FOUND, answer_until__gte=first)
    longer = F("answer_until") + more
    return holds + asked.update(answer_until=longer) + debts.update(answer_until=longer)
