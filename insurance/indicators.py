"""Coherence of the fund's books, checked every night."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Sum

from portal.oversight.registry import patrol

from .models import LedgerEntry, Payment

MOST = 200


@patrol("insurance.ledger_balances")
def ledger_out_of_balance() -> Iterable[str]:
    """Debit and credit of every payment sum to 0.00."""
    rows = LedgerEntry.objects.order_by().values("payment_id").annotate(n=Sum("amount")).exclude(n=0)
    return [str(row["payment_id"]) for row in rows[:MOST]]


@patrol("insurance.payment_is_in_the_ledger")
def payment_without_ledger() -> Iterable[str]:
    """A payment that stands was booked when it was made, and booked as paid only when it arrived."""
    booked = LedgerEntry.objects.filter(payment=OuterRef("pk"))
    rows = Payment.objects.all()
    unbooked = rows.filter(~Exists(booked.filter(step="made")))
    unpaid = rows.filter(state=Payment.State.PAID).filter(~Exists(booked.filter(step="paid")))
    early = rows.exclude(state=Payment.State.PAID).filter(Exists(booked.filter(step="paid")))
    found = unbooked.order_by().union(unpaid.order_by(), early.order_by())
    return [str(pk) for pk in found.values_list("pk", flat=True)[:MOST]]
