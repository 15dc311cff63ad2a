"""Payments outside the monthly run: each once, waiting for the checker of its run."""

from datetime import date
from decimal import Decimal

from django.db import connection
from django.db.models import F

from portal.accounts.models import Organisation, Person
from portal.agencies.models import Agency
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.dates import month_of
from portal.kernel.money import money

from ..models import BankAccount, Payment, Run


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
    run: Run | None = None,
    month: date | None = None,
    agency: Agency | None = None,
) -> Payment:
    """One sum to one person or unit, once per benefit and subject; asked again, the standing one comes back."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('insurance.runs'))")
    standing = Payment.objects.filter(benefit=benefit, subject=subject).exclude(state="cancelled").first()
    if standing:
        return standing
    month = month_of(month or clock.today())
    into = run or _waiting_run(organisation, month, agency, by)
    made = Payment.objects.create(
        run=into, benefit=benefit, person=person, organisation=organisation, subject=subject, month=month,
        amount=money(amount), account=account,
    )  # fmt: skip
    Run.objects.filter(pk=into.pk).update(count=F("count") + 1, total=F("total") + made.amount)
    record("payment.made", subject_type="payment", subject_id=made.pk, by=by)
    return made


def _waiting_run(organisation: Organisation | None, month: date, agency: Agency | None, by: Actor) -> Run:
    kind = Run.Kind.FIRMS if organisation else Run.Kind.LUMP
    agency = agency or Agency.objects.get(pk=by.agency_id)
    maker = int(by.id) if by.kind == "clerk" else None
    rows = Run.objects.filter(kind=kind, month=month, agency=agency, state=Run.State.MADE, maker=maker)
    found = rows.order_by("pk").first()
    if found:
        return found
    start = f"{'DW' if organisation else 'YC'}-{month:%Y%m}-"
    number = Run.objects.filter(number__startswith=start).count() + 1
    return Run.objects.create(
        number=f"{start}{number:04d}", kind=kind, month=month, agency=agency, maker_id=maker,
        made_at=clock.now(),
    )  # fmt: skip
