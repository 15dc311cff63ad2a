"""The life of an application: one table, one function for each move."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.models import Membership, Person, User
from portal.accounts.services.privacy import note_access
from portal.events.services import record, transaction_by, verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.fields import plaintext
from portal.notices.services import tell, tell_members

from ..models import (
    OPEN,
    Application,
    ApplicationEvent,
    ApplicationState,
    Employer,
    InterviewSlot,
    Kind,
    Opening,
    Resume,
    Vacancy,
)
from ..policy import POSTING
from ..rules.screening import screen
from .restoring import may_send_again

S = ApplicationState
WAITING = frozenset({S.SENT, S.SEEN})
RUNNING = WAITING | {S.INTERVIEW, S.OFFERED}
ANSWERS = frozenset({S.INTERVIEW, S.OFFERED, S.HIRED, S.REJECTED})
MOVES: dict[str, tuple[frozenset[str], str]] = {
    "see": (frozenset({S.SENT}), S.SEEN),
    "invite": (WAITING, S.INTERVIEW),
    "offer": (WAITING | {S.INTERVIEW}, S.OFFERED),
    "hire": (frozenset({S.OFFERED}), S.HIRED),
    "reject": (RUNNING, S.REJECTED),
    "withdraw": (RUNNING, S.WITHDRAWN),
    "lapse": (WAITING, S.LAPSED),
    "drop": (RUNNING, S.LAPSED),
    "again": (frozenset({S.LAPSED}), S.SENT),
}
KEEPS_SLOT = frozenset({S.INTERVIEW, S.OFFERED, S.HIRED})
EVENTS = {"hire": "application.hired"}


class VacancyShut(Exception):
    """The vacancy takes no applications now."""


class ApplicationMoved(Exception):
    """The application is no longer where this move may begin."""


class UnlawfulReason(Exception):
    """The added text names a ground the law forbids; `advice` says what to do."""

    def __init__(self, advice: list[str]) -> None:
        super().__init__("; ".join(advice))
        self.advice = advice


def of_person(person: Person) -> QuerySet[Application]:
    """A person's applications, the newest first."""
    rows = Application.objects.filter(person=person).select_related("vacancy__employer__organisation")
    return rows.order_by("-made_at", "-pk")


def for_seats_of(user: User) -> QuerySet[Application]:
    """Applications to the organisations one may post for; another employer's are not found."""
    mine = Membership.objects.filter(user=user, active=True, role__in=POSTING).values("organisation")
    rows = Application.objects.filter(vacancy__employer__in=mine)
    return rows.select_related("vacancy__employer__organisation", "person").order_by("-made_at", "-pk")


def takes(vacancy: Vacancy) -> bool:
    """Whether the vacancy takes applications now."""
    return vacancy.state == OPEN and not vacancy.hidden_at and vacancy.valid_until >= clock.today()


def snapshot(resume: Resume) -> str:
    """The CV as it is now, as JSON; it is sealed with the application."""
    entries = [
        {
            "kind": entry.kind,
            "place": plaintext(entry.place),
            "title": entry.title,
            "begins": entry.begins.isoformat() if entry.begins else "",
            "ends": entry.ends.isoformat() if entry.ends else "",
            "text": plaintext(entry.text) if entry.text else "",
        }
        for entry in resume.entries.order_by("kind", "-begins", "pk")
    ]
    facts = {
        "education": resume.get_education_display() or "",
        "experience": resume.experience,
        "skills": resume.skills,
        "intro": plaintext(resume.intro) if resume.intro else "",
        "entries": entries,
    }
    return json.dumps(facts, ensure_ascii=False)


def _step(row: Application) -> None:
    ApplicationEvent.objects.create(application=row, state=row.state, at=clock.now())


@verb
def apply(vacancy: Vacancy, person: Person, *, by: Actor) -> tuple[Application, bool]:
    """Send the stored CV; a second time gives the first one back. Raises VacancyShut."""
    rows = Vacancy.objects.select_related("employer__organisation")
    locked = rows.select_for_update(of=("self",), no_key=True).get(pk=vacancy.pk)
    standing = Application.objects.filter(vacancy=locked, person=person).exclude(state=S.WITHDRAWN).first()
    if standing and not (takes(locked) and may_send_again(standing)):
        return standing, False
    if not takes(locked):
        raise VacancyShut(locked.number)
    now = clock.now()
    resume, _new = Resume.objects.get_or_create(person=person, defaults={"made_at": now, "changed_at": now})
    if standing:
        return _again(standing, resume, by=by), True
    made = Application.objects.create(vacancy=locked, person=person, made_at=now, resume=snapshot(resume))
    _step(made)
    Employer.objects.filter(pk=locked.employer_id).update(applied=F("applied") + 1)
    Opening.objects.filter(vacancy=locked).update(applied=F("applied") + 1)
    record("application.sent", subject_type="application", subject_id=made.pk, by=by)
    _tell_unit(made, _("有人投递了“%(title)s”"), _("请尽快查看并答复。"))
    return made, True


def _again(standing: Application, resume: Resume, *, by: Actor) -> Application:
    """The vacancy is back and the person sends the CV of today once more; every clock begins anew."""
    with moving(standing, "again", by=by) as locked:
        locked.made_at, locked.resume = clock.now(), snapshot(resume)
        locked.answered_at, locked.reminded_at = None, None
    _tell_unit(locked, _("有人又投递了“%(title)s”"), _("岗位恢复后再次投递,请尽快查看并答复。"))
    return locked


def _turn(row: Application) -> str:
    """Sent again, an application tells everything again: the second time «-2»."""
    times = row.events.filter(state=S.SENT).count()
    return f"-{times}" if times > 1 else ""


def _tell_unit(row: Application, title: str, body: str) -> None:
    """Every active member of the unit."""
    link = reverse("jobs:application_answer", args=[row.pk])
    unit, words = row.vacancy.employer.organisation, {"title": row.vacancy.title}
    key = f"application-{row.pk}-{row.state}{_turn(row)}"
    tell_members(unit, key=key, kind="application", title=title % words, body=body, link=link)


def _tell_person(row: Application, body: str) -> None:
    title = _("%(state)s:%(title)s") % {"state": row.get_state_display(), "title": row.vacancy.title}
    link = reverse("jobs:application", args=[row.pk])
    key = f"application-{row.pk}-{row.state}{_turn(row)}"
    tell(row.person, key=key, kind="application", title=title, body=body, link=link)


@contextmanager
def moving(application: Application, move: str, *, by: Actor) -> Iterator[Application]:
    """Take one move of MOVES; the body changes the locked row. Raises ApplicationMoved."""
    with transaction_by(by):
        rows = Application.objects.select_related("vacancy__employer__organisation", "person")
        locked = rows.select_for_update(of=("self",)).get(pk=application.pk)
        begins, ends = MOVES[move]
        if locked.state not in begins:
            raise ApplicationMoved(f"{locked.pk} is {locked.state}: no {move}")
        locked.state = ends
        if ends in ANSWERS and locked.answered_at is None:
            locked.answered_at = clock.now()
            Employer.objects.filter(pk=locked.vacancy.employer_id).update(answered=F("answered") + 1)
        yield locked
        locked.save()
        if ends not in KEEPS_SLOT:
            InterviewSlot.objects.filter(application=locked).update(application=None, booked_at=None)
        _step(locked)
        name = EVENTS.get(move, f"application.{move}")
        record(name, subject_type="application", subject_id=locked.pk, by=by)


@verb
def see(application: Application, *, by: Actor) -> Application:
    """The unit opened it: the person reads so in their access record. Marked as seen once; that is no answer yet."""
    what = _("姓名、电话和投递时的简历")
    note_access(application.person, what=what, purpose=application.vacancy.number, by=by)
    if application.state != S.SENT:
        return application
    try:
        with moving(application, "see", by=by) as locked:
            pass
        return locked
    except ApplicationMoved:
        application.refresh_from_db()
        return application


def invite(application: Application, *, by: Actor) -> Application:
    """Ask the person to an interview."""
    with moving(application, "invite", by=by) as locked:
        times = InterviewSlot.objects.filter(vacancy=locked.vacancy, application__isnull=True)
        if times.filter(cancelled_at__isnull=True, begins__gt=clock.now()).exists():
            _tell_person(locked, _("单位邀请您面试,请选一个您方便的时间。"))
        else:
            _tell_person(locked, _("单位邀请您面试,会用您留的电话联系您。"))
    return locked


def offer(application: Application, *, by: Actor) -> Application:
    """Offer the work."""
    with moving(application, "offer", by=by) as locked:
        _tell_person(locked, _("单位想录用您。请和单位谈好入职时间和合同。"))
    return locked


def hire(application: Application, *, by: Actor) -> Application:
    """The person begins; the registers hear of it by `application.hired`."""
    with moving(application, "hire", by=by) as locked:
        if locked.vacancy.kind == Kind.INTERNSHIP:
            _tell_person(locked, _("恭喜您被录用见习。单位会发来见习协议,您同意后才生效。"))
        else:
            _tell_person(locked, _("恭喜您被录用。单位应当在一个月内和您签劳动合同。"))
    return locked


def reject(application: Application, *, reason: str, text: str = "", by: Actor) -> Application:
    """Say no for a lawful reason; text only adds. Raises UnlawfulReason where the text names a forbidden ground."""
    found = screen(text)
    if found.outcome == "reject":
        raise UnlawfulReason([hit.advice for hit in found.hits if hit.outcome == "reject"])
    with moving(application, "reject", by=by) as locked:
        locked.reason, locked.text = reason, text or None
        _tell_person(
            locked, _("原因:%(reason)s。可以看看别的岗位。") % {"reason": locked.get_reason_display()}
        )
    return locked


def lapse(application: Application, *, by: Actor) -> Application:
    """Nobody answered in time: it ends kindly. Raises ApplicationMoved where somebody did meanwhile."""
    with moving(application, "lapse", by=by) as locked:
        _tell_person(
            locked,
            _("单位一直没有答复,这份投递已自动结束。这不说明您不合适,可以看看别的岗位。"),
        )
    return locked


def drop(application: Application, *, by: Actor) -> Application:
    """Its vacancy was taken down: it ends wherever it was. Who tells the person why is the caller."""
    with moving(application, "drop", by=by) as locked:
        pass
    return locked


def withdraw(application: Application, *, by: Actor) -> Application:
    """The person takes it back."""
    with moving(application, "withdraw", by=by) as locked:
        _tell_unit(locked, _("求职者撤回了投递:%(title)s"), _("不用再答复这份投递。"))
    return locked
