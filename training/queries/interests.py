"""Who waits for a class, and what is asked for most."""

from django.db.models import Count, F, Func, QuerySet

from portal.accounts.models import Person
from portal.casework.policy import DESK_ROLES
from portal.kernel.actor import Actor

from ..models import Direction, TrainingInterest

State = TrainingInterest.State


def interests_of(person: Person) -> QuerySet[TrainingInterest]:
    """One's own, the newest first."""
    rows = TrainingInterest.objects.filter(person_id__in=person.all_ids)
    return rows.select_related("agency", "placed_by").order_by("-since", "-pk")


def waiting(person: Person) -> TrainingInterest | None:
    """The one that waits."""
    return interests_of(person).filter(state=State.WAITING).first()


def interests_for(actor: Actor) -> QuerySet[TrainingInterest]:
    """Those of the clerk's agency and below; others are not found."""
    if actor.kind != "clerk" or not actor.roles & DESK_ROLES or not actor.agency_path:
        return TrainingInterest.objects.none()
    rows = TrainingInterest.objects.filter(agency__path__startswith=actor.agency_path)
    return rows.select_related("person", "agency", "placed_by", "case")


def waiting_for(actor: Actor, direction: str = "") -> QuerySet[TrainingInterest]:
    """Who waits, the longest first; of one direction if named."""
    rows = interests_for(actor).filter(state=State.WAITING)
    if direction in Direction.values:
        rows = rows.filter(directions__contains=[direction])
    return rows.order_by("since", "pk")


def demand(actor: Actor) -> list[tuple[str, int]]:
    """(direction, people who wait), what is asked for most first: what classes to open."""
    rows = TrainingInterest.objects.filter(pk__in=waiting_for(actor).values("pk"))
    each = rows.annotate(direction=Func(F("directions"), function="unnest")).values("direction")
    counted = each.annotate(n=Count("pk")).order_by("-n", "direction")
    return [(row["direction"], row["n"]) for row in counted]


def how_many(actor: Actor) -> int:
    """How many wait."""
    return waiting_for(actor).count()
