"""Six months without a sign (就业服务与就业管理规定 第六十六条): looked for, noted, announced, decided by somebody.

Nothing adverse happens by itself. A registration ends on this ground only after two different ways to reach the
person were tried and written down, the person was told and had the days to answer, and a second clerk decided.
"""

from datetime import timedelta

from django.utils.translation import gettext as _

from portal.accounts.models import Clerk, Person
from portal.casework.models import Task
from portal.casework.policy import DESK_ROLES
from portal.casework.services import NotAllowed
from portal.casework.services.tasks import open_task
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.dates import day_of, full_text
from portal.notices.services import tell
from portal.rules import queries as law

from ..models import ContactTry, LostContact, Spell
from ..queries.lost import OPEN, looked_for
from .spells import end_spell

LOOK_WD, WAYS = 10, 2
State = LostContact.State


class NotNow(ValueError):
    """Why this cannot be done now, in words."""


def _person(lost: LostContact) -> Person:
    return lost.spell.person.merged_into or lost.spell.person


@verb
def look_for(spell: Spell, *, by: Actor) -> LostContact | None:
    """Begin to look for somebody: told on every way they have, and a task for the agency. None when it was begun."""
    locked = Spell.objects.select_for_update(of=("self",)).get(pk=spell.pk)
    if locked.period.upper is not None or LostContact.objects.filter(spell=locked, state__in=OPEN).exists():
        return None
    lost = LostContact.objects.create(spell=spell, last_heard=day_of(spell.heard), opened_on=clock.today())
    tell(
        _person(lost),
        key=f"lost-{lost.pk}",
        kind="unemployment",
        title=_("您还在找工作吗?"),
        body=_("有六个月没有您的消息了。点一下“我还在找工作”,失业登记就照旧保留;有困难也请告诉我们。"),
        link="/my/work/",
    )
    words = {"name": spell.person.name.masked(), "day": full_text(lost.last_heard)}
    open_task(
        Task.Kind.CONTACT,
        agency=spell.agency,
        note=_("失业登记人员%(name)s从%(day)s起没有联系,请用两种方式联系并记录") % words,
        due=law.due_day(clock.today(), LOOK_WD).day,
        by=by,
    )
    record("unemployment.silent", subject_type="spell", subject_id=spell.pk, by=by)
    return lost


def _locked(lost: LostContact, by: Actor) -> LostContact:
    rows = LostContact.objects.select_for_update(of=("self",))
    row = rows.select_related("spell__person__merged_into", "spell__agency").get(pk=lost.pk)
    scope = row.spell.agency.path.startswith(by.agency_path or "-")
    if by.kind != "clerk" or not scope or not by.roles & DESK_ROLES:
        raise NotAllowed(f"{by.kind} {by.id}: lost contact {row.pk}")
    if row.state not in OPEN or row.spell.period.upper is not None:
        raise NotNow(_("这件已经处理完了。"))
    return row


@verb
def note_try(lost: LostContact, *, way: str, text: str, by: Actor) -> ContactTry:
    """Write down one try: it is never changed afterwards."""
    row = _locked(lost, by)
    return ContactTry.objects.create(
        lost=row, way=way, text=text.strip()[:200], clerk_id=int(by.id), at=clock.now()
    )


@verb
def announce(lost: LostContact, *, by: Actor) -> LostContact:
    """Tell the person that the registration may end, and until when to answer. Raises NotNow before two ways."""
    row = _locked(lost, by)
    if row.state != State.LOOKING:
        raise NotNow(_("已经告知过了。"))
    if row.tries.values("way").distinct().count() < WAYS:
        raise NotNow(_("请先用两种不同的方式联系本人,并记下结果。"))
    days = law.value("revocation.answer_days", on=clock.today(), region=row.spell.agency.region_id)
    row.state, row.notified_on, row.notified_by_id = State.NOTIFIED, clock.today(), int(by.id)
    row.answer_until = clock.today() + timedelta(days)
    row.save()
    tell(
        _person(row),
        key=f"lost-notice-{row.pk}",
        kind="unemployment",
        title=_("您的失业登记可能注销,请先说明情况"),
        body=_(
            "我们用两种方式都没有联系上您。依据《就业服务与就业管理规定》第六十六条,连续六个月没有联系的,失业登记可以注销。"
            "还在找工作的,请在%(day)s前点一下“我还在找工作”,登记照旧保留。"
        )
        % {"day": full_text(row.answer_until)},
        link="/my/work/",
    )
    record("unemployment.cancel_announced", subject_type="spell", subject_id=row.spell_id, by=by)
    return row


@verb
def found(lost: LostContact, *, reason: str, by: Actor) -> LostContact:
    """A clerk reached the person: the registration goes on."""
    return _found(_locked(lost, by), reason, by)


def _found(row: LostContact, reason: str, by: Actor) -> LostContact:
    row.state, row.decided_at, row.reason = State.FOUND, clock.now(), reason.strip()[:300]
    row.decided_by_id = int(by.id) if by.kind == "clerk" else None
    row.save()
    record("unemployment.found", subject_type="spell", subject_id=row.spell_id, by=by)
    return row


@verb
def i_am_here(person: Person, *, by: Actor) -> LostContact | None:
    """«我还在找工作»: one tap ends the search and keeps the registration. None where nobody looks."""
    if by.kind != "person" or by.id != str(person.pk):
        raise NotAllowed(f"{by.kind} {by.id}: here for {person.pk}")
    standing = looked_for(person)
    if standing is None:
        return None
    row = LostContact.objects.select_for_update(of=("self",)).get(pk=standing.pk)
    return _found(row, _("本人确认还在找工作"), by) if row.state in OPEN else None


@verb
def cancel(lost: LostContact, *, reason: str, by: Actor) -> LostContact:
    """End the registration for want of contact, by a named clerk who did not announce it, with the way to appeal.

    Raises NotNow before it was announced, before the days to answer are over, or to who announced it.
    """
    row = _locked(lost, by)
    if row.state != State.NOTIFIED:
        raise NotNow(_("请先告知本人,再等说明的期限过去。"))
    if clock.today() <= row.answer_until:
        raise NotNow(_("本人说明的期限还没有过。"))
    if str(row.notified_by_id) == by.id:
        raise NotNow(_("告知的人不能自己决定注销,请另一位同事决定。"))
    row.state, row.decided_at, row.decided_by_id = State.CANCELLED, clock.now(), int(by.id)
    row.reason = reason.strip()[:300]
    row.save()
    end_spell(row.spell, on=clock.today(), ending=Spell.Ending.NO_CONTACT, by=by)
    clerk = Clerk.objects.select_related("agency").get(pk=by.id)
    tell(
        _person(row),
        key=f"lost-cancelled-{row.pk}",
        kind="unemployment",
        title=_("您的失业登记已注销"),
        body=_(
            "原因:连续六个月没有联系(《就业服务与就业管理规定》第六十六条)。理由:%(reason)s。决定机关:%(agency)s,"
            "经办人:%(clerk)s,电话%(phone)s。您不同意的,可以自收到之日起60日内申请行政复议,或在6个月内向人民法院起诉。"
            "还在找工作的,随时可以重新登记。"
        )
        % {
            "reason": row.reason,
            "agency": clerk.agency.name,
            "clerk": clerk.name,
            "phone": clerk.agency.phone,
        },
        link="/my/work/",
    )
    return row
