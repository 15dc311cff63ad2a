"""What the register and the cases hand over when a person moves."""

from django.utils.translation import gettext as _

from portal.accounts.models import Person
from portal.casework.models import Case
from portal.casework.registry import service_for
from portal.casework.services import moving as cases
from portal.casework.steps import OPEN_STATES
from portal.kernel.actor import Actor
from portal.kernel.dates import full_text

from ..models import Spell
from ..moving import Mover, Place, Thing, register_mover
from ..queries.graduates import tag_of
from ..services import graduates, spells


def statuses(person: Person) -> list[Thing]:
    """Unemployment and work of one's own that stand. Employment is where the unit is, and stays."""
    rows = Spell.objects.filter(
        person_id__in=person.all_ids,
        period__endswith__isnull=True,
        kind__in=[Spell.Kind.UNEMPLOYMENT, Spell.Kind.FLEXIBLE],
    )
    return [
        Thing(
            "spell",
            str(each.pk),
            _("%(kind)s登记(%(day)s起)")
            % {"kind": each.get_kind_display(), "day": full_text(each.period.lower)},
            each.agency,
            each,
        )
        for each in rows.select_related("agency").order_by("registered_at")
    ]


def give_status(thing: Thing, place: Place, *, by: Actor) -> None:
    """The new agency keeps the registration; its first day and its ground stay."""
    spells.keep_elsewhere(thing.row, region=place.region, agency=place.agency, by=by)


def open_cases(person: Person) -> list[Thing]:
    """Cases under way that are decided where one lives; those with a place of their own stay there."""
    rows = Case.objects.filter(person_id__in=person.all_ids, state__in=OPEN_STATES)
    rows = rows.select_related("item", "version", "responsible", "person").order_by("submitted_at")
    return [
        Thing("case", str(each.pk), f"{each.item.name}({each.number})", each.responsible, each)
        for each in rows
        if service_for(each).decided_in is None
    ]


def give_case(thing: Thing, place: Place, *, by: Actor) -> None:
    """移送 with its promised day, and what is still to be done about it."""
    text = _("本人已搬到%(place)s") % {"place": place.region.name}
    cases.follow(thing.row, place.agency, text=text, by=by)


def graduate_tag(person: Person) -> list[Thing]:
    """The tag of a graduate without work, while it is open."""
    tag = tag_of(person)
    if tag is None or tag.ended_on:
        return []
    return [Thing("graduate", str(tag.pk), _("未就业毕业生服务"), tag.agency, tag)]


def give_graduate(thing: Thing, place: Place, *, by: Actor) -> None:
    """Another county's officer goes on; the clock (择业期) and what was done stay."""
    graduates.serve_elsewhere(thing.row, region=place.region, agency=place.agency, by=by)


register_mover(Mover("spell", statuses, give_status, 10))
register_mover(Mover("case", open_cases, give_case, 20))
register_mover(Mover("graduate", graduate_tag, give_graduate, 40))
