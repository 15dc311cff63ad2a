"""Work of one's own that stood beside unemployment takes its place in the register once that has ended."""

from portal.events.models import Event
from portal.events.registry import listens
from portal.kernel.actor import system

from ..models import Spell
from ..queries.flexible import open_work
from ..services.flexible import hold_spell


@listens("unemployment.ended", name="registration.flexible_held")
def held(event: Event) -> None:
    """Begin the spell of the work, unless something else stands there."""
    spell = Spell.objects.select_related("person__merged_into").filter(pk=event.subject_id).first()
    if spell is None or spell.kind != Spell.Kind.UNEMPLOYMENT:
        return
    work = open_work(spell.person.merged_into or spell.person)
    if work is not None and work.spell_id is None:
        hold_spell(work, by=system("registration.flexible"))
