"""抵扣: a part of a month is kept back for what was paid too much, as the person agreed; the bank pays the net.

The gross is spent and owed; what is kept is booked against 应收退还 when the bank confirms the net. Nothing is kept
beyond the law's share of a month, nor from a debt that is not owed any more.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q

from portal.accounts.models import Person
from portal.events.services import record
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.dates import month_of
from portal.kernel.money import money, percent_of
from portal.rules import queries as law

from ..models import Benefit, Overpayment, Payment, Recovery, Run
from ..queries import verdicts
from . import overpayments

WAITING = {"how": Recovery.How.SET_OFF, "done_at__isnull": True, "payment__isnull": True}


@dataclass
class Room:
    """A payment of the run, the most that may be kept from it, and what is left of that."""

    payment: Payment
    most: Decimal
    left: Decimal


def keep_back(run: Run) -> Decimal:
    """Attach the instalments due to this run's months, and write what each keeps. One query where none waits."""
    debts = Recovery.objects.filter(**WAITING, due__lte=run.month, overpayment__state=Overpayment.State.OWED)
    rows = debts.select_related("overpayment__claim__person").select_for_update(of=("self",))
    waiting = list(rows.order_by("due", "pk"))
    if not waiting:
        return money(0)
    owing: dict[Any, list[Recovery]] = defaultdict(list)
    for part in waiting:
        owing[_human(part.overpayment.claim.person)].append(part)
    kept: dict[int, Payment] = {}
    for human, rooms in _rooms(run, list(owing)).items():
        for part in owing[human]:
            kept |= {room.payment.pk: room.payment for room in _attach(part, rooms)}
    Payment.objects.bulk_update(kept.values(), ["kept"])
    return sum((payment.kept for payment in kept.values()), money(0))


def _human(person: Person) -> Any:
    return person.merged_into_id or person.pk


def _rooms(run: Run, humans: list[Any]) -> dict[Any, list[Room]]:
    """The monthly payments of these people in the run, the oldest first."""
    rows = run.payments.filter(benefit=Benefit.MONTHLY, state=Payment.State.MADE)
    rows = rows.filter(Q(person_id__in=humans) | Q(person__merged_into_id__in=humans))
    out: dict[Any, list[Room]] = defaultdict(list)
    with law.from_memory():
        for payment in rows.select_related("person", "claim").order_by("month", "pk"):
            most = _most(payment)
            out[_human(payment.person)].append(Room(payment, most, most))
    return out


def _most(payment: Payment) -> Decimal:
    """The law's share of a month (`ui.set_off_most_percent`); without a value nothing is kept."""
    percent = verdicts.optional("ui.set_off_most_percent", payment.month, payment.claim.county_id)
    return percent_of(payment.amount, percent.value) if percent else money(0)


def _attach(part: Recovery, rooms: list[Room]) -> list[Room]:
    """Keep an instalment from the first month from its own on that has room. One above the law's share of a month is
    kept in part, the rest waits as an instalment of its own."""
    used = []
    for room in rooms:
        take = min(part.amount, room.most)
        if room.payment.month < month_of(part.due) or take <= 0 or take > room.left:
            continue
        rest = part.amount - take
        part.payment, part.amount = room.payment, take
        part.save(update_fields=["payment", "amount"])
        room.payment.kept += take
        room.left -= take
        used.append(room)
        if rest <= 0:
            break
        told = {"overpayment": part.overpayment, "how": part.how, "due": part.due}
        part = Recovery.objects.create(**told, amount=rest)
    return used


def confirmed(run: Run, *, by: Actor) -> int:
    """The bank paid the net: what was kept is given back now, and debts without a rest are settled."""
    paid = Recovery.objects.filter(payment__run=run, payment__state=Payment.State.PAID, done_at__isnull=True)
    parts = list(paid.select_related("overpayment__claim").select_for_update(of=("self",)).order_by("pk"))
    if not parts:
        return 0
    Recovery.objects.filter(pk__in=[part.pk for part in parts]).update(done_at=clock.now())
    for debt in {part.overpayment_id: part.overpayment for part in parts}.values():
        record("overpayment.set_off", subject_type="overpayment", subject_id=debt.pk, by=by)
        overpayments.settle_if_done(debt, by=by)
    return len(parts)


def move(old: Iterable[Payment], new: Iterable[Payment]) -> None:
    """What a payment kept goes with the one that is issued in its place."""
    for before, after in zip(old, new, strict=True):
        if before.kept:
            Recovery.objects.filter(payment=before).update(payment=after)


def let_go(payments: Iterable[int]) -> None:
    """Payments that were taken back keep nothing: their instalments wait for another month."""
    Recovery.objects.filter(payment_id__in=list(payments), done_at__isnull=True).update(payment=None)


def next_kept(debts: Iterable[Overpayment], month: date, amount: Decimal) -> Decimal:
    """What will be kept from a month that is not made yet, as far as it is known today (0 for most people)."""
    due = [
        part.amount
        for debt in debts
        if debt.state == Overpayment.State.OWED
        for part in debt.recoveries.all()
        if part.how == Recovery.How.SET_OFF
        and part.done_at is None
        and part.payment_id is None
        and part.due <= month
    ]
    return min(due[0], amount) if due else money(0)
