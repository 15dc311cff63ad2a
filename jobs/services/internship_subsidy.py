"""就业见习补贴: whole months of interns, each claimed once, worth what the law says on the month's last day."""

import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from portal.accounts.models import Person
from portal.casework.models import Case
from portal.casework.policy import at_desk
from portal.casework.services import Signature, file_case, refile
from portal.casework.steps import OPEN_STATES
from portal.casework.steps import State as CaseState
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.rules import queries as law
from portal.rules.verdict import Finding
from registration.models import Spell
from registration.queries import spell_on

from ..models import Internship, InternshipBase, SubsidyClaim, SubsidyMonth
from ..models.internship import SUBSIDY
from ..rules import internships as rules
from .internship_bases import ensure_unit

S = SubsidyMonth.State
STANDING = (S.CLAIMED, S.APPROVED)
RAN = (Internship.State.RUNNING, Internship.State.ENDED)
Key = tuple[str, int]  # the agreement's key as text, the number of its month


class ClaimRefused(Exception):
    """`why`: nothing (no month chosen) | taken (a month may not be claimed) | moved (no correction now)."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Claimable:
    """One month of one intern that may be asked for."""

    internship: Internship
    month: rules.Month

    @property
    def key(self) -> Key:
        return str(self.internship.pk), self.month.number


def claimable(base: InternshipBase, claim: SubsidyClaim | None = None) -> list[Claimable]:
    """Whole months that are over and stand in no other claim; those of `claim` are among them."""
    yesterday = clock.today() - rules.DAY
    unit = base.employer_id  # months of a recognition that ended may still be asked for
    rows = Internship.objects.filter(base__employer=unit, state__in=RAN).select_related("person")
    asked = SubsidyMonth.objects.filter(internship__base__employer=unit, state__in=STANDING)
    if claim:
        asked = asked.exclude(claim=claim)
    gone = {(str(pk), number) for pk, number in asked.values_list("internship", "number")}
    found = [
        Claimable(row, month)
        for row in rows.order_by("begins", "pk")
        for month in rules.months_of(row.begins, min(row.last, yesterday))
    ]
    return [each for each in found if each.key not in gone]


def claims_for(actor: Actor) -> QuerySet[SubsidyClaim]:
    """Claims whose case is open in the clerk's agency or below it, the first due first."""
    if not at_desk(actor):
        return SubsidyClaim.objects.none()
    rows = SubsidyClaim.objects.filter(
        case__responsible_path__startswith=actor.agency_path, case__state__in=OPEN_STATES
    )
    return rows.select_related("case", "base__employer__organisation").order_by("case__due", "pk")


@verb
def claim(
    base: InternshipBase,
    keys: Iterable[Key],
    *,
    before: SubsidyClaim | None = None,
    signature: Signature | None,
    by: Actor,
) -> SubsidyClaim:
    """Ask for months, or write a returned claim anew and hand it in again. A month stands once in the whole table:
    of two that ask for it at the same moment the database lets one through.
    Raises NotAllowed, ClaimRefused, CommitmentChanged.

    Source: 财社〔2023〕181号 (the unit pays first, then it is repaid).
    """
    ensure_unit(base.employer_id, by)
    wanted = set(keys)
    if not wanted:
        raise ClaimRefused("nothing")
    row = _row(base, before)
    open_now = {each.key: each for each in claimable(base, before)}
    if not wanted <= open_now.keys():
        raise ClaimRefused("taken")
    row.months.filter(state=S.CLAIMED).update(state=S.DROPPED)
    months = [_month(row, open_now[key]) for key in sorted(wanted)]
    try:
        with transaction.atomic():
            SubsidyMonth.objects.bulk_create(months)
    except IntegrityError as error:
        raise ClaimRefused("taken") from error
    if before:
        refile(row.case, by=by)
    else:
        unit = base.employer.organisation
        row.case = file_case(
            SUBSIDY, unit, subject_key=str(row.pk), region=base.region, signature=signature, by=by
        )
        row.save(update_fields=["case"])
    record("internship.claimed", subject_type="subsidy_claim", subject_id=row.pk, by=by)
    return row


def _row(base: InternshipBase, before: SubsidyClaim | None) -> SubsidyClaim:
    """A new claim, or the locked one that was sent back."""
    if before is None:
        return SubsidyClaim.objects.create(base=base, made_at=clock.now())
    row = SubsidyClaim.objects.select_related("case").select_for_update(of=("self",)).get(pk=before.pk)
    if row.case.state != CaseState.RETURNED:
        raise ClaimRefused("moved")
    return row


def _month(claim: SubsidyClaim, each: Claimable) -> SubsidyMonth:
    month = each.month
    return SubsidyMonth(
        claim=claim, internship=each.internship, number=month.number, first=month.first, last=month.last
    )


@dataclass(frozen=True)
class Worth:
    """What a month is worth, with the values it was worked out from."""

    amount: Decimal
    values: tuple[law.Value, ...]

    @property
    def doubtful(self) -> bool:
        """Whether a value is graded D: the clerk reads «待核实», the unit is promised nothing."""
        return any(each.confidence == "D" for each in self.values)

    def as_json(self) -> list[dict[str, Any]]:
        """For the row: what a replay needs."""
        return [
            {
                "key": v.key,
                "value": str(v.value) if isinstance(v.value, Decimal) else v.value,
                "region": v.region,
            }
            | {"article": v.citation, "confidence": v.confidence}
            for v in self.values
        ]


def worth(base: InternshipBase, on: date) -> Worth:
    """One month's subsidy by the law of the month's last day at the base's county. Raises LawMissing."""
    region = base.region_id
    percent = _percent(base, on)
    standard = law.lookup("minimum_wage.standard", on=on, region=region)
    tier = law.lookup("minimum_wage.tier", on=on, region=region)
    wage = rules.monthly_wage(standard.value, tier.value)
    if wage is None:
        raise law.LawMissing("minimum_wage.standard", on, region)
    return Worth(rules.subsidy(percent.value, wage), (percent, standard, tier))


def _percent(base: InternshipBase, on: date) -> law.Value:
    """The higher share for a base that keeps its interns, where the law has one; else the usual share."""
    usual = law.lookup("internship.subsidy_percent", on=on, region=base.region_id)
    try:
        least = law.lookup("internship.retained_from", on=on, region=base.region_id)
        higher = law.lookup("internship.retained_percent", on=on, region=base.region_id)
    except law.LawMissing:
        return usual
    reached = rules.rate(base.finished, base.kept)
    return higher if reached is not None and reached >= least.value else usual


def groups(on: date, region: str) -> rules.Groups:
    """Who may be an intern, by the law of a day and place. Raises LawMissing."""
    names = ("graduate_months", "youth_age_min", "youth_age_max")
    return rules.Groups(*(law.lookup(f"internship.{name}", on=on, region=region) for name in names))


def facts_of(person: Person, graduated: date | None, on: date) -> rules.Facts:
    """What the house knows of a person on a day; who stands in no register may work or not: nobody knows."""
    spell = spell_on(person, on)
    unemployed = None if spell is None else spell.kind == Spell.Kind.UNEMPLOYMENT
    return rules.Facts(person.birth, graduated, unemployed)


def eligible(row: Internship, law_of: Callable[[date, str], rules.Groups] = groups) -> Finding:
    """Whether the intern belongs to those the law lets in, on the first day. Raises LawMissing.

    `law_of` may keep what it read, for many interns at once.
    """
    on = row.begins
    return rules.eligible(facts_of(row.person, row.graduated_on, on), law_of(on, row.base.region_id), on=on)


def months_of(claim: SubsidyClaim) -> QuerySet[SubsidyMonth]:
    """The months a claim is about now, with their interns."""
    rows = claim.months.exclude(state=S.DROPPED).select_related("internship__person", "internship__base")
    return rows.order_by("internship__begins", "internship_id", "number")


def approve(claim: SubsidyClaim, *, by: Actor) -> Decimal:
    """Write the sum of each month; runs inside the grant of its case. Raises LawMissing: then nothing is decided."""
    rows, total = months_of(claim).filter(state=S.CLAIMED).select_for_update(of=("self",)), Decimal(0)
    worth_on = functools.cache(functools.partial(worth, claim.base))
    for row in rows:
        found = worth_on(row.last)
        row.state, row.amount, row.used = S.APPROVED, found.amount, {"values": found.as_json()}
        row.save(update_fields=["state", "amount", "used"])
        total += found.amount
    claim.total = total
    claim.save(update_fields=["total"])
    record("internship.subsidy_approved", subject_type="subsidy_claim", subject_id=claim.pk, by=by)
    return total


@verb
def drop(case: Case, *, by: Actor) -> int:
    """The claim came to nothing: its months may be asked for again; returns how many."""
    return SubsidyMonth.objects.filter(claim__case=case, state=S.CLAIMED).update(state=S.DROPPED)


def revoked(claim: SubsidyClaim, *, by: Actor) -> None:
    """The grant was taken back; runs inside that step. What was approved stays readable with its sum."""
    claim.months.filter(state=S.APPROVED).update(state=S.REVOKED)
    record("internship.subsidy_revoked", subject_type="subsidy_claim", subject_id=claim.pk, by=by)
