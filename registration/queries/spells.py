"""The read door of the register."""

from datetime import date

from portal.accounts.models import Person
from portal.kernel import clock

from ..models import Spell


def spell_on(person: Person, day: date | None = None) -> Spell | None:
    """What the register says of a person on a day: the unemployment or work that holds then."""
    return (
        Spell.objects.filter(person_id__in=person.all_ids, period__contains=day or clock.today())
        .order_by("-exclusive", "-registered_at")
        .first()
    )


def is_registered_unemployed(person: Person, day: date | None = None) -> bool:
    """Whether the person stands in the register as unemployed on a day."""
    found = spell_on(person, day)
    return found is not None and found.kind == Spell.Kind.UNEMPLOYMENT
