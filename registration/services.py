"""The verbs of the register: nobody else writes a spell."""

from datetime import date

from portal.accounts.models import Person
from portal.agencies.models import Agency
from portal.casework.models import Case
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor

from .models import Spell


@verb
def begin_unemployment(person: Person, *, case: Case, agency: Agency, on: date, by: Actor) -> Spell:
    """Open an unemployment spell. The database refuses one that overlaps work or another registration."""
    spell = Spell.objects.create(
        person=person,
        kind=Spell.Kind.UNEMPLOYMENT,
        exclusive=True,
        period=(on, None),
        agency=agency,
        case=case,
        registered_at=clock.now(),
    )
    record("unemployment.began", subject_type="spell", subject_id=spell.pk, by=by)
    return spell


@verb
def end_spell(spell: Spell, *, on: date, ending: str, by: Actor) -> Spell:
    """End a spell on a day with a ground of the law; a spell that began that day keeps one day."""
    locked = Spell.objects.select_for_update(of=("self",)).get(pk=spell.pk)
    first = locked.period.lower
    locked.period = (first, max(on, date.fromordinal(first.toordinal() + 1)))
    locked.ending = ending
    locked.save(update_fields=["period", "ending"])
    record(f"{locked.kind}.ended", subject_type="spell", subject_id=locked.pk, by=by)
    return locked
