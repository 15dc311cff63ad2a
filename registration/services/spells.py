"""The verbs of the register: nobody else writes a spell."""

from datetime import date

from portal.accounts.models import Person
from portal.agencies.models import Agency, Region
from portal.casework.models import Case
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor

from ..models import FlexibleWork, Spell, UnemploymentRegistration
from ..queries import spell_on
from ..rules import grounds


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


@verb
def keep_elsewhere(spell: Spell, *, region: Region, agency: Agency, by: Actor) -> Spell:
    """Another agency keeps a registration that stands: its person lives in its region now. Days and ground stay."""
    locked = Spell.objects.select_for_update(of=("self",)).get(pk=spell.pk)
    locked.agency = agency
    locked.save(update_fields=["agency"])
    FlexibleWork.objects.filter(spell=locked).update(residence=region)
    return locked


@verb
def register_with(
    case: Case,
    *,
    residence: Region,
    retirement_kind: str,
    ground: str,
    last_day: date,
    last_employer: str,
    by: Actor,
) -> Spell:
    """The unemployment spell of a person whose other case includes the registration (申领即登记).

    One that stands is kept: its first day counts. Else it opens on the day the case was received, with the same
    row of answers as a registration of its own.
    """
    on = case.received_on
    standing = spell_on(case.person, on)
    if standing is not None and standing.kind == Spell.Kind.UNEMPLOYMENT:
        return standing
    spell = begin_unemployment(case.person, case=case, agency=case.responsible, on=on, by=by)
    spell.refresh_from_db(fields=["period"])
    UnemploymentRegistration.objects.create(
        case=case,
        person=case.person,
        residence=residence,
        retirement_kind=retirement_kind,
        left_by=grounds.word_of(ground),
        last_day=last_day,
        last_employer=last_employer,
        able=True,
        wants_work=True,
        spell=spell,
    )
    return spell
