"""稳岗返还 from 公示 to 拨付: shown to the public, objected to and answered, approved by a second person, paid once."""

from datetime import timedelta

from django.db.models import Max
from django.utils.translation import gettext as _

from portal.accounts.models import Clerk
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.dates import full_text
from portal.kernel.ids import in_use, public_number
from portal.kernel.money import text as money_text

from ..models import Benefit, RefundBatch, RefundEntry, RefundObjection, RefundScheme
from . import refund_letters
from . import refund_rights as rights
from .payments import pay_once
from .refunds import RefundRefused

State, Outcome = RefundEntry.State, RefundObjection.Outcome


@verb
def publicise(scheme: RefundScheme, *, by: Actor) -> RefundBatch:
    """公示 of every confirmed unit within the clerk's reach, for the scheme's days. Raises RefundRefused("empty")."""
    rights.need(rights.may_work(by), "publicise")
    row = RefundScheme.objects.select_for_update(of=("self",)).get(pk=scheme.pk)
    found = list(
        rights.entries_for(by).filter(scheme=row, state=State.CONFIRMED).select_for_update(of=("self",))
    )
    if not found:
        raise RefundRefused("empty")
    today = clock.today()
    last = row.batches.aggregate(n=Max("number"))["n"] or 0
    made = RefundBatch.objects.create(
        scheme=row,
        number=last + 1,
        agency_id=by.agency_id,
        begins=today,
        ends=today + timedelta(days=row.publicity_days),
        shown_by_id=by.id,
    )
    for entry in found:
        entry.state, entry.batch = State.PUBLICISED, made
        entry.save(update_fields=["state", "batch"])
        words = {"day": full_text(made.ends), "sum": money_text(entry.amount)}
        body = _("稳岗返还%(sum)s正在公示,到%(day)s结束。没有异议就拨付,您不用做什么。") % words
        refund_letters.changed(entry, _("稳岗返还正在公示"), body, f"public-{made.pk.hex}")
    record("refund.publicised", subject_type="refund_batch", subject_id=made.pk, by=by)
    return made


@verb
def object_to(entry: RefundEntry, *, text: str, contact: str, by: Actor) -> RefundObjection:
    """Anybody objects to a unit while it is public; its payment waits for the answer, the others' do not.

    Raises RefundRefused("closed") when the notice is over.
    """
    row = RefundEntry.objects.select_for_update(of=("self",)).select_related("batch").get(pk=entry.pk)
    if row.state not in (State.PUBLICISED, State.OBJECTED) or clock.today() > row.batch.ends:
        raise RefundRefused("closed")
    made = _objection(row, RefundObjection.Kind.PUBLIC, text=text, contact=contact)
    row.state = State.OBJECTED
    row.save(update_fields=["state"])
    record("refund.objected", subject_type="refund_entry", subject_id=row.pk, by=by)
    return made


def _objection(entry: RefundEntry, kind: str, **facts) -> RefundObjection:
    number = public_number("YY", clock.today(), taken=in_use(RefundObjection))
    return RefundObjection.objects.create(number=number, entry=entry, kind=kind, made_at=clock.now(), **facts)


@verb
def appeal(entry: RefundEntry, *, text: str, by: Actor) -> RefundObjection:
    """The unit says why «不符合条件» is wrong; somebody else looks at it. Raises RefundRefused("state")."""
    rights.need(by.kind == "organisation" and by.id == str(entry.organisation_id), "another unit")
    row = RefundEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    standing = row.objections.filter(kind=RefundObjection.Kind.APPEAL, outcome=Outcome.OPEN).exists()
    if row.state != State.INELIGIBLE or standing:
        raise RefundRefused("state")
    made = _objection(
        row,
        RefundObjection.Kind.APPEAL,
        text=text,
        made_by_id=by.user_id,
        not_by_id=row.declined_by_id,
    )
    record("refund.appealed", subject_type="refund_entry", subject_id=row.pk, by=by)
    return made


@verb
def answer(objection: RefundObjection, *, upheld: bool, text: str, by: Actor) -> RefundObjection:
    """A named clerk answers with reasons. What holds sends the entry back to be looked at anew.

    Raises NotAllowed for who decided before, RefundRefused: state when answered, facts without reasons.
    """
    row = rights.objections_for(by).select_for_update(of=("self",)).filter(pk=objection.pk).first()
    rights.need(row is not None and rights.may_answer(by, row), "answer")
    if row.outcome != Outcome.OPEN:
        raise RefundRefused("state")
    if not text.strip():
        raise RefundRefused("facts")
    row.outcome = Outcome.UPHELD if upheld else Outcome.REJECTED
    row.answer, row.answered_at = text.strip(), clock.now()
    row.answered_by = Clerk.objects.get(pk=by.id)
    row.save()
    _after(row, upheld)
    if row.kind == RefundObjection.Kind.APPEAL:
        refund_letters.answered(row)
    record("refund.answered", subject_type="refund_entry", subject_id=row.entry_id, by=by)
    return row


def _after(objection: RefundObjection, upheld: bool) -> None:
    """Where the entry goes: back to matching, or on as before once nothing is open."""
    entry = RefundEntry.objects.select_for_update(of=("self",)).get(pk=objection.entry_id)
    if upheld and entry.state in (State.OBJECTED, State.INELIGIBLE):
        entry.state, entry.batch = State.MATCHED, None
    elif entry.state == State.OBJECTED and not entry.objections.filter(outcome=Outcome.OPEN).exists():
        entry.state = State.PUBLICISED
    entry.save(update_fields=["state", "batch"])


def _locked(batch: RefundBatch, by: Actor) -> RefundBatch:
    row = rights.batches_for(by).select_for_update(of=("self",)).filter(pk=batch.pk).first()
    rights.need(row is not None, "a batch of another place")
    return row


@verb
def approve(batch: RefundBatch, *, by: Actor) -> int:
    """复核 after the last day of the notice; objected ones wait. Returns how many were approved.

    Raises NotAllowed; RefundRefused: same (who showed it may not approve it), early, empty.
    """
    rights.need(rights.may_approve(by), "approve")
    row = _locked(batch, by)
    if str(row.shown_by_id) == by.id:
        raise RefundRefused("same")
    if clock.today() <= row.ends:
        raise RefundRefused("early")
    count = row.entries.filter(state=State.PUBLICISED).update(state=State.APPROVED)
    if not count:
        raise RefundRefused("empty")
    row.approved_by_id, row.approved_at = row.approved_by_id or by.id, clock.now()
    row.save(update_fields=["approved_by", "approved_at"])
    record("refund.approved", subject_type="refund_batch", subject_id=row.pk, by=by)
    return count


def subject_of(entry: RefundEntry) -> str:
    """What a payment is for: a unit's refund of a year is one payment for ever."""
    return f"refund:{entry.year}:{entry.organisation_id}"


@verb
def pay(batch: RefundBatch, *, by: Actor) -> int:
    """拨付: one payment a unit and year into the run of the month, which a third pair of eyes approves.

    Returns how many; asked again it pays nobody twice. Raises NotAllowed, RefundRefused("empty").
    """
    rights.need(rights.may_work(by) or rights.may_approve(by), "pay")
    row = _locked(batch, by)
    found = list(row.entries.filter(state=State.APPROVED).select_for_update(of=("self",)))
    if not found:
        raise RefundRefused("empty")
    for entry in found:
        entry.payment = pay_once(
            Benefit.REFUND,
            subject=subject_of(entry),
            amount=entry.amount,
            organisation=entry.organisation,
            account=entry.account,
            agency=row.agency,
            by=by,
        )
        entry.state = State.PAID
        entry.save(update_fields=["payment", "state"])
        body = _("稳岗返还%(sum)s已送银行拨付。资金用于稳定岗位,可以用于职工生活补助、社会保险费和培训。")
        told = body % {"sum": money_text(entry.amount)}
        refund_letters.changed(entry, _("稳岗返还已送拨付"), told, "paid")
    record("refund.paid", subject_type="refund_batch", subject_id=row.pk, by=by)
    return len(found)
