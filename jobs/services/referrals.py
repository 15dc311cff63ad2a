"""Referrals (推荐信): a clerk recommends a person for an open vacancy; later both sides say what came of it."""

from datetime import timedelta

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.models import Clerk, Membership, Person, User
from portal.agencies.queries import SICHUAN
from portal.casework import policy
from portal.casework.services.stepping import NotAllowed
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.ids import in_use, public_number
from portal.notices.services import tell, tell_members
from portal.rules import queries as law

from ..models import OPEN, Referral, Resume, Vacancy
from ..policy import POSTING
from .applications import VacancyShut, takes
from .guidance import people_for

FOUND = 20
RELATED = ("vacancy__employer__organisation", "vacancy__region", "person", "clerk", "agency")


class MatchingOff(Exception):
    """The person switched recommending off: only who asks for it at the desk gets a referral."""


def referrals_for(actor: Actor) -> QuerySet[Referral]:
    """Referrals of the clerk's agency and below, the newest first; others are not found."""
    if not policy.at_desk(actor):
        return Referral.objects.none()
    rows = Referral.objects.filter(agency__path__startswith=actor.agency_path)
    return rows.select_related(*RELATED).order_by("-made_at", "-pk")


def of_person(person: Person) -> QuerySet[Referral]:
    """A person's own referrals, the newest first."""
    return Referral.objects.filter(person=person).select_related(*RELATED).order_by("-made_at", "-pk")


def for_seats_of(user: User) -> QuerySet[Referral]:
    """Referrals to the organisations one may post for; another employer's are not found."""
    mine = Membership.objects.filter(user=user, active=True, role__in=POSTING).values("organisation")
    rows = Referral.objects.filter(vacancy__employer__in=mine).select_related(*RELATED)
    return rows.order_by("-made_at", "-pk")


def unanswered(rows: QuerySet[Referral]) -> QuerySet[Referral]:
    """Those somebody was asked about and did not answer."""
    silent = Q(person_result="", stopped_at__isnull=True) | Q(employer_result="")
    return rows.filter(silent, asked_at__isnull=False)


def counts(actor: Actor, *, months: int = 3) -> list[dict]:
    """How many each clerk wrote by month, this month first, and how many began to work by either side's word."""
    first = clock.today().replace(day=1)
    for _turn in range(months - 1):
        first = (first - timedelta(days=1)).replace(day=1)
    since = clock.now().replace(year=first.year, month=first.month, day=1, hour=0, minute=0, second=0)
    hired = Q(person_result="hired") | Q(employer_result="hired")
    rows = referrals_for(actor).select_related(None).filter(made_at__gte=since).order_by()
    rows = rows.annotate(month=TruncMonth("made_at", tzinfo=clock.ZONE)).values(
        "month", "clerk__name", "clerk"
    )
    rows = rows.annotate(many=Count("pk"), hired=Count("pk", filter=hired))
    return list(rows.order_by("-month", "clerk__name", "clerk"))


def found_vacancies(words: str) -> list[Vacancy]:
    """Open vacancies by their number, or by words of the title or the employer's name; the newest first."""
    words = words.strip()
    rows = Vacancy.objects.filter(state=OPEN, hidden_at__isnull=True, valid_until__gte=clock.today())
    rows = rows.select_related("employer__organisation", "region")
    exact = rows.filter(number=words.upper())
    if exact.exists():
        return list(exact)
    named = Q(title__icontains=words) | Q(employer__organisation__name__icontains=words)
    return list(rows.filter(named).order_by("-opened_at", "-pk")[:FOUND])


@verb
def refer(
    person: Person, vacancy: Vacancy, *, consent: str, words: str = "", by: Actor
) -> tuple[Referral, bool]:
    """Write a referral; the same person and vacancy again give the first one back.

    consent: Referral.Consent, how the person agreed that the employer learns name and phone.
    Raises NotAllowed where the clerk does not serve the person, VacancyShut, MatchingOff.
    """
    if not people_for(by).filter(pk=person.pk).exists():
        raise NotAllowed(f"{by.id} does not serve {person.pk}")
    rows = Vacancy.objects.select_related("employer__organisation")
    locked = rows.select_for_update(of=("self",), no_key=True).get(pk=vacancy.pk)
    standing = Referral.objects.filter(person=person, vacancy=locked).first()
    if standing:
        return standing, False
    if not takes(locked):
        raise VacancyShut(locked.number)
    off = Resume.objects.filter(person=person, matching=False).exists()
    if off and consent != Referral.Consent.PRESENT:
        raise MatchingOff
    clerk = Clerk.objects.select_related("agency").get(pk=by.id)
    made = Referral.objects.create(
        number=public_number("TJ", clock.today(), taken=in_use(Referral)),
        person=person,
        vacancy=locked,
        clerk=clerk,
        agency=clerk.agency,
        consent=consent,
        words=words.strip() or None,
        made_at=clock.now(),
    )
    record("referral.made", subject_type="referral", subject_id=made.pk, by=by)
    body = _("%(clerk)s推荐您去%(unit)s。打开看联系电话,可以打印。")
    _tell_person(made, "made", _("给您开了推荐信:%(title)s"), body)
    body = _("%(agency)s推荐一位求职者应聘“%(title)s”。请尽快联系本人。")
    _tell_unit(made, "made", _("公共就业服务机构推荐了一位求职者"), body)
    return made, True


def _words(row: Referral) -> dict[str, str]:
    return {
        "title": row.vacancy.title,
        "unit": row.vacancy.employer.organisation.name,
        "clerk": row.clerk.name,
        "agency": row.agency.name,
    }


def _tell_person(row: Referral, what: str, title: str, body: str) -> None:
    link, words = reverse("jobs:my_referral", args=[row.pk]), _words(row)
    key = f"referral-{what}-{row.pk}"
    tell(row.person, key=key, kind="application", title=title % words, body=body % words, link=link)


def _tell_unit(row: Referral, what: str, title: str, body: str) -> None:
    """Every active member of the unit; no name stands in the message."""
    link, words = reverse("jobs:employer_referral", args=[row.pk]), _words(row)
    unit, key = row.vacancy.employer.organisation, f"referral-{what}-{row.pk}"
    tell_members(unit, key=key, kind="application", title=title % words, body=body % words, link=link)


def _locked(referral: Referral) -> Referral:
    return Referral.objects.select_for_update(of=("self",)).select_related(*RELATED).get(pk=referral.pk)


@verb
def person_says(referral: Referral, result: str, *, by: Actor) -> Referral:
    """The person's own answer; a later one takes the place of an earlier one, the history keeps both."""
    row = _locked(referral)
    if by.kind != "person" or by.id != str(row.person_id):
        raise NotAllowed("only the person answers for the person")
    row.person_result, row.person_at = Referral.Result(result), clock.now()
    row.save(update_fields=["person_result", "person_at"])
    _noted(row, "person", result, by)
    return row


@verb
def employer_says(referral: Referral, result: str, *, by: Actor) -> Referral:
    """The employer's answer, kept beside the person's and never over it."""
    row = _locked(referral)
    if by.kind != "organisation" or by.id != str(row.vacancy.employer_id):
        raise NotAllowed("only the employer answers for the employer")
    row.employer_result, row.employer_at = Referral.Result(result), clock.now()
    row.save(update_fields=["employer_result", "employer_at"])
    _noted(row, "employer", result, by)
    return row


def _noted(row: Referral, side: str, result: str, by: Actor) -> None:
    payload = {"side": side, "result": str(result)}
    record("referral.answered", subject_type="referral", subject_id=row.pk, by=by, payload=payload)


@verb
def stop_asking(referral: Referral, *, by: Actor) -> Referral:
    """The person does not want to be asked; the employer still is. Said twice it stays as first said."""
    row = _locked(referral)
    if by.kind != "person" or by.id != str(row.person_id):
        raise NotAllowed("only the person stops it")
    if row.stopped_at is None:
        row.stopped_at = clock.now()
        row.save(update_fields=["stopped_at"])
        record("referral.stopped", subject_type="referral", subject_id=row.pk, by=by)
    return row


def due(*, limit: int = 1000) -> list[Referral]:
    """Referrals whose result is to be asked for now (`referral.ask_days`), the oldest first."""
    days = int(law.value("referral.ask_days", on=clock.today(), region=SICHUAN))
    rows = Referral.objects.filter(asked_at__isnull=True, made_at__lte=clock.now() - timedelta(days=days))
    return list(rows.order_by("made_at", "pk")[:limit])


@verb
def ask(referral: Referral, *, by: Actor) -> bool:
    """Ask each side that has not answered, once; False when somebody asked meanwhile."""
    row = _locked(referral)
    if row.asked_at:
        return False
    row.asked_at = clock.now()
    row.save(update_fields=["asked_at"])
    if not row.person_result and row.stopped_at is None:
        body = _("点一下告诉我们结果。没联系上也请说,我们再帮您找。")
        _tell_person(row, "asked", _("推荐的岗位怎么样了?%(title)s"), body)
    if not row.employer_result:
        body = _("点一下告诉我们结果,我们好安排后面的推荐。")
        _tell_unit(row, "asked", _("推荐的求职者怎么样了?%(title)s"), body)
    record("referral.asked", subject_type="referral", subject_id=row.pk, by=by)
    return True
