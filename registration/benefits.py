"""What the register says of thousands of persons at once, for the nightly run over everybody."""

from datetime import date
from typing import Any

from portal.accounts.models import Person
from portal.rules.registry import knows_many

from .models import Spell, UnemploymentRegistration
from .rules import grounds


@knows_many
def facts(keys: list[Any], on: date) -> dict[Any, dict[str, Any]]:
    """Birth, sex, place; who is registered as unemployed, since when, how the last job ended."""
    out: dict[Any, dict[str, Any]] = {}
    people = Person.objects.filter(pk__in=keys).values_list("pk", "birth", "sex", "residence_region_id")
    for key, birth, sex, region in people:
        out[key] = {"birth": birth, "sex": sex or None, "region": region}
    spells = Spell.objects.filter(
        person_id__in=keys, kind=Spell.Kind.UNEMPLOYMENT, period__contains=on
    ).values_list("pk", "person_id")
    registered = dict(spells)
    for key in registered.values():
        out[key] |= {"registered_unemployed": True, "seeking": True}
    said = UnemploymentRegistration.objects.filter(spell_id__in=list(registered))
    for row in said.values_list("spell_id", "left_by", "last_day", "retirement_kind", "categories"):
        spell, left_by, last_day, kind, categories = row
        out[registered[spell]] |= {
            "separation_ground": grounds.ground_of(left_by),
            "unemployed_since": last_day,
            "retirement_kind": kind,
            "categories": frozenset(categories),
        }
    return out
