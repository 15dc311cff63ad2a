"""Campaigns rolled over each year; fairs with booths, passes, and what was agreed at a booth."""

import functools
import secrets
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.core import signing
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.models import Person
from portal.casework import policy
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.dates import moment_text
from portal.notices.services import tell, tell_members

from ..models import Booth, Campaign, Employer, FairIntention, FairPass, JobFair

TEMPLATES = Path(__file__).resolve().parent.parent / "data" / "campaigns.yaml"
BOOTH, PASS = "jobs.fair.booth", "jobs.fair.pass"
RESULT_AFTER = timedelta(days=7)


class FairRefused(Exception):
    """`why`: unverified | full | over | forged | early | unknown | closed."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@functools.cache
def templates() -> list[dict[str, str]]:
    """The campaigns that come every year."""
    return yaml.safe_load(TEMPLATES.read_text(encoding="utf-8"))["campaigns"]


@verb
def roll_over(year: int, *, by: Actor) -> list[Campaign]:
    """Make the year's campaigns; those that stand already stay as they are. Returns the new ones."""
    made = []
    for each in templates():
        facts = {
            "slug": f"{each['code']}-{year}",
            "title": f"{year}年{each['title']}",
            "about": each["about"],
            "begins": date.fromisoformat(f"{year}-{each['begins']}"),
            "ends": date.fromisoformat(f"{year}-{each['ends']}"),
        }
        row, new = Campaign.objects.get_or_create(code=each["code"], year=year, defaults=facts)
        if new:
            made.append(row)
            record("campaign.made", subject_type="campaign", subject_id=row.slug, by=by)
    return made


def fairs_for(actor: Actor) -> QuerySet[JobFair]:
    """Fairs that a clerk of the desk holds the door of: those of the agency and below it."""
    if not policy.at_desk(actor):
        return JobFair.objects.none()
    rows = JobFair.objects.filter(agency__path__startswith=actor.agency_path)
    return rows.select_related("agency").order_by("-begins_at", "-pk")


def coming() -> QuerySet[JobFair]:
    """Fairs that have not ended, the next first."""
    rows = JobFair.objects.filter(ends_at__gt=clock.now())
    return rows.select_related("agency", "campaign").order_by("begins_at", "pk")


def _locked(fair: JobFair) -> JobFair:
    return JobFair.objects.select_for_update(of=("self",)).get(pk=fair.pk)


@verb
def take_booth(fair: JobFair, employer: Employer, *, by: Actor) -> Booth:
    """The lowest free booth for a verified employer before the beginning; asking twice is one booth."""
    row = _locked(fair)  # one after the other, so no number is given twice
    standing = Booth.objects.filter(fair=row, employer=employer).first()
    if standing:
        return standing
    if not employer.verified_until or employer.verified_until < clock.today():
        raise FairRefused("unverified")
    if row.begins_at <= clock.now():
        raise FairRefused("over")
    used = set(Booth.objects.filter(fair=row).values_list("number", flat=True))
    free = next((number for number in range(1, row.booths + 1) if number not in used), None)
    if free is None:
        raise FairRefused("full")
    made = Booth.objects.create(fair=row, employer=employer, number=free, taken_at=clock.now())
    record("fair.booth_taken", subject_type="fair", subject_id=row.pk, by=by, payload={"booth": free})
    return made


@verb
def leave_booth(booth: Booth, *, by: Actor) -> None:
    """Give the booth back before the beginning. Raises FairRefused."""
    fair = _locked(booth.fair)
    if fair.begins_at <= clock.now():
        raise FairRefused("over")
    if Booth.objects.filter(pk=booth.pk).delete()[0]:
        record(
            "fair.booth_left", subject_type="fair", subject_id=fair.pk, by=by, payload={"booth": booth.number}
        )


@verb
def take_pass(fair: JobFair, person: Person, *, by: Actor) -> FairPass:
    """A seeker's pass with its number; asking twice is one pass. Raises FairRefused after the end."""
    row = _locked(fair)
    standing = FairPass.objects.filter(fair=row, person=person).first()
    if standing:
        return standing
    if row.ends_at <= clock.now():
        raise FairRefused("over")
    number = f"{secrets.randbelow(1_000_000):06d}"
    while FairPass.objects.filter(fair=row, number=number).exists():
        number = f"{secrets.randbelow(1_000_000):06d}"
    made = FairPass.objects.create(fair=row, person=person, number=number, taken_at=clock.now())
    record("fair.pass_taken", subject_type="fair", subject_id=row.pk, by=by)
    words = {"when": moment_text(row.begins_at), "place": row.place, "number": number}
    body = _("%(when)s,%(place)s。入场号%(number)s,到展位报这个号就行。") % words
    link = reverse("jobs:fair_pass", args=[made.pk])
    title = _("入场码领好了:%(title)s") % {"title": row.title}
    tell(person, key=f"fair-pass-{made.pk}", kind="fair", title=title, body=body, link=link)
    return made


def booth_token(booth: Booth) -> str:
    """What the QR code of a booth says at the door."""
    return signing.Signer(salt=BOOTH).sign(str(booth.pk))


def pass_token(entry: FairPass) -> str:
    """What the QR code of a pass says at the door."""
    return signing.Signer(salt=PASS).sign(str(entry.pk))


@verb
def sign_in(fair: JobFair, token: str, *, by: Actor) -> Booth | FairPass:
    """The door reads a code of a booth or a pass of this fair, on its day; twice keeps the first time."""
    if not fairs_for(by).filter(pk=fair.pk).exists():
        raise FairRefused("forged")
    row, field = _read(fair, token.strip())
    if clock.today() < fair.begins_at.astimezone(clock.ZONE).date():
        raise FairRefused("early")
    if getattr(row, field) is None:
        setattr(row, field, clock.now())
        row.save(update_fields=[field])
        kind = "booth" if field == "signed_in_at" else "pass"
        record("fair.signed_in", subject_type="fair", subject_id=fair.pk, by=by, payload={"kind": kind})
    return row


def _read(fair: JobFair, token: str) -> tuple[Any, str]:
    for salt, model, field in ((BOOTH, Booth, "signed_in_at"), (PASS, FairPass, "came_at")):
        try:
            pk = signing.Signer(salt=salt).unsign(token)
        except signing.BadSignature:
            continue
        row = model.objects.select_for_update(of=("self",)).filter(pk=pk, fair=fair).first()
        if row:
            return row, field
    raise FairRefused("forged")


@verb
def intend(booth: Booth, *, number: str, kind: str, by: Actor) -> FairIntention:
    """What was agreed with the holder of a pass; saying it again changes it. Raises FairRefused."""
    if booth.fair.begins_at > clock.now():
        raise FairRefused("early")
    if booth.fair.ends_at + RESULT_AFTER < clock.now():
        raise FairRefused("closed")
    entry = FairPass.objects.filter(fair=booth.fair_id, number=number.strip()).first()
    if entry is None:
        raise FairRefused("unknown")
    facts = {"kind": kind, "at": clock.now()}
    made, _new = FairIntention.objects.update_or_create(booth=booth, entry=entry, defaults=facts)
    record("fair.intended", subject_type="fair", subject_id=booth.fair_id, by=by, payload={"kind": kind})
    return made


def counts(fair: JobFair) -> dict[str, int]:
    """Booths, who came, what was agreed: live; three queries."""
    booths = Booth.objects.filter(fair=fair).aggregate(taken=Count("pk"), here=Count("signed_in_at"))
    passes = FairPass.objects.filter(fair=fair).aggregate(passes=Count("pk"), came=Count("came_at"))
    offers = Count("pk", filter=Q(kind=FairIntention.Kind.OFFER))
    agreed = FairIntention.objects.filter(booth__fair=fair).aggregate(intentions=Count("pk"), offers=offers)
    return booths | passes | agreed


@verb
def ask_results(fair: JobFair, *, by: Actor) -> int:
    """Seven days after the end: ask the employers that were there how many they hired, once. Returns how many."""
    row = _locked(fair)
    if row.asked_at or row.ends_at + RESULT_AFTER > clock.now():
        return 0
    row.asked_at = clock.now()
    row.save(update_fields=["asked_at"])
    booths = Booth.objects.filter(fair=row, signed_in_at__isnull=False, told_at__isnull=True)
    asked = 0
    for booth in booths.select_related("employer__organisation").order_by("number"):
        asked += 1
        tell_members(
            booth.employer.organisation,
            key=f"fair-result-{booth.pk}",
            kind="fair",
            title=_("招聘会招到人了吗:%(title)s") % {"title": row.title},
            body=_("请报一下录用了几个人。没有招到也请报0。"),
            link=reverse("jobs:booth", args=[booth.pk]),
        )
    record("fair.results_asked", subject_type="fair", subject_id=row.pk, by=by, payload={"asked": asked})
    return asked


@verb
def tell_result(booth: Booth, *, hired: int, by: Actor) -> Booth:
    """How many were hired; may be told again."""
    row = Booth.objects.select_for_update(of=("self",)).get(pk=booth.pk)
    row.hired, row.told_at = hired, clock.now()
    row.save(update_fields=["hired", "told_at"])
    record("fair.result_told", subject_type="fair", subject_id=row.fair_id, by=by, payload={"hired": hired})
    return row
