"""What the worker says of an employment: left it, never had it, or the ground is another one; a clerk settles that.

Source: 就业服务与就业管理规定 第六十二条 (the unit files); the worker's word is heard because the ground decides over
unemployment insurance (社会保险法 第四十五条). Nothing a unit filed is changed on the worker's word alone, but an
employment the unit forgot to end can be ended by who left it.
"""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from portal.accounts.models import Clerk
from portal.casework.models import Task
from portal.casework.services import NotAllowed
from portal.casework.services.tasks import open_task
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor, system
from portal.notices.services import tell, tell_members
from portal.rules import queries as law

from ..models import Contract, Separation, Spell

OBJECTION_WD = 5


class NotNow(ValueError):
    """Why this cannot be said now, in words."""


def _mine(spell: Spell, by: Actor) -> Spell:
    rows = Spell.objects.select_for_update(of=("self",)).select_related(
        "person__merged_into", "employer", "agency__region"
    )
    locked = rows.get(pk=spell.pk, kind=Spell.Kind.EMPLOYMENT)
    person = locked.person.merged_into or locked.person
    if by.kind != "person" or by.id != str(person.pk):
        raise NotAllowed(f"{by.kind} {by.id}: employment {spell.pk}")
    return locked


@verb
def say_left(spell: Spell, *, last_day: date, ground: str, by: Actor) -> Separation:
    """The worker ends an employment the unit did not end. The unit is told and may file otherwise.

    Raises NotNow for a day before the first one or to come, or where it has ended already.
    """
    locked = _mine(spell, by)
    if locked.period.upper is not None:
        raise NotNow(_("这份工作已经登记为结束。"))
    if not locked.period.lower <= last_day <= clock.today():
        raise NotNow(_("最后工作日要在入职以后、今天以前。"))
    locked.period, locked.ending = (locked.period.lower, last_day + timedelta(1)), Spell.Ending.LEFT
    locked.save(update_fields=["period", "ending"])
    said = Separation.objects.create(
        spell=locked, last_day=last_day, ground=ground, said_by=Separation.Said.WORKER, said_at=clock.now()
    )
    Contract.objects.filter(spell=locked, ended_on__isnull=True).update(ended_on=last_day)
    record("employment.ended", subject_type="spell", subject_id=locked.pk, by=by)
    if locked.employer:
        words = {"name": locked.person.name.masked(), "day": last_day.isoformat()}
        tell_members(
            locked.employer,
            key=f"left-{locked.pk}",
            kind="employment",
            title=_("有员工申报已经离职"),
            body=_("%(name)s申报最后工作日是%(day)s。请核对,不对的在员工名册里更正。") % words,
            link=f"/units/{locked.employer_id}/staff/{locked.pk}/",
        )
    return said


@verb
def object_to(spell: Spell, *, text: str, by: Actor) -> Separation:
    """The worker says that the ground or the day the unit filed is not so: a named clerk looks into it.

    Raises NotNow where nothing was filed by the unit, or an objection stands.
    """
    locked = _mine(spell, by)
    said = Separation.objects.select_for_update().filter(spell=locked).first()
    if said is None or said.said_by != Separation.Said.EMPLOYER:
        raise NotNow(_("单位还没有申报离职,不用提出异议。"))
    if said.objected_at and not said.settled_at:
        raise NotNow(_("您已经提出异议,正在核实。"))
    said.objected_at, said.objection = clock.now(), text.strip()[:500]
    said.settled_at = said.settled_by = None
    said.settlement = ""
    said.save()
    open_task(
        Task.Kind.INVESTIGATE,
        agency=locked.agency,
        note=_("离职原因有异议:%(unit)s") % {"unit": locked.employer.name if locked.employer else ""},
        due=law.due_day(clock.today(), OBJECTION_WD).day,
        by=system("registration.objections"),
    )
    record("separation.objected", subject_type="spell", subject_id=locked.pk, by=by)
    return said


@verb
def settle(spell: Spell, *, ground: str, last_day: date, text: str, by: Actor) -> Separation:
    """A clerk of the registering agency settles an objection: ground and day stay or are corrected, with reasons."""
    locked = (
        Spell.objects.select_for_update(of=("self",))
        .select_related("agency", "employer", "person__merged_into")
        .get(pk=spell.pk)
    )
    if by.kind != "clerk" or not locked.agency.path.startswith(by.agency_path or "-"):
        raise NotAllowed(f"{by.kind} {by.id}: objection {spell.pk}")
    said = Separation.objects.select_for_update().get(spell=locked)
    if not said.objected_at or said.settled_at:
        raise NotNow(_("这里没有要核实的异议。"))
    said.ground, said.last_day = ground, last_day
    said.settled_by, said.settled_at = Clerk.objects.get(pk=by.id), clock.now()
    said.settlement = text.strip()[:500]
    said.save()
    if locked.period.upper != last_day + timedelta(1):
        locked.period = (locked.period.lower, last_day + timedelta(1))
        locked.save(update_fields=["period"])
    record("separation.settled", subject_type="spell", subject_id=locked.pk, by=by)
    _tell_settled(locked, said)
    return said


def _tell_settled(spell: Spell, said: Separation) -> None:
    person = spell.person.merged_into or spell.person
    body = _("核实结果:%(text)s。还有不同意见的,可以申请劳动争议仲裁。") % {"text": said.settlement}
    key = f"settled-{spell.pk}-{said.settled_at:%Y%m%d%H%M%S}"
    tell(person, key=key, kind="employment", title=_("离职原因已核实"), body=body, link="/my/work/")
    if spell.employer:
        tell_members(
            spell.employer, key=key, kind="employment", title=_("离职原因已核实"), body=said.settlement
        )
