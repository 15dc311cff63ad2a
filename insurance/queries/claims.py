"""What a claim was granted, drew, has left; what the rule is asked about it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, Sum

from portal.accounts.models import Person
from registration.queries import is_registered_unemployed

from ..models import Benefit, Claim, MonthEntry, Payment
from . import contributions
from .due import months_due

Kind = MonthEntry.Kind
STANDING = ~Q(state=Payment.State.CANCELLED)


@dataclass(frozen=True)
class Balance:
    """Months of a claim: granted + merged + extended = drawn + left + frozen + moved + forfeited, at every moment."""

    granted: int
    merged: int
    drawn: int
    frozen: int
    moved: int
    forfeited: int
    extended: int = 0

    @property
    def left(self) -> int:
        given = self.granted + self.merged + self.extended
        return given - self.drawn - self.frozen - self.moved - self.forfeited

    @property
    def unused(self) -> int:
        """What a next claim may take over: left and frozen."""
        return self.left + self.frozen


def balance(claim: Claim) -> Balance:
    """Two queries."""
    sums = claim.entries.aggregate(**{kind: Sum("months", filter=Q(kind=kind)) for kind in Kind.values})
    moved = {kind: sums[kind] or 0 for kind in Kind.values}
    drawn = claim.payments.filter(STANDING, benefit=Benefit.MONTHLY).aggregate(n=Count("pk"))["n"]
    return Balance(
        granted=claim.granted,
        merged=claim.merged,
        drawn=drawn,
        frozen=moved[Kind.FROZEN] - moved[Kind.THAWED],
        moved=moved[Kind.MOVED],
        forfeited=moved[Kind.FORFEITED] - moved[Kind.REOPENED],
        extended=moved[Kind.EXTENDED],
    )


def running(person: Person) -> Claim | None:
    """The claim a person draws from now, or whose payment is suspended."""
    rows = Claim.objects.filter(person_id__in=person.all_ids, state__in=["drawing", "suspended"])
    return rows.select_related("case__responsible", "agency", "county").first()


def newest(person: Person) -> Claim | None:
    """The newest claim of a person, whatever became of it."""
    rows = Claim.objects.filter(person_id__in=person.all_ids)
    return rows.select_related("case__responsible", "agency", "county", "account").order_by("-pk").first()


def previous_of(person: Person, *, leave_out: int | None = None) -> Claim | None:
    """The last claim that was granted before: its months left over merge into the next (第四十六条)."""
    rows = Claim.objects.filter(person_id__in=person.all_ids, first_month__isnull=False)
    return rows.exclude(pk=leave_out).order_by("-first_month", "-pk").first()


def facts_of(person: Person, on: date, *, leave_out: int | None = None) -> dict[str, Any]:
    """What the records say of a person on a day, by the names of facts."""
    facts: dict[str, Any] = {
        "contribution_months": contributions.counted_months(person, on),
        "registered_unemployed": is_registered_unemployed(person, on),
        "birth": person.birth,
        "sex": person.sex or None,
    }
    before = previous_of(person, leave_out=leave_out)
    if before:
        months = balance(before)
        entitled = months.granted + months.merged
        facts["previous_spell"] = {"entitled": entitled, "drawn": entitled - months.unused}
        facts["contribution_months_since_reemployment"] = contributions.counted_months(
            person, on, since=before.case.received_on
        )
    return facts


def claim_facts(claim: Claim) -> dict[str, Any]:
    """The facts of a claim: what the person said, and the records of the day it was asked."""
    on = claim.case.received_on
    return facts_of(claim.person, on, leave_out=claim.pk) | {
        "separation_ground": claim.ground,
        "seeking": claim.seeking,
        "retirement_kind": claim.retirement_kind,
    }


def unpaid_months(claim: Claim, upto: date) -> list[date]:
    """Months due and not paid yet, the oldest first, no more than are left: what a run would pay of this claim.

    Held months are left out but keep their place in the count. A claim that was stopped or ended still has its
    months from before that day; a month inside an interruption is never due. One query and one value of the law.
    """
    return months_due(claim, upto)


def gaps_of(claim: Claim) -> list[tuple[date, date | None]]:
    """Stretches «[first, until)» of months that are not paid because the claim was stopped or ended."""
    rows = claim.interruptions.filter(unpaid_from__isnull=False)
    return list(rows.values_list("unpaid_from", "paid_again_from"))


def in_gap(month: date, gaps: list[tuple[date, date | None]]) -> bool:
    """Whether a month lies in one of them."""
    return any(first <= month and (until is None or month < until) for first, until in gaps)
