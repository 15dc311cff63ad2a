"""失业登记注销 on the person's own word (就业服务与就业管理规定 第六十六条)."""

from portal.casework.models import Case
from portal.events.services import record, verb
from portal.kernel.actor import Actor

from ..models import Cancellation, Spell
from .spells import end_spell


@verb
def end_registration(case: Case, *, by: Actor) -> Spell:
    """End the registration the case names, on its day and ground."""
    row = Cancellation.objects.select_related("spell").get(case=case)
    return end_spell(row.spell, on=row.day, ending=row.ground, by=by)


@verb
def stand_again(case: Case, *, by: Actor) -> Spell | None:
    """Open the registration again after the cancellation was revoked; None where work stands there by now."""
    row = Cancellation.objects.select_related("spell__person").get(case=case)
    spell = Spell.objects.select_for_update().get(pk=row.spell_id)
    others = Spell.objects.filter(person_id=spell.person_id, period__overlap=(spell.period.lower, None))
    if spell.ending != row.ground or others.exclude(pk=spell.pk).exists():
        return None
    spell.period, spell.ending = (spell.period.lower, None), ""
    spell.save(update_fields=["period", "ending"])
    record("unemployment.began", subject_type="spell", subject_id=spell.pk, by=by)
    return spell
