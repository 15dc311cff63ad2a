"""Coherence of the graduates' register, checked every night."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef

from portal.oversight.registry import patrol

from ..models import GraduateReception, Spell, UnemployedGraduate

MOST = 200


@patrol("registration.granted_reception_was_received")
def granted_not_received() -> Iterable[str]:
    """A granted reception must have written its graduation."""
    rows = GraduateReception.objects.filter(
        case__state__in=["granted", "closed"], case__decision__outcome="grant", graduation__isnull=True
    )
    return rows.values_list("case__number", flat=True)[:MOST]


@patrol("registration.tagged_graduate_does_not_work")
def tagged_at_work() -> Iterable[str]:
    """Whoever is registered as employed has no open tag."""
    work = Spell.objects.filter(
        person=OuterRef("person"), kind=Spell.Kind.EMPLOYMENT, period__endswith__isnull=True
    )
    rows = UnemployedGraduate.objects.filter(Exists(work), ended_on__isnull=True)
    return [str(pk) for pk in rows.values_list("pk", flat=True)[:MOST]]
