"""Who may do what with 稳岗返还: clerks of the place, the second pair of eyes, and the unit itself."""

from uuid import UUID

from django.db.models import F, Q, QuerySet, Value

from portal.accounts.models import Membership, Role, User
from portal.casework import policy
from portal.casework.services.stepping import NotAllowed
from portal.kernel.actor import Actor

from ..models import RefundBatch, RefundEntry, RefundObjection, RefundScheme

WORKING = frozenset({Role.REVIEW, Role.PROVINCE_ADMIN})
SECOND_EYE = frozenset({Role.RECHECK})
SEATS = (Membership.Role.ADMIN, Membership.Role.STAFFING)


def may_work(actor: Actor) -> bool:
    """Reviewers and the province's administrator make a scheme, match, tell units, publicise."""
    return actor.kind == "clerk" and bool(actor.roles & WORKING)


def may_approve(actor: Actor) -> bool:
    """复核 alone approves what is paid."""
    return actor.kind == "clerk" and bool(actor.roles & SECOND_EYE)


def need(held: bool, what: str) -> None:
    """Raise NotAllowed."""
    if not held:
        raise NotAllowed(what)


def schemes_for(actor: Actor) -> QuerySet[RefundScheme]:
    """Schemes of the agency, of those below it, and those above that reach down to it."""
    if not policy.at_desk(actor):
        return RefundScheme.objects.none()
    rows = RefundScheme.objects.select_related("region", "agency", "made_by")
    rows = rows.annotate(here=Value(actor.agency_path))
    return rows.filter(Q(agency__path__startswith=actor.agency_path) | Q(here__startswith=F("agency__path")))


def entries_for(actor: Actor) -> QuerySet[RefundEntry]:
    """Entries of the clerk's agency and below; others are not found."""
    if not policy.at_desk(actor):
        return RefundEntry.objects.none()
    rows = RefundEntry.objects.filter(agency__path__startswith=actor.agency_path)
    return rows.select_related("organisation", "scheme__region", "county", "agency", "account", "declined_by")


def batches_for(actor: Actor) -> QuerySet[RefundBatch]:
    """Batches of the clerk's agency and below."""
    if not policy.at_desk(actor):
        return RefundBatch.objects.none()
    rows = RefundBatch.objects.filter(agency__path__startswith=actor.agency_path)
    return rows.select_related("scheme", "agency", "shown_by", "approved_by")


def objections_for(actor: Actor) -> QuerySet[RefundObjection]:
    """Objections and appeals about those entries."""
    rows = RefundObjection.objects.filter(entry__in=entries_for(actor).order_by())
    return rows.select_related(
        "entry__organisation", "entry__scheme", "entry__county", "entry__agency__region", "answered_by"
    )


def may_answer(actor: Actor, objection: RefundObjection) -> bool:
    """A reviewer or 复核 of the place, never who decided what is appealed against."""
    held = actor.kind == "clerk" and bool(actor.roles & (WORKING | SECOND_EYE))
    return held and str(objection.not_by_id) != actor.id


def entries_of(user: User) -> QuerySet[RefundEntry]:
    """Entries of the units one has a seat in that looks after money; another unit's are not found."""
    mine = Membership.objects.filter(user=user, active=True, role__in=SEATS).values("organisation")
    rows = RefundEntry.objects.filter(organisation__in=mine)
    return rows.select_related(
        "organisation", "scheme", "county", "agency__region", "account", "declined_by", "batch", "payment"
    )


def seat(user: User, organisation: UUID) -> Membership | None:
    """One's seat in a unit, if it lets one look after its money."""
    rows = Membership.objects.filter(user=user, active=True, role__in=SEATS, organisation_id=organisation)
    return rows.select_related("organisation").first()
