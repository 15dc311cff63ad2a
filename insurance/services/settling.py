"""After the bank's answer: people are told, claims that drew their last month end, what failed is issued again once."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from portal.agencies.models import Agency
from portal.casework.services import NotAllowed
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.dates import month_text
from portal.kernel.money import money
from portal.kernel.money import text as money_text
from portal.notices.many import Note, tell_many
from portal.notices.services import tell_members

from ..models import BankAccount, Payment, Run
from ..policy import payments as policy
from ..rules import bankfile
from . import ending, ledger, set_off
from .payments import RunRefused, lock_runs, open_run

AT_ONCE = 500


def settle(run: Run, payments: Sequence[int], *, by: Actor) -> None:
    """Tell of what failed; once nothing of the run waits, it is settled and exhausted claims end."""
    _tell_failed(payments)
    set_off.confirmed(run, by=by)
    if not run.payments.filter(state=Payment.State.SENT).exists():
        run.state = Run.State.SETTLED
        run.save(update_fields=["state"])
        record("run.settled", subject_type="run", subject_id=run.pk, by=by)
        ending.end_paid_up(run=run, by=by)


def _tell_failed(payments: Sequence[int]) -> None:
    """The reason in plain words and what to do; a payment's second failure is a message of its own."""
    rows = Payment.objects.filter(pk__in=payments, state=Payment.State.FAILED).order_by("pk")
    notes = []
    for payment in rows.select_related("person", "organisation").iterator(AT_ONCE):
        title, body = failed_words(payment)
        key = f"payment-failed-{payment.pk}"
        if payment.person_id:
            notes.append(Note(payment.person, key, "insurance", title, body))
        elif payment.organisation_id:
            tell_members(payment.organisation, key=key, kind="insurance", title=title, body=body)
    for at in range(0, len(notes), AT_ONCE):
        tell_many(notes[at : at + AT_ONCE])


def reason_text(code: str) -> str:
    """A bank's code in plain words; other words as they stand."""
    return str(bankfile.REASONS.get(code, code)) or _("没有写明")


def failed_words(payment: Payment) -> tuple[str, str]:
    """Title and text of the message about a payment the bank sent back."""
    what = {
        "benefit": payment.get_benefit_display(),
        "sum": money_text(payment.net),
        "reason": reason_text(payment.fail_reason),
        "month": month_text(f"{payment.month:%Y-%m}") if payment.month else "",
    }
    body = _("%(month)s的%(benefit)s%(sum)s没有转到您的账户:%(reason)s。") % what
    if payment.fail_reason == bankfile.SAME_ACCOUNT:
        body += _("您不用做什么,我们会再转一次。")
    else:
        body += _("请改一下收款账户,改好后我们马上重新转,钱不会少。不会改的,打12333或者到任何一个网点。")
    return _("钱没有转成,请看一下"), body


def account_now(payment: Payment) -> BankAccount | None:
    """Where a payment would go today: the claim's account while it stands, else the payee's newest."""
    account = payment.claim.account if payment.claim_id else None
    if account and account.retired_at is None:
        return account
    own = {"person_id": payment.person_id} if payment.person_id else {}
    own = own or {"organisation_id": payment.organisation_id}
    return BankAccount.objects.filter(**own, retired_at__isnull=True).order_by("-given_at").first()


def may_go_again(payment: Payment, account: BankAccount | None) -> bool:
    """A wrong account must have been corrected first; a fault of the bank's may be tried with the same one."""
    if account is None:
        return False
    return payment.fail_reason not in {"01", "02", "03"} or account.pk != payment.account_id


@verb
def issue_again(payments: Sequence[Payment], *, agency: Agency, by: Actor) -> Run:
    """A run of what the bank sent back (退票重发), with today's accounts. Each payment goes once: the old row is
    booked back and closed, the new one is the only one that stands. It waits for a checker as any run does.

    Raises NotAllowed, RunRefused (once: none of them waits any more; account: none has a corrected account).
    """
    if not policy.may_make(by):
        raise NotAllowed
    lock_runs()
    mine = policy.failed_for(by).filter(pk__in=[each.pk for each in payments])
    found = list(mine.select_for_update(of=("self",)))
    if not found:
        raise RunRefused("once", _("这些钱已经重发过了,不会再发一次。"))
    ready = [(each, account) for each in found if may_go_again(each, account := account_now(each))]
    if not ready:
        raise RunRefused("account", _("收款账户还没有改,改好以后才能重发。"))
    month = clock.today()
    run = open_run(Run.Kind.AGAIN, month, agency=agency, by=by)
    old = [each.pk for each, _account in ready]
    Payment.objects.filter(pk__in=old).update(state=Payment.State.CANCELLED)
    ledger.book(old, "cancelled", ledger.CANCELLED)
    new = Payment.objects.bulk_create([_copy(each, run, account) for each, account in ready])
    set_off.move([each for each, _account in ready], new)
    ledger.book([each.pk for each in new], "made", ledger.MADE)
    run.count, run.total = len(new), sum((each.amount for each in new), money(0))
    run.save(update_fields=["count", "total"])
    record("run.made", subject_type="run", subject_id=run.pk, by=by)
    return run


def _copy(payment: Payment, run: Run, account: BankAccount) -> Payment:
    return Payment(
        run=run, benefit=payment.benefit, claim_id=payment.claim_id, person_id=payment.person_id,
        organisation_id=payment.organisation_id, subject=payment.subject, month=payment.month,
        amount=payment.amount, kept=payment.kept, account=account,
    )  # fmt: skip
