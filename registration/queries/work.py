"""What the register says of one person, and the objections a desk looks into."""

from django.db.models import Prefetch, QuerySet

from portal.accounts.models import Person
from portal.kernel.actor import Actor

from ..models import Contract, Separation, Spell


def spells_of(person: Person) -> QuerySet[Spell]:
    """Every status of a person, the newest first, with unit, contracts and how it ended."""
    rows = Spell.objects.filter(person_id__in=person.all_ids)
    rows = rows.select_related("employer", "agency__region", "separation")
    contracts = Contract.objects.order_by("-begins")
    return rows.prefetch_related(Prefetch("contracts", contracts)).order_by("-registered_at", "pk")


def objections_for(actor: Actor) -> QuerySet[Separation]:
    """Open objections of the actor's agency and below, the oldest first."""
    rows = Separation.objects.filter(objected_at__isnull=False, settled_at__isnull=True)
    rows = rows.filter(spell__agency__path__startswith=actor.agency_path or "-")
    return rows.select_related("spell__person", "spell__employer", "spell__agency").order_by("objected_at")
