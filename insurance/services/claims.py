"""Granting a claim: months and first month fixed, what was left before merged, the register opened with it."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from portal.casework.models import Case
from portal.casework.services import NothingToGrant
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.dates import month_of, months_later
from portal.rules import queries as law
from registration.services import register_with

from ..models import Claim, MonthEntry
from ..queries import claims, verdicts
from ..rules import entitlement


def first_month(day: date, region: str, on: date) -> date:
    """The month the benefit begins with (起发月份), as the law in force says."""
    rule = law.value("ui.first_payable_month", on=on, region=region)
    month = month_of(day)
    return months_later(month, 1) if rule == "next_month" else month


@verb
def grant_claim(case: Case, *, by: Actor) -> Claim:
    """Fix months, sum and first month, merge what an earlier claim has left, open the unemployment spell.

    Late application never shortens the months: they depend on contributions alone. Raises NothingToGrant.
    """
    claim = Claim.objects.select_for_update(of=("self",)).get(case=case)
    on, region = case.received_on, claim.county_id or claim.residence_id
    values = verdicts.entitlement_law(on, region)
    facts = verdicts.entitlement_facts(claims.claim_facts(claim), on)
    months = entitlement.term(facts, values)
    if months.total < 1:
        raise NothingToGrant(_("按规定没有可以领的月数,不能准予。请选原因不予准予。"))
    before = claims.previous_of(claim.person, leave_out=claim.pk)
    if before:
        _take_over(before, months.merged, months.lost)
    claim.previous = before
    claim.counted, claim.granted, claim.merged = facts.counted or 0, months.from_grid, months.merged
    claim.agency = case.responsible
    claim.county_id, claim.monthly = region, entitlement.monthly(values)
    claim.spell = register_with(case, by=by, **registration_of(claim))
    claim.first_month = first_month(claim.spell.period.lower, region, on)
    claim.state = Claim.State.DRAWING
    claim.save()
    record("claim.granted", subject_type="claim", subject_id=claim.pk, by=by)
    return claim


def registration_of(claim: Claim) -> dict[str, Any]:
    """What the register asks that the claim already knows (申领即登记)."""
    return {
        "residence": claim.residence,
        "retirement_kind": claim.retirement_kind,
        "ground": claim.ground,
        "last_day": claim.last_day,
        "last_employer": claim.last_employer,
    }


def _take_over(before: Claim, merged: int, lost: int) -> None:
    """Move the months of an earlier claim into the next; what the cap cuts off is written down as such."""
    left = claims.balance(before)
    if left.frozen:
        _entry(before, MonthEntry.Kind.THAWED, left.frozen, _("再次申领"))
    if merged:
        _entry(before, MonthEntry.Kind.MOVED, merged, _("并入再次申领"))
    if lost:
        _entry(before, MonthEntry.Kind.FORFEITED, lost, _("超过合并上限"))
    if before.state != Claim.State.ENDED:
        before.state, before.ended_on = Claim.State.ENDED, before.ended_on or clock.today()
        before.save(update_fields=["state", "ended_on"])


def _entry(claim: Claim, kind: str, months: int, reason: str) -> None:
    MonthEntry.objects.create(claim=claim, kind=kind, months=months, reason=reason, at=clock.now())


@verb
def revoke_claim(case: Case, *, by: Actor) -> Claim:
    """The grant is taken back: nothing more is paid; what was paid is looked at as an overpayment by a person."""
    claim = Claim.objects.select_for_update(of=("self",)).get(case=case)
    had, why = claims.balance(claim), _("核定被撤销")
    if had.frozen:
        _entry(claim, MonthEntry.Kind.THAWED, had.frozen, why)
    if had.unused > 0:
        _entry(claim, MonthEntry.Kind.FORFEITED, had.unused, why)
    claim.state, claim.ended_on = Claim.State.ENDED, clock.today()
    claim.save(update_fields=["state", "ended_on"])
    record("claim.revoked", subject_type="claim", subject_id=claim.pk, by=by)
    return claim
