"""Work of one's own (灵活就业): registered, confirmed after six months, ended by oneself.

Source: 就业服务与就业管理规定 第六十二条 (registers oneself), 第六十六条 (what ends unemployment).
"""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from portal.accounts.models import Person
from portal.casework.models import Case
from portal.casework.services import NotAllowed
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.notices.services import tell

from ..models import FlexibleWork, Spell
from ..queries.flexible import open_unemployment
from ..rules import flexible as rules
from .spells import end_spell


class NotNow(ValueError):
    """Why this cannot be said now, in words."""


@verb
def register_work(case: Case, *, by: Actor) -> FlexibleWork:
    """Write what a granted case means: the day, the next confirmation, and the spell unless unemployment stands.

    A registration as unemployed ends only on a ground of the law (rules.ending_of); else it goes on, and the work
    is kept without a spell, since the database holds no day both as work and as unemployment.
    """
    row = FlexibleWork.objects.select_for_update().select_related("person").get(case=case)
    today = clock.today()
    row.granted_on, row.confirm_by = today, rules.confirm_by(today)
    _hold_spell(row, case.person, case, by)
    row.save(update_fields=["granted_on", "confirm_by", "spell"])
    return row


def _hold_spell(row: FlexibleWork, person: Person, case: Case, by: Actor) -> None:
    """End unemployment where the law says so, and begin the spell where none stands in its way."""
    standing, ending = open_unemployment(person), rules.ending_of(row.kind, row.band)
    if standing and not ending:
        return
    if standing:
        end_spell(standing, on=max(row.since, standing.period.lower), ending=ending, by=by)
    before = Spell.objects.filter(
        person_id__in=person.all_ids, kind=Spell.Kind.UNEMPLOYMENT, period__endswith__gt=row.since
    )
    uppers = [each.period.upper for each in before]
    row.spell = Spell.objects.create(
        person=person,
        kind=Spell.Kind.FLEXIBLE,
        exclusive=False,
        period=(rules.first_day(row.since, uppers), None),
        agency=case.responsible,
        case=case,
        registered_at=clock.now(),
    )
    record("flexible.began", subject_type="spell", subject_id=row.spell.pk, by=by)


@verb
def hold_spell(work: FlexibleWork, *, by: Actor) -> FlexibleWork:
    """Give registered work its spell once no unemployment stands in the way."""
    rows = FlexibleWork.objects.select_for_update(of=("self",))
    row = rows.select_related("person__merged_into", "case__responsible").get(pk=work.pk)
    person = row.person.merged_into or row.person
    if row.spell_id is None and row.ended_on is None and row.granted_on and not open_unemployment(person):
        _hold_spell(row, person, row.case, by)
        row.save(update_fields=["spell"])
    return row


def _mine(work: FlexibleWork, by: Actor) -> FlexibleWork:
    rows = FlexibleWork.objects.select_for_update(of=("self",)).select_related(
        "person__merged_into", "case__responsible", "spell"
    )
    row = rows.get(pk=work.pk)
    person = row.person.merged_into or row.person
    if by.kind != "person" or by.id != str(person.pk):
        raise NotAllowed(f"{by.kind} {by.id}: flexible work {work.pk}")
    if row.granted_on is None or row.ended_on is not None:
        raise NotNow(_("这份登记已经结束。"))
    return row


@verb
def confirm_work(work: FlexibleWork, *, band: str, by: Actor) -> FlexibleWork:
    """Still so (满6个月确认), with the income as it is now; what rose above the minimum wage ends unemployment.

    Raises NotNow when the work was ended.
    """
    row = _mine(work, by)
    row.band, row.confirm_by, row.asked_on = band, rules.confirm_by(clock.today()), None
    if row.spell_id is None:
        _hold_spell(row, row.person.merged_into or row.person, row.case, by)
    row.save(update_fields=["band", "confirm_by", "asked_on", "spell"])
    record("flexible.confirmed", subject_type="flexiblework", subject_id=row.pk, by=by)
    return row


@verb
def end_work(work: FlexibleWork, *, last_day: date, by: Actor) -> FlexibleWork:
    """The work is over; the last day is between the first one and today. Raises NotNow."""
    row = _mine(work, by)
    first = row.spell.period.lower if row.spell else row.since
    if not min(first, row.since) <= last_day <= clock.today():
        raise NotNow(_("最后一天要在开始以后、今天以前。"))
    row.ended_on, row.confirm_by = last_day, None
    row.save(update_fields=["ended_on", "confirm_by"])
    if row.spell and row.spell.period.upper is None:
        end_spell(row.spell, on=last_day + timedelta(1), ending=Spell.Ending.LEFT, by=by)
    record("flexible.work_ended", subject_type="flexiblework", subject_id=row.pk, by=by)
    return row


@verb
def revoke_work(case: Case, *, by: Actor) -> None:
    """A registration that was revoked: the spell ends with its history; unemployment is not opened again by itself."""
    row = FlexibleWork.objects.select_for_update(of=("self",)).select_related("spell").get(case=case)
    if row.ended_on is None:
        row.ended_on, row.confirm_by = clock.today(), None
        row.save(update_fields=["ended_on", "confirm_by"])
    if row.spell and row.spell.period.upper is None:
        end_spell(row.spell, on=clock.today(), ending=Spell.Ending.REVOKED, by=by)


@verb
def ask_to_confirm(work: FlexibleWork, *, by: Actor) -> bool:
    """Ask once whether it is still so; nothing follows from silence. False when it was asked or ended meanwhile."""
    row = (
        FlexibleWork.objects.select_for_update(of=("self",))
        .select_related("person__merged_into")
        .get(pk=work.pk)
    )
    if row.ended_on or row.confirm_by is None or row.confirm_by > clock.today() or row.asked_on:
        return False
    row.asked_on = clock.today()
    row.save(update_fields=["asked_on"])
    tell(
        row.person.merged_into or row.person,
        key=f"flexible-{row.pk}-{row.confirm_by}",
        kind="employment",
        title=_("灵活就业登记满六个月,请确认一下"),
        body=_("您登记的“%(content)s”还在做吗?点两下就能确认,不做了也在那里告诉我们。")
        % {"content": row.content},
        link=f"/my/work/flexible/{row.pk}/",
    )
    record("flexible.asked", subject_type="flexiblework", subject_id=row.pk, by=by)
    return True
