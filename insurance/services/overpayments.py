"""多发待遇: found, heard, decided, given back in parts. Our own errors are not asked back.

Source: 社会保险经办条例 第四十六条. The cause decides: an error of the agency is let go with a letter, and only the
second pair of eyes may take that up again, with reasons and a hearing.
"""

from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext as _

from portal.accounts.models import Clerk
from portal.casework.services.stepping import NotAllowed
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.dates import full_text, month_of, months_later
from portal.kernel.money import text as money_text
from portal.rules import queries as law

from ..models import (
    Claim,
    Interruption,
    MonthEntry,
    Overpayment,
    OverpaymentAnswer,
    Payment,
    Recovery,
)
from ..queries import changes as queries
from ..queries import claims
from ..rules import changes as rules
from . import change_letters
from .change_rights import SUPERVISORS, at_place, may_decide, may_decide_debt

Cause, State = Overpayment.Cause, Overpayment.State
LAW = "《社会保险经办条例》第四十六条"


class WrongState(Exception):
    """Not in a state for this step."""


class NotHeardYet(Exception):
    """The person may still answer; `until` is the last day."""

    def __init__(self, until: date) -> None:
        super().__init__(until)
        self.until = until


def _locked(debt: Overpayment) -> Overpayment:
    rows = Overpayment.objects.select_for_update(of=("self",))
    return rows.select_related(*queries.OF_DEBT).get(pk=debt.pk)


def _answer_until(claim: Claim) -> date:
    days = law.value("ui.answer_days", on=clock.today(), region=queries.region_of(claim))
    return clock.today() + timedelta(days=max(days, 10))


def found_by_stop(made: Interruption, *, by: Actor) -> Overpayment | None:
    """What had been paid for months from which a stop holds: written down and heard, decided by nobody yet."""
    known = {month for each in made.claim.overpayments.all() for month in each.months}
    paid = [
        each
        for each in queries.paid_since(made.claim, made.unpaid_from)
        if each.month.isoformat() not in known
    ]
    if not paid:
        return None
    told = made.decided_by is None
    text = _("停发的日子在发放以后才知道。") if told else _("停发的日子在这些月份以前。")
    debt = Overpayment.objects.create(
        claim=made.claim,
        cause=Cause.PERSON,
        amount=sum((each.amount for each in paid), Decimal()),
        months=[each.month.isoformat() for each in paid],
        text=text,
        answer_until=_answer_until(made.claim),
        found_at=clock.now(),
        interruption=made,
    )
    _hear(debt, by)
    return debt


def months_known(claim: Claim) -> set[str]:
    """Months that stand in an overpayment already, whatever its state but let go."""
    rows = claim.overpayments.exclude(state=State.WAIVED).values_list("months", flat=True)
    return {month for months in rows for month in months}


def _hear(debt: Overpayment, by: Actor) -> None:
    day = full_text(debt.answer_until)
    paragraphs = [
        _("现在还没有决定要不要退。请在%(day)s前说说您的情况。") % {"day": day},
        _("该退的也可以分期;有困难请写出来,我们会考虑。"),
    ]
    title = _("多发待遇核对告知书")
    debt.letter = change_letters.overpaid(debt, paragraphs, title, "overpaid", by=by)
    debt.save(update_fields=["letter"])
    record("overpayment.found", subject_type="overpayment", subject_id=debt.pk, by=by)


@verb
def find(
    claim: Claim, *, cause: str, amount: Decimal, months: list[date], text: str, by: Actor
) -> Overpayment:
    """A clerk found a sum paid without right. An error of ours is let go at once and told; all others are heard.

    amount in yuan; months as first days. Raises NotAllowed; ValueError without facts, months or a sum; WrongState
    for months that stand in another one.
    """
    if not may_decide(by, claim):
        raise NotAllowed(f"{by.id} finds no overpayment of {claim.pk}")
    if not text.strip() or not months or amount <= 0:
        raise ValueError("facts, months and a sum are needed")
    if months_known(claim) & {each.isoformat() for each in months}:
        raise WrongState("these months stand in another overpayment")
    debt = Overpayment(
        claim=claim,
        cause=cause,
        amount=amount,
        months=[each.isoformat() for each in months],
        text=text.strip()[:300],
        answer_until=_answer_until(claim),
        found_at=clock.now(),
    )
    if cause != Cause.AGENCY:
        debt.save()
        _hear(debt, by)
        return debt
    debt.state, debt.decided_by, debt.decided_at = State.WAIVED, Clerk.objects.get(pk=by.id), clock.now()
    debt.decision = _("经办差错,不予追回。")
    debt.save()
    _told(debt, [_("这是我们的差错,您不用退,也不影响以后的发放。")], by)
    return debt


@verb
def answer(debt: Overpayment, *, text: str, by: Actor) -> OverpaymentAnswer:
    """The person's side, until it is decided. Raises NotAllowed, WrongState; ValueError for nothing said."""
    row = _locked(debt)
    if not queries.is_own(by, row.claim.person):
        raise NotAllowed("somebody else's")
    if row.state != State.FOUND:
        raise WrongState(row.state)
    if not text.strip():
        raise ValueError("an empty answer")
    made = OverpaymentAnswer.objects.create(overpayment=row, text=text.strip()[:2000], at=clock.now())
    record("overpayment.answered", subject_type="overpayment", subject_id=row.pk, by=by)
    return made


def heard(debt: Overpayment) -> bool:
    """Whether the person answered, or the last day is over."""
    return clock.today() > debt.answer_until or debt.answers.exists()


@verb
def decide(debt: Overpayment, *, owed: bool, text: str, by: Actor) -> Overpayment:
    """应退还 or 不予追回, after the hearing, with a reason, by a named clerk; letter with the ways to appeal.

    Raises NotAllowed, WrongState, NotHeardYet (only where it is to be given back); ValueError without a reason.
    """
    row = _locked(debt)
    if not may_decide_debt(by, row):
        raise NotAllowed(f"{by.id} does not decide {row.pk}")
    if row.state != State.FOUND:
        raise WrongState(row.state)
    if not text.strip():
        raise ValueError("a reason is needed")
    if owed and not heard(row):
        raise NotHeardYet(row.answer_until)
    row.state = State.OWED if owed else State.WAIVED
    row.decided_by, row.decided_at = Clerk.objects.get(pk=by.id), clock.now()
    row.decision = text.strip()[:300]
    row.save()
    words = {"sum": money_text(row.amount), "law": LAW}
    if owed:
        told = [_("决定:退还%(sum)s。依据:%(law)s。") % words]
        told.append(_("可以一次退清,也可以分期;您同意的话,还可以从以后的待遇里每月扣一点。"))
    else:
        told = [_("决定:这笔钱您不用退。")]
    _told(row, [*told, _("理由:%(why)s。") % {"why": row.decision.rstrip("。")}, _who(row)], by)
    return row


def _who(row: Overpayment) -> str:
    words = {"agency": row.claim.agency.name, "name": row.decided_by.name}
    return _("决定人:%(agency)s %(name)s。") % words


def _told(row: Overpayment, paragraphs: list[str], by: Actor) -> None:
    title = _("多发待遇处理决定书")
    row.letter = change_letters.overpaid(row, paragraphs, title, "overpaid_decided", by=by)
    row.save(update_fields=["letter"])
    record(f"overpayment.{row.state}", subject_type="overpayment", subject_id=row.pk, by=by)


@verb
def take_up_again(debt: Overpayment, *, text: str, by: Actor) -> Overpayment:
    """A waiver is looked at anew: only by the second pair of eyes, with a reason, and the person is heard first."""
    row = _locked(debt)
    if not at_place(by, row.claim) or not by.roles & SUPERVISORS:
        raise NotAllowed(f"{by.id} does not take up {row.pk}")
    if row.state != State.WAIVED:
        raise WrongState(row.state)
    if not text.strip():
        raise ValueError("a reason is needed")
    row.state, row.decided_by, row.decided_at = State.FOUND, None, None
    row.decision, row.text = "", f"{row.text} {text.strip()}"[:300]
    row.answer_until = _answer_until(row.claim)
    row.save()
    _hear(row, by)
    return row


@verb
def drop_for(made: Interruption, *, text: str, by: Actor) -> int:
    """The stop was wrong: nothing is owed because of it. Returns how many were let go.

    A part that a payment keeps but that has not gone to the bank is the person's again; one that has is as good as
    given back, and a person looks at that debt.
    """
    parts = Recovery.objects.filter(overpayment=OuterRef("pk"))
    gone = parts.filter(Q(done_at__isnull=False) | Q(payment__state__in=["sent", "failed"]))
    done = list(made.overpayments.exclude(state=State.WAIVED).exclude(Exists(gone)))
    for row in done:
        _keep_nothing(row)
        row.state, row.decided_by, row.decided_at = State.WAIVED, Clerk.objects.get(pk=by.id), clock.now()
        row.decision = text[:300]
        row.save()
        _told(row, [_("停发已经撤回,这笔钱您不用退。")], by)
    return len(done)


def _keep_nothing(row: Overpayment) -> None:
    """Payments that wait for their checker or for the bank are paid in full."""
    for part in row.recoveries.filter(payment__isnull=False):
        Payment.objects.filter(pk=part.payment_id).update(kept=F("kept") - part.amount)
    row.recoveries.update(payment=None)


@verb
def plan(debt: Overpayment, *, count: int, by: Actor) -> list[Recovery]:
    """Instalments in cash, one a month from the next on; `count` at most `ui.instalments_most`.

    By the person or a clerk. Raises NotAllowed, WrongState, ValueError for a number outside.
    """
    row = _plannable(debt, by)
    most = law.value("ui.instalments_most", on=clock.today(), region=queries.region_of(row.claim))
    if not 1 <= count <= most:
        raise ValueError(count)
    parts = rules.instalments(row.amount, count)
    days = [months_later(clock.today(), n + 1) for n in range(len(parts))]
    return _write(row, Recovery.How.CASH, parts, days, by)


@verb
def agree_to_set_off(debt: Overpayment, *, by: Actor) -> list[Recovery]:
    """Keep a part from each later month, as the person agrees: at most `ui.set_off_most_percent` of a month.

    `due` is the month it is kept from; what the months left cannot carry is a last instalment in cash. Only the
    person may agree. Raises NotAllowed, WrongState.
    """
    row = _plannable(debt, by)
    if not queries.is_own(by, row.claim.person):
        raise NotAllowed("only the person agrees")
    drawing = claims.running(row.claim.person)
    if drawing is None or drawing.monthly is None:
        raise WrongState("nothing to keep from")
    on, region = clock.today(), queries.region_of(drawing)
    percent = law.value("ui.set_off_most_percent", on=on, region=region)
    begin = queries.next_month(drawing, on) or months_later(month_of(on), 1)
    parts = rules.set_off(row.amount, drawing.monthly, percent, claims.balance(drawing).left)
    row.consented_at = clock.now()
    row.save(update_fields=["consented_at"])
    made = _write(row, Recovery.How.SET_OFF, parts, [months_later(begin, n) for n in range(len(parts))], by)
    rest = row.amount - sum(parts, Decimal())
    if rest > 0:
        last = months_later(begin, len(parts) + 1)
        made.append(Recovery.objects.create(overpayment=row, how=Recovery.How.CASH, due=last, amount=rest))
    change_letters.to_be_kept(row, made, drawing.monthly, by=by)
    return made


def _plannable(debt: Overpayment, by: Actor) -> Overpayment:
    row = _locked(debt)
    if not queries.is_own(by, row.claim.person) and not may_decide(by, row.claim):
        raise NotAllowed(f"{by.id} does not plan {row.pk}")
    if row.state != State.OWED or row.recoveries.exists():
        raise WrongState(row.state)
    return row


def _write(row: Overpayment, how: str, parts: list[Decimal], days: list[date], by: Actor) -> list[Recovery]:
    made = Recovery.objects.bulk_create(
        Recovery(overpayment=row, how=how, due=day, amount=part)
        for day, part in zip(days, parts, strict=True)
    )
    record("overpayment.planned", subject_type="overpayment", subject_id=row.pk, by=by)
    return made


@verb
def given_back(recovery: Recovery, *, by: Actor) -> Overpayment:
    """An instalment came in. With the last one the debt is settled and its months are the person's again.

    One that was to be kept from a month may be paid in instead, as long as no payment keeps it. Raises NotAllowed,
    WrongState when it was noted before, or is on its way with a payment.
    """
    row = _locked(recovery.overpayment)
    if not may_decide(by, row.claim):
        raise NotAllowed(f"{by.id} notes no payment of {row.pk}")
    part = row.recoveries.select_for_update().get(pk=recovery.pk)
    if part.done_at or row.state != State.OWED or part.payment_id:
        raise WrongState(row.state)
    part.done_at, part.how = clock.now(), Recovery.How.CASH
    part.save(update_fields=["done_at", "how"])
    settle_if_done(row, by=by)
    return row


def settle_if_done(row: Overpayment, *, by: Actor) -> bool:
    """Settle a debt whose parts are all done: for whoever marks the last one, in the same transaction."""
    if row.recoveries.filter(done_at__isnull=True).exists():
        return False
    row.state = State.SETTLED
    row.save(update_fields=["state"])
    _months_back(row)
    record("overpayment.settled", subject_type="overpayment", subject_id=row.pk, by=by)
    title = _("多发的待遇已经退清")
    body = _("%(sum)s已经退清,谢谢您。") % {"sum": money_text(row.amount)}
    change_letters.say(row.claim, key=f"overpayment-settled-{row.pk}", title=title, body=body)
    return True


def _months_back(row: Overpayment) -> None:
    """Months given back count as not drawn: frozen with a claim that was stopped, forfeited with one that ended."""
    Kind, count, claim = MonthEntry.Kind, len(row.months), row.claim
    rows = [(Kind.REOPENED, _("多发的月份已退还"))]
    if claim.state == Claim.State.STOPPED:
        rows.append((Kind.FROZEN, _("多发的月份已退还,留待以后")))
    elif claim.state == Claim.State.ENDED:
        rows.append((Kind.FORFEITED, _("申领已终止")))
    MonthEntry.objects.bulk_create(
        MonthEntry(claim=claim, kind=kind, months=count, reason=reason, at=clock.now())
        for kind, reason in rows
    )
