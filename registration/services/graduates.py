"""What is done for a graduate without work: contact, wish, the chain «1131», and how the tag ends and opens again.

Sources: 人力资源市场暂行条例 第十五条; the yearly notices of 人社部 on graduates without work (known, not read).
"""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.models import Clerk, Person
from portal.agencies.models import Agency, Region
from portal.agencies.queries import agency_for, county_of
from portal.casework.policy import DESK_ROLES
from portal.casework.services import NotAllowed
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.locking import held
from portal.notices.services import tell
from portal.rules import queries as law

from ..models import (
    GraduateAct,
    GraduateContact,
    Graduation,
    Spell,
    UnemployedGraduate,
)
from ..queries import graduates as queries
from ..rules import graduates as rules

Wish, Ending = UnemployedGraduate.Wish, UnemployedGraduate.Ending


class NotNow(ValueError):
    """Why this cannot be done now, in words."""


def mine(tag: UnemployedGraduate, by: Actor) -> UnemployedGraduate:
    """The tag, locked, if `by` is the graduate. Raises NotAllowed."""
    locked = _locked(tag)
    if by.kind != "person" or by.id not in map(str, locked.person.all_ids):
        raise NotAllowed(f"{by.kind} {by.id}: graduate {tag.pk}")
    return locked


def at_desk(tag: UnemployedGraduate, by: Actor) -> UnemployedGraduate:
    """The tag, locked, if `by` is a clerk whose agency looks after it. Raises NotAllowed."""
    locked = _locked(tag)
    inside = bool(by.agency_path) and locked.agency.path.startswith(by.agency_path)
    if by.kind != "clerk" or not by.roles & DESK_ROLES or not inside:
        raise NotAllowed(f"{by.kind} {by.id}: graduate {tag.pk}")
    return locked


def _locked(tag: UnemployedGraduate) -> UnemployedGraduate:
    rows = UnemployedGraduate.objects.select_related("person__merged_into", "graduation", "agency", "officer")
    return held(rows, tag.pk)


def _open(tag: UnemployedGraduate) -> UnemployedGraduate:
    if tag.ended_on:
        raise NotNow(_("这条服务已经结束(%(why)s)。") % {"why": tag.get_ending_display()})
    return tag


def person_of(tag: UnemployedGraduate) -> Person:
    """Whom it is of now, after a merge the record that stays."""
    return tag.person.merged_into or tag.person


def open_tag(
    graduation: Graduation, *, county: Region, wants: bool | None = None, by: Actor
) -> UnemployedGraduate | None:
    """Put a graduate on the list, inside the caller's verb; None where the 择业期 is over or the register says works.

    A person has one tag: a later graduation takes it over. wants: what the graduate said, None if not asked yet.
    """
    today, place = clock.today(), county_of(county)
    until = rules.choice_end(graduation.graduated_on, queries.choice_months(today, place.pk))
    if not rules.tagged("unemployed", until, today, works=queries.works(graduation.person)):
        return None
    days = law.value("graduates.first_contact_days", on=today, region=place.pk)
    facts = {
        "graduation": graduation,
        "region": place,
        "agency": agency_for(place),
        "until": until,
        "ended_on": None,
        "ending": "",
    }
    if wants is not None:
        facts |= {"wish": Wish.WANTS if wants else Wish.NO_WISH, "wish_on": today, "contacted_on": today}
    first = {"opened_on": today, "first_contact_due": law.due_day(today, days).day}
    tag, _made = UnemployedGraduate.objects.select_for_update(of=("self",)).update_or_create(
        person=graduation.person, defaults=facts, create_defaults=facts | first
    )
    record("graduate.tagged", subject_type="graduate", subject_id=tag.pk, by=by)
    return tag


@verb
def serve_elsewhere(
    tag: UnemployedGraduate, *, region: Region, agency: Agency, by: Actor
) -> UnemployedGraduate:
    """Another county goes on where the graduate lives now; clock and deeds stay, its officer is to be named."""
    locked = _locked(tag)
    locked.region, locked.agency, locked.officer = region, agency, None
    locked.save(update_fields=["region", "agency", "officer"])
    return locked


def _end(tag: UnemployedGraduate, ending: str, *, by: Actor, on: date | None = None) -> UnemployedGraduate:
    tag.ended_on, tag.ending = on or clock.today(), ending
    tag.save(update_fields=["ended_on", "ending"])
    record("graduate.untagged", subject_type="graduate", subject_id=tag.pk, by=by)
    return tag


@verb
def end_for_destination(tag: UnemployedGraduate, destination: str, *, by: Actor) -> UnemployedGraduate:
    """What a graduate said on reporting ends the tag: study, army, abroad, or work."""
    ending = destination if destination in (Ending.STUDY, Ending.ARMY, Ending.ABROAD) else Ending.SAID_WORKS
    return _end(_locked(tag), ending, by=by)


@verb
def end_as_mistake(tag: UnemployedGraduate, *, by: Actor) -> UnemployedGraduate:
    """The reception it rested on was revoked."""
    return _end(_locked(tag), Ending.MISTAKE, by=by)


@verb
def end_for_work(person: Person, *, by: Actor) -> UnemployedGraduate | None:
    """An employment was registered: the tag ends with that reason. None where there is nothing to end."""
    tag = queries.tag_of(person)
    if tag is None or tag.ended_on:
        return None
    return _end(_locked(tag), Ending.HIRED, by=by)


@verb
def reopen_after_work(person: Person, *, by: Actor) -> UnemployedGraduate | None:
    """An employment ended within the 择业期: back on the list, to be contacted anew. None where it does not apply."""
    tag, today = queries.tag_of(person), clock.today()
    if tag is None or not tag.ended_on or tag.ending not in UnemployedGraduate.AT_WORK:
        return None
    if tag.until < today or queries.works(person):
        return None
    return _reopen(_locked(tag), by=by)


def _reopen(tag: UnemployedGraduate, *, by: Actor) -> UnemployedGraduate:
    today = clock.today()
    days = law.value("graduates.first_contact_days", on=today, region=tag.region_id)
    tag.ended_on, tag.ending, tag.wish, tag.wish_note = None, "", Wish.UNKNOWN, ""
    tag.wish_on = tag.contacted_on = None
    tag.first_contact_due = law.due_day(today, days).day
    tag.save()
    record("graduate.tagged", subject_type="graduate", subject_id=tag.pk, by=by)
    return tag


@verb
def say_employed(tag: UnemployedGraduate, *, unit: str, by: Actor) -> UnemployedGraduate:
    """«我已经就业»: the graduate's own word ends the service; it can be taken back. Raises NotAllowed, NotNow."""
    locked = _open(mine(tag, by))
    locked.wish_note = unit.strip()[:200]
    locked.save(update_fields=["wish_note"])
    return _end(locked, Ending.SAID_WORKS, by=by)


@verb
def say_wish(tag: UnemployedGraduate, *, wants: bool, by: Actor) -> UnemployedGraduate:
    """«暂时不需要服务», or «需要»: nobody is disturbed who said no, and yes may be said at any time.

    A tag that ended by the graduate's own word opens again with «需要», within the 择业期. Raises NotAllowed, NotNow.
    """
    locked, today = mine(tag, by), clock.today()
    if locked.ended_on and wants and locked.ending == Ending.SAID_WORKS and locked.until >= today:
        if queries.works(locked.person):
            raise NotNow(_("单位已为您办了就业登记。那份工作结束了,请先在“我的就业”里说明。"))
        locked = _reopen(locked, by=by)
    _open(locked)
    return _wish(locked, Wish.WANTS if wants else Wish.NO_WISH, "", by=by)


def _wish(tag: UnemployedGraduate, wish: str, note: str, *, by: Actor) -> UnemployedGraduate:
    today = clock.today()
    tag.wish, tag.wish_on, tag.wish_note = wish, today, note.strip()[:200]
    if wish != Wish.LOST:
        tag.contacted_on = tag.contacted_on or today
    tag.save(update_fields=["wish", "wish_on", "wish_note", "contacted_on"])
    record(f"graduate.{wish}", subject_type="graduate", subject_id=tag.pk, by=by)
    return tag


@verb
def assign(tag: UnemployedGraduate, clerk: Clerk, *, by: Actor) -> UnemployedGraduate:
    """Name the 服务专员; the graduate is told who it is. Raises NotAllowed, NotNow."""
    locked = _open(at_desk(tag, by))
    if locked.officer_id == clerk.pk:
        return locked
    locked.officer = clerk
    locked.save(update_fields=["officer"])
    record("graduate.assigned", subject_type="graduate", subject_id=locked.pk, by=by)
    words = {"agency": locked.agency.name, "clerk": clerk.name}
    body = _("%(agency)s的%(clerk)s是您的服务专员:讲政策、职业指导、推荐岗位、培训和见习,都免费。") % words
    _tell(locked, f"officer-{clerk.pk}", _("您有了就业服务专员"), body)
    return locked


def _tell(tag: UnemployedGraduate, what: str, title: str, body: str) -> None:
    link = reverse("registration:graduation")
    key = f"graduate-{tag.pk}-{tag.opened_on:%Y%m%d}-{what}"
    tell(person_of(tag), key=key, kind="graduate", title=title, body=body, link=link)


@verb
def contact(
    tag: UnemployedGraduate, *, clerk: Clerk, channel: str, outcome: str, wish: str, note: str, by: Actor
) -> GraduateContact:
    """Write down a try to reach the graduate; when reached, what they wish. Raises NotAllowed, NotNow.

    wish: «wants» or «no_wish» when reached, else empty.
    """
    locked = _open(at_desk(tag, by))
    made = GraduateContact.objects.create(
        tag=locked, channel=channel, outcome=outcome, note=note.strip(), clerk=clerk, at=clock.now()
    )
    record("graduate.contacted", subject_type="graduate", subject_id=locked.pk, by=by)
    if outcome == GraduateContact.Outcome.REACHED:
        _wish(locked, wish or Wish.WANTS, note, by=by)
        if wish == Wish.NO_WISH:
            body = _("已按您说的记下,不再打扰。以后需要,随时在“毕业以后”里点“需要服务”,或拨打12333。")
            _tell(locked, f"no-wish-{made.pk}", _("已记下:暂时不需要就业服务"), body)
    return made


@verb
def mark_lost(tag: UnemployedGraduate, *, by: Actor) -> UnemployedGraduate:
    """«失联», by a named clerk and only after tries by as many kinds as the rule asks; told, and open to be undone.

    Raises NotAllowed, NotNow.
    """
    locked = _open(at_desk(tag, by))
    tries = locked.contacts.order_by("-at", "-pk").values_list("channel", "outcome")
    channels = law.value("graduates.lost_channels", on=clock.today(), region=locked.region_id)
    if not rules.is_lost(tries, channels):
        raise NotNow(
            _("要先用%(n)s种方式联系过、都没联系上,才能记为失联。请先记下联系情况。") % {"n": channels}
        )
    _wish(locked, Wish.LOST, "", by=by)
    body = _("我们用两种方式都没有联系上您,先记为“失联”。服务没有取消:在“毕业以后”里点“需要服务”就恢复。")
    title = _("我们没有联系上您")
    _tell(locked, f"lost-{clock.today():%Y%m%d}", title, body)
    return locked


@verb
def do(
    tag: UnemployedGraduate, *, clerk: Clerk, kind: str, day: date, note: str, key: str, by: Actor
) -> GraduateAct | None:
    """Write down one link of the chain by hand; None when the same was written before.

    key: of the form it came from, so that a form sent twice counts once. Raises NotAllowed, NotNow.
    """
    locked = _open(at_desk(tag, by))
    if not locked.graduation.graduated_on <= day <= clock.today():
        raise NotNow(_("日期要在毕业以后、今天以前。"))
    return count(locked, kind=kind, day=day, source=f"desk:{key}", note=note, clerk=clerk, by=by)


def count(
    tag: UnemployedGraduate,
    *,
    kind: str,
    day: date,
    source: str,
    note: str = "",
    clerk: Clerk | None = None,
    by: Actor,
) -> GraduateAct | None:
    """Count something done for a tagged graduate, once for each source; inside the caller's verb."""
    try:
        with transaction.atomic():
            made = GraduateAct.objects.create(
                graduation=tag.graduation,
                kind=kind,
                day=day,
                source=source[:80],
                note=note.strip()[:200],
                clerk=clerk,
                made_at=clock.now(),
            )
    except IntegrityError:
        return None
    if not tag.contacted_on:
        tag.contacted_on = clock.today()
        tag.save(update_fields=["contacted_on"])
    record("graduate.served", subject_type="graduate", subject_id=tag.pk, by=by, payload={"kind": kind})
    return made


@verb
def count_for(person: Person, *, kind: str, source: str, note: str = "", by: Actor) -> GraduateAct | None:
    """What another room did for somebody, counted if they are a tagged graduate; None for everybody else.

    kind: talk, guidance, referral or training. source: what it was («referral:0195…»); the same counts once.
    """
    tag = queries.tag_of(person)
    if tag is None or tag.ended_on:
        return None
    return count(_locked(tag), kind=kind, day=clock.today(), source=source, note=note, by=by)


@verb
def expire(today: date, *, by: Actor) -> int:
    """End the tags whose 择业期 is over; how many. The people keep every other service."""
    rows = UnemployedGraduate.objects.select_for_update(of=("self",), skip_locked=True)
    old = list(rows.filter(ended_on__isnull=True, until__lt=today).order_by("until")[:1000])
    for tag in old:
        _end(tag, Ending.EXPIRED, by=by, on=tag.until)
    return len(old)


@verb
def adopt(person: Person, *, by: Actor) -> int:
    """What a school named under this number before the person was known here becomes theirs; how many graduations."""
    before = queries.twins(person)
    if not before:
        return 0
    rows = Graduation.objects.select_for_update(of=("self",)).filter(person__in=before).order_by("pk")
    own = set(Graduation.objects.filter(person=person).values_list("school", "graduated_on"))
    moved: list[Any] = []
    for row in rows:
        if (row.school_id, row.graduated_on) not in own:
            row.person = person
            row.save(update_fields=["person"])
            moved.append(row.pk)
    if not UnemployedGraduate.objects.filter(person=person).exists():
        tags = UnemployedGraduate.objects.filter(person__in=before, graduation__in=moved)
        tag = tags.order_by(*("ended_on", "-until")).first()
        if tag:
            tag.person = person
            tag.save(update_fields=["person"])
            if (
                not tag.ended_on
                and Spell.objects.filter(person=person, period__endswith__isnull=True)
                .exclude(kind=Spell.Kind.UNEMPLOYMENT)
                .exists()
            ):
                _end(tag, Ending.HIRED, by=by)
    if moved:
        record("graduate.adopted", subject_type="person", subject_id=person.pk, by=by)
    return len(moved)
