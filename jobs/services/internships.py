"""见习协议: one table of moves; written by the unit, agreed to by the intern, ended by its day or by either side."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal

from django.db import IntegrityError
from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.models import Membership, Person, User
from portal.casework.services.stepping import NotAllowed
from portal.events.services import record, transaction_by, verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.dates import full_text
from portal.kernel.ids import in_use, public_number
from portal.notices.services import tell
from portal.rules import queries as law

from ..models import Application, ApplicationState, Internship, InternshipBase, Kind
from ..policy import POSTING
from ..rules import internships as rules
from .internship_bases import ensure_unit, standing, tell_unit

S = Internship.State
BY = Internship.EndedBy
STANDING = (S.OFFERED, S.RUNNING, S.ENDED)
MOVES: dict[str, tuple[frozenset[str], str]] = {
    "agree": (frozenset({S.OFFERED}), S.RUNNING),
    "decline": (frozenset({S.OFFERED}), S.DECLINED),
    "cancel": (frozenset({S.OFFERED, S.RUNNING}), S.CANCELLED),
    "end": (frozenset({S.RUNNING}), S.ENDED),
    "keep": (frozenset({S.ENDED}), S.ENDED),
    "confirm": (frozenset({S.ENDED}), S.ENDED),
}


class InternshipRefused(Exception):
    """`why`: no_base | not_taken | written | past | short | long | stipend | overlap | moved | told | running."""

    def __init__(self, why: str, **facts: object) -> None:
        super().__init__(why)
        self.why, self.facts = why, facts


def of_person(person: Person) -> QuerySet[Internship]:
    """One's own agreements, the newest first."""
    rows = Internship.objects.filter(person_id__in=person.all_ids)
    return rows.select_related("base__employer__organisation", "application__vacancy").order_by(
        "-made_at", "-pk"
    )


def for_seats_of(user: User) -> QuerySet[Internship]:
    """Agreements of the units one may post for; another unit's are not found."""
    mine = Membership.objects.filter(user=user, active=True, role__in=POSTING).values("organisation")
    rows = Internship.objects.filter(base__employer__in=mine)
    return rows.select_related("base__employer__organisation", "application__vacancy", "person").order_by(
        "-begins", "-pk"
    )


def waiting_for(base: InternshipBase) -> QuerySet[Application]:
    """Whom the unit has taken for an internship without an agreement yet."""
    written = Internship.objects.filter(state__in=STANDING).values("application")
    rows = Application.objects.filter(
        vacancy__employer=base.employer_id, vacancy__kind=Kind.INTERNSHIP, state=ApplicationState.HIRED
    )
    return rows.exclude(pk__in=written).select_related("vacancy", "person").order_by("made_at", "pk")


def months_allowed(day: date, region: str) -> tuple[int, int]:
    """How many months an internship lasts at least and at most. Raises LawMissing."""
    least = law.value("internship.min_months", on=day, region=region)
    return int(least), int(law.value("internship.max_months", on=day, region=region))


def _checked(base: InternshipBase, begins: date, ends: date, stipend: Decimal) -> None:
    if begins < clock.today():
        raise InternshipRefused("past")
    least, most = months_allowed(begins, base.region_id)
    fault = rules.term_fault(begins, ends, least=least, most=most)
    if fault:
        raise InternshipRefused(fault, least=least, most=most)
    if stipend < base.stipend:
        raise InternshipRefused("stipend", least=base.stipend)


@verb
def offer(
    application: Application,
    *,
    begins: date,
    ends: date,
    mentor: str,
    stipend: Decimal,
    policy: str,
    by: Actor,
) -> Internship:
    """Write an agreement for somebody who was taken; it holds once the intern agrees. stipend in yuan a month.

    Raises NotAllowed, InternshipRefused, LawMissing.
    Source: 财社〔2023〕181号 (3 to 12 months; stipend and accident insurance).
    """
    rows = Application.objects.select_related("vacancy__employer__organisation", "person")
    taken = rows.select_for_update(of=("self",)).get(pk=application.pk)
    ensure_unit(taken.vacancy.employer_id, by)
    base = standing(taken.vacancy.employer)
    if base is None:
        raise InternshipRefused("no_base")
    if taken.state != ApplicationState.HIRED or taken.vacancy.kind != Kind.INTERNSHIP:
        raise InternshipRefused("not_taken")
    if taken.internships.filter(state__in=STANDING).exists():
        raise InternshipRefused("written")
    _checked(base, begins, ends, stipend)
    made = Internship.objects.create(
        number=public_number("XY", clock.today(), taken=in_use(Internship)),
        base=base,
        application=taken,
        person=taken.person,
        begins=begins,
        ends=ends,
        mentor=mentor,
        stipend=stipend,
        policy=policy,
        made_at=clock.now(),
    )
    record("internship.offered", subject_type="internship", subject_id=made.pk, by=by)
    words = {"begins": full_text(begins), "ends": full_text(ends)}
    body = (
        _("%(begins)s到%(ends)s。请看清楚生活费、带教人和保险,同意后协议才生效。见习不替代劳动合同。") % words
    )
    _tell(made, "offered", _("请看见习协议:%(unit)s"), body)
    return made


def _tell(row: Internship, what: str, title: str, body: str) -> None:
    words = title % {"unit": row.base.employer.organisation.name}
    link, key = reverse("jobs:my_internship", args=[row.pk]), f"internship-{row.pk}-{what}"
    tell(row.person, key=key, kind="internship", title=words, body=body, link=link)


def _tell_unit(row: Internship, what: str, title: str, body: str) -> None:
    words = title % {"number": row.number}
    unit = row.base.employer.organisation
    tell_unit(unit, key=f"internship-{row.pk}-{what}", title=words, body=body)


BY_PERSON, BY_UNIT = frozenset({"agree", "decline", "confirm"}), frozenset({"keep"})


def _allowed(row: Internship, move: str, by: Actor) -> None:
    """The intern agrees, declines, confirms; the unit says whom it kept; either ends it; the system by its day."""
    if by.kind == "person" and move not in BY_UNIT and by.id in map(str, row.person.all_ids):
        return
    if by.kind == "system" and move == "end":
        return
    if move in BY_PERSON:
        raise NotAllowed(f"{by.kind} {by.id}: {move} {row.number}")
    ensure_unit(row.base.employer_id, by)


@contextmanager
def moving(row: Internship, move: str, *, by: Actor) -> Iterator[Internship]:
    """Take one move of MOVES; the body changes the locked row.

    Raises NotAllowed for who has no part in it, InternshipRefused («moved», «overlap»).
    """
    try:
        with transaction_by(by):
            rows = Internship.objects.select_related("base__employer__organisation", "person")
            locked = rows.select_for_update(of=("self",)).get(pk=row.pk)
            _allowed(locked, move, by)
            begins, ends = MOVES[move]
            if locked.state not in begins:
                raise InternshipRefused("moved")
            locked.state = ends
            yield locked
            locked.save()
            record(f"internship.{move}", subject_type="internship", subject_id=locked.pk, by=by)
    except IntegrityError as error:
        if "internship_one_at_a_time" not in str(error):
            raise
        raise InternshipRefused("overlap") from error


def agree(row: Internship, *, graduated_on: date | None, by: Actor) -> Internship:
    """The intern agrees: the agreement holds. Two that overlap in time cannot both; the database says so."""
    with moving(row, "agree", by=by) as locked:
        if locked.ends < clock.today():
            raise InternshipRefused("past")
        locked.agreed_at, locked.graduated_on = clock.now(), graduated_on
        _tell_unit(
            locked, "agreed", _("本人已同意见习协议:%(number)s"), _("请按时安排带教,按月足额发放生活费。")
        )
    return locked


def decline(row: Internship, *, why: str, by: Actor) -> Internship:
    """The intern does not want it; the unit may write another."""
    with moving(row, "decline", by=by) as locked:
        locked.why = why
        _tell_unit(locked, "declined", _("本人没有同意见习协议:%(number)s"), _("原因:%(why)s") % {"why": why})
    return locked


def end(row: Internship, *, why: str, by: Actor) -> Internship:
    """Either side ends it early, today being the last day; before its first day it is called off instead."""
    early = row.state == S.OFFERED or row.begins > clock.today()
    with moving(row, "cancel" if early else "end", by=by) as locked:
        if not early:
            locked.ended_on = min(clock.today(), locked.ends)
            locked.ended_by = BY.PERSON if by.kind == "person" else BY.UNIT
        locked.why = why
        body = _("原因:%(why)s") % {"why": why}
        if by.kind == "person":
            _tell_unit(locked, "ended", _("本人提前结束了见习:%(number)s"), body)
        else:
            body += _("\n您不同意的,可以拨打12333,或到窗口请工作人员调解。")
            _tell(locked, "ended", _("%(unit)s提前结束了您的见习"), body)
    return locked


def expire(row: Internship, *, by: Actor) -> Internship:
    """Its last day is over: both sides are told what comes next."""
    with moving(row, "end", by=by) as locked:
        locked.ended_on, locked.ended_by = locked.ends, BY.TERM
        _tell_unit(locked, "ended", _("见习期满:%(number)s"), _("请填写有没有留用。留用的要签劳动合同。"))
        _tell(locked, "ended", _("见习期满:%(unit)s"), _("留下来工作的,单位应当和您签劳动合同。"))
    return locked


def keep(row: Internship, *, kept: bool, by: Actor) -> Internship:
    """The unit says whether a labour contract was signed; the intern is asked whether that is so.

    Raises InternshipRefused («told») once the intern has confirmed it.
    """
    with moving(row, "keep", by=by) as locked:
        if locked.confirmed:
            raise InternshipRefused("told")
        locked.kept, locked.kept_at, locked.confirmed = kept, clock.now(), None
        told = _("单位说和您签了劳动合同。") if kept else _("单位说没有留用您。")
        words = f"{told}{_('请您确认是不是这样。')}"
        _tell(locked, f"kept-{clock.now():%Y%m%d%H%M%S}", _("请确认是否留用:%(unit)s"), words)
    return locked


def confirm(row: Internship, *, right: bool, by: Actor) -> Internship:
    """The intern says whether what the unit wrote is so. Raises InternshipRefused («told») before the unit wrote."""
    with moving(row, "confirm", by=by) as locked:
        if locked.kept is None:
            raise InternshipRefused("told")
        locked.confirmed = right
        if not right:
            _tell_unit(locked, "denied", _("本人说留用情况不对:%(number)s"), _("请核对后重新填写。"))
    return locked


def expire_due(*, by: Actor) -> int:
    """End what is past its last day; returns how many. Each in a transaction of its own."""
    count = 0
    for row in Internship.objects.filter(state=S.RUNNING, ends__lt=clock.today()).order_by("ends", "pk"):
        try:
            expire(row, by=by)
        except InternshipRefused:
            continue
        count += 1
    return count


def unanswered(base: InternshipBase) -> QuerySet[Internship]:
    """Ended agreements of which the unit has not said whether it kept the intern."""
    return base.internships.filter(state=S.ENDED, kept__isnull=True).order_by(F("ended_on"), "pk")
