"""Coherence of the register with its cases, checked every night."""

from collections.abc import Iterable

from django.db.models import Exists, F, OuterRef, TextField
from django.db.models.functions import Cast

from portal.casework.models import Case
from portal.documents.models import Certificate
from portal.oversight.registry import patrol

from ..models import ITEM, Spell, UnemploymentRegistration

MOST = 200


@patrol("registration.granted_case_has_spell")
def granted_without_spell() -> Iterable[str]:
    """A granted registration must have opened a spell."""
    rows = UnemploymentRegistration.objects.filter(
        case__state__in=["granted", "closed"], case__decision__outcome="grant", spell__isnull=True
    )
    return rows.values_list("case__number", flat=True)[:MOST]


@patrol("registration.granted_case_has_certificate")
def granted_without_certificate() -> Iterable[str]:
    """A granted registration must have its certificate."""
    paper = Certificate.objects.filter(subject_type="case", subject_id=Cast(OuterRef("pk"), TextField()))
    rows = Case.objects.filter(item_id=ITEM, state__in=["granted", "closed"], decision__outcome="grant")
    return rows.exclude(Exists(paper)).values_list("number", flat=True)[:MOST]


@patrol("registration.spell_belongs_to_its_case")
def spell_of_another_person() -> Iterable[str]:
    """A spell and the case it came from speak of one person."""
    rows = Spell.objects.filter(case__isnull=False).exclude(case__person_id=F("person_id"))
    rows = rows.exclude(person__merged_into_id=F("case__person_id"))
    return [str(pk) for pk in rows.values_list("pk", flat=True)[:MOST]]
