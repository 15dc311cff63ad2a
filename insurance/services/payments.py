"""Payments outside the monthly run: lump sums and subsidies of firms, each once, waiting for the checker."""

from datetime import date
from decimal import Decimal

from django.db import connection
from django.db.models import F
from django.utils.translation import gettext as _

from portal.accounts.models import Organisation, Person
from portal.agencies.models import Agency
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.dates import month_of
from portal.kernel.money import money

from ..models import BankAccount, Claim, Payment, Run
from . import ledger

PREFIX = {
    Run.Kind.MONTHLY: "FF",
    Run.Kind.AGAIN: "CF",
    Run.Kind.FIRMS: "DW",
    Run.Kind.LUMP: "YC",
}


class RunRefused(Exception):
    """`why`: state | budget | empty | future | agency | same | account | once; `text` says it to a clerk."""

    def __init__(self, why: str, text: str) -> None:
        super().__init__(text)
        self.why, self.text = why, text


def lock_runs() -> None:
    """One run is made at a time, until the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('insurance.runs'))")


def open_run(kind: str, month: date, *, agency: Agency, by: Actor) -> Run:
    """A new run with the next number of its kind and month. Call under `lock_runs`."""
    month = month_of(month)
    start = f"{PREFIX[kind]}-{month:%Y%m}-"
    used = Run.objects.filter(number__startswith=start).count()
    maker = int(by.id) if by.kind == "clerk" else None
    return Run.objects.create(
        number=f"{start}{used + 1:04d}",
        kind=kind,
        month=month,
        agency=agency,
        maker_id=maker,
        made_at=clock.now(),
    )


@verb
def pay_once(
    benefit: str,
    *,
    subject: str,
    amount: Decimal,
    by: Actor,
    person: Person | None = None,
    organisation: Organisation | None = None,
    account: BankAccount | None = None,
    claim: Claim | None = None,
    run: Run | None = None,
    month: date | None = None,
    agency: Agency | None = None,
) -> Payment:
    """One sum to one person or unit, once per benefit and subject; asked again, the standing one comes back.

    It goes into `run`, or into the run of lump sums (firms: of subsidies) of the month and agency that still waits
    for its checker; `agency` is that of the clerk where none is given. Amount in yuan, more than 0.
    Raises RunRefused (state: the run given is approved already; agency: the system names none).
    """
    lock_runs()
    standing = Payment.objects.filter(benefit=benefit, subject=subject).exclude(state="cancelled").first()
    if standing:
        return standing
    month = month_of(month or clock.today())
    into = _locked(run) if run else _waiting_run(organisation, month, agency, by)
    made = Payment.objects.create(
        run=into, benefit=benefit, claim=claim, person=person, organisation=organisation, subject=subject,
        month=month, amount=money(amount), account=account,
    )  # fmt: skip
    ledger.book([made.pk], "made", ledger.MADE)
    Run.objects.filter(pk=into.pk).update(count=F("count") + 1, total=F("total") + made.amount)
    record("payment.made", subject_type="payment", subject_id=made.pk, by=by)
    return made


def _locked(run: Run) -> Run:
    row = Run.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if row.state != Run.State.MADE:
        raise RunRefused("state", _("这个批次已经复核,不能再加。"))
    return row


def _waiting_run(organisation: Organisation | None, month: date, agency: Agency | None, by: Actor) -> Run:
    kind = Run.Kind.FIRMS if organisation else Run.Kind.LUMP
    agency = agency or Agency.objects.filter(pk=by.agency_id).first()
    if agency is None:
        raise RunRefused("agency", _("没有写明由哪个机构发放。"))
    rows = Run.objects.select_for_update(of=("self",))
    maker = int(by.id) if by.kind == "clerk" else None
    found = rows.filter(kind=kind, month=month, agency=agency, state=Run.State.MADE, maker=maker)
    return found.order_by("pk").first() or open_run(kind, month, agency=agency, by=by)
