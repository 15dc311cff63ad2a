"""Reports of vacancies: counted, acted on at once where enough people say the same, decided by a clerk."""

from collections import Counter

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from portal.accounts.models import Clerk, Person, Role
from portal.agencies.models import Agency
from portal.agencies.queries import SICHUAN
from portal.casework import policy
from portal.events.models import Event
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.notices.services import tell, tell_members
from portal.rules import queries as law

from ..models import Report, Vacancy
from . import openings, vacancies

SALT = "jobs.report"
DECIDERS = frozenset({Role.REVIEW, Role.RECHECK})


def key_of(person: Person | None, address: str) -> str:
    """What tells reporters apart: a keyed digest of the person, or of a visitor's address on this day."""
    told = f"person:{person.pk}" if person else f"address:{address}:{clock.today():%Y%m%d}"
    return salted_hmac(SALT, told, algorithm="sha256").hexdigest()


def independent(rows: list[Report]) -> int:
    """How many reporters these are at least: each person, and the visitors of the fullest day.

    A visitor of another day may be the same one again; nothing is kept that could tell.
    """
    people = {row.person_id for row in rows if row.person_id}
    days = Counter(row.made_on for row in rows if not row.person_id)
    return len(people) + max(days.values(), default=0)


def may_decide(actor: Actor) -> bool:
    """Reviewers decide; the window only reads."""
    return actor.kind == "clerk" and bool(actor.roles & DECIDERS)


def for_clerk(actor: Actor) -> QuerySet[Vacancy]:
    """Reported vacancies in the region of the clerk's agency; others are not found."""
    if not policy.at_desk(actor):
        return Vacancy.objects.none()
    region = Agency.objects.values_list("region__path", flat=True).get(pk=actor.agency_id)
    rows = Vacancy.objects.filter(region__path__startswith=region, pk__in=Report.objects.values("vacancy"))
    return rows.select_related("employer__organisation", "region")


@verb
def report(
    vacancy: Vacancy, *, person: Person | None, address: str, reason: str, text: str, by: Actor
) -> tuple[Report, bool]:
    """Keep a report; the same reporter's second one gives the first back. Enough of them hide the vacancy."""
    rows = Vacancy.objects.select_related("employer__organisation", "occupation", "region")
    locked = rows.select_for_update(of=("self",), no_key=True).get(pk=vacancy.pk)
    key = key_of(person, address)
    standing = Report.objects.filter(vacancy=locked, key=key).first()
    if standing:
        return standing, False
    made = Report.objects.create(
        vacancy=locked,
        person=person,
        key=key,
        reason=reason,
        text=text or None,
        made_at=clock.now(),
        made_on=clock.today(),
    )
    record("report.made", subject_type="vacancy", subject_id=locked.pk, by=by, payload={"reason": reason})
    waiting = list(locked.reports.filter(outcome=Report.Outcome.OPEN).order_by("made_at", "pk"))
    enough = law.value("report.hides_from", on=clock.today(), region=SICHUAN)
    if not locked.hidden_at and independent(waiting) >= enough:
        hide(locked, by=by)
    return made, True


@verb
def hide(vacancy: Vacancy, *, by: Actor) -> Vacancy:
    """Take it out of the public's sight until a clerk has looked; the unit is told."""
    locked = _locked(vacancy)
    locked.hidden_at = clock.now()
    locked.save(update_fields=["hidden_at"])
    openings.index(locked)
    event = record("vacancy.hide", subject_type="vacancy", subject_id=locked.pk, by=by)
    body = _("岗位%(number)s被多人举报,先不公开,我们正在核查。有说明请拨打12333。")
    _tell_unit(locked, event, _("岗位先不公开:%(title)s"), body)
    return locked


def _locked(vacancy: Vacancy) -> Vacancy:
    rows = Vacancy.objects.select_related("employer__organisation", "occupation", "region")
    return rows.select_for_update(of=("self",)).get(pk=vacancy.pk)


def _decide(vacancy: Vacancy, outcome: str, clerk: Clerk) -> list[Report]:
    """Every open report of the vacancy gets the outcome."""
    rows = list(
        Report.objects.filter(vacancy=vacancy, outcome=Report.Outcome.OPEN)
        .select_related("person")
        .order_by("pk")
    )
    for row in rows:
        row.outcome, row.decided_at, row.decided_by = outcome, clock.now(), clerk
        row.save(update_fields=["outcome", "decided_at", "decided_by"])
    return rows


@verb
def uphold(vacancy: Vacancy, *, clerk: Clerk, by: Actor) -> int:
    """It is true: the vacancy is taken down, who applied is warned, reporters and unit are told.

    Returns how many reports were decided; with none waiting nothing happens.
    """
    locked = _locked(vacancy)
    decided = _decide(locked, Report.Outcome.UPHELD, clerk)
    if not decided:
        return 0
    if locked.state in vacancies.MOVES["remove"][0]:
        vacancies.remove(locked, by=by)
    event = record("report.uphold", subject_type="vacancy", subject_id=locked.pk, by=by)
    _tell_reporters(locked, decided, _("您举报的岗位已经核实并下架。谢谢您提醒大家。"))
    _tell_unit(
        locked,
        event,
        _("岗位已下架:%(title)s"),
        _("岗位%(number)s经核查,举报属实,已下架。有异议请拨打12333。"),
    )
    return len(decided)


@verb
def dismiss(vacancy: Vacancy, *, clerk: Clerk, by: Actor) -> int:
    """Nothing was found: the vacancy is shown again; reporters and unit are told. Returns how many were decided."""
    locked = _locked(vacancy)
    decided = _decide(locked, Report.Outcome.DISMISSED, clerk)
    if not decided:
        return 0
    hidden = locked.hidden_at is not None
    if hidden:
        locked.hidden_at = None
        locked.save(update_fields=["hidden_at"])
        openings.index(locked)
    event = record("report.dismiss", subject_type="vacancy", subject_id=locked.pk, by=by)
    _tell_reporters(locked, decided, _("我们核查了您举报的岗位,没有查实。有新的情况请再告诉我们。"))
    if hidden:
        _tell_unit(locked, event, _("岗位恢复公开:%(title)s"), _("岗位%(number)s核查完毕,已恢复公开。"))
    return len(decided)


def _tell_reporters(vacancy: Vacancy, rows: list[Report], body: str) -> None:
    """Who signed in to report; visitors are known to nobody."""
    for row in rows:
        if row.person:
            key = f"report-decided-{row.pk}"
            title = _("举报有结果了:%(title)s") % {"title": vacancy.title}
            tell(row.person, key=key, kind="report", title=title, body=body)


def _tell_unit(vacancy: Vacancy, event: Event, title: str, body: str) -> None:
    """Every active member of the unit, once for the event; never who reported."""
    words = {"title": vacancy.title, "number": vacancy.number}
    link = reverse("jobs:employer", args=[vacancy.employer_id])
    unit, key = vacancy.employer.organisation, f"report-{event.pk}"
    tell_members(unit, key=key, kind="vacancy", title=title % words, body=body % words, link=link)
