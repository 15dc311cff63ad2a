"""What other departments told us of a person and still holds."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q

from portal.accounts.models import Person
from portal.accounts.queries import of_human

from ..models import HeldFact

CATEGORIES = (HeldFact.Kind.DISABLED, HeldFact.Kind.MINIMUM_LIVING)  # what the question of categories asks


def held_of(person: Person, on: date, kinds: Collection[str] = HeldFact.Kind.values) -> list[HeldFact]:
    """Facts of these kinds that hold on a day, the newest of each; one query."""
    rows = HeldFact.objects.filter(of_human(person.pk), ended=False, kind__in=kinds)
    rows = rows.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=on))
    return list(rows.order_by("kind", "-as_of", "pk").distinct("kind"))
