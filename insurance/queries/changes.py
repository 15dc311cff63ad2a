"""What the law of the day says to a change, and whom a clerk or a person may look at."""

from datetime import date

from django.db.models import Case, Q, QuerySet, When

from portal.accounts.models import Person
from portal.accounts.queries import of_human
from portal.casework import policy
from portal.kernel.actor import Actor
from portal.kernel.dates import month_of, months_from, months_later
from portal.rules import queries as law

from ..models import Benefit, Claim, Contribution, Inquiry, Overpayment, Payment
from ..rules import changes as rules
from . import claims

RELATED = ("case__responsible", "agency__region", "case__person", "person", "county", "account", "spell")
WITH = ("claim__case__responsible", "claim__agency__region", "claim__case__person", "claim__person", "clerk")

OF_DEBT = ("claim__case__responsible", "claim__agency__region", "claim__case__person", "claim__person")


def region_of(claim: Claim) -> str:
    """最后参保地, or where the person lives."""
    return claim.county_id or claim.residence_id


MOVED_AWAY = "TRANSFERRED"


def ground(code: str, claim: Claim, on: date) -> rules.Ground:
    """A ground of stopping by the law of a day. Raises rules.NoGround, LawMissing."""
    reasons = law.value("ui.stop_reasons", on=on, region=region_of(claim))
    effects = law.value("ui.stop_effects", on=on, region=region_of(claim))
    return rules.ground(code, reasons, effects)


def grounds(on: date, region: str) -> list[tuple[str, str]]:
    """Every ground a clerk may choose, by code and text; a move to another place has its own case."""
    rows = law.value("ui.stop_reasons", on=on, region=region)
    return [(row["code"], row["text"]) for row in rows if row["code"] != MOVED_AWAY]


def claims_for(actor: Actor) -> QuerySet[Claim]:
    """Claims of the clerk's agency and below; others are not found."""
    if not policy.at_desk(actor):
        return Claim.objects.none()
    rows = Claim.objects.filter(agency__path__startswith=actor.agency_path)
    return rows.select_related(*RELATED)


def inquiries_for(actor: Actor) -> QuerySet[Inquiry]:
    """Inquiries into those claims."""
    if not policy.at_desk(actor):
        return Inquiry.objects.none()
    rows = Inquiry.objects.filter(claim__agency__path__startswith=actor.agency_path)
    return rows.select_related(*WITH)


def overpayments_for(actor: Actor) -> QuerySet[Overpayment]:
    """Overpayments of those claims."""
    if not policy.at_desk(actor):
        return Overpayment.objects.none()
    rows = Overpayment.objects.filter(claim__agency__path__startswith=actor.agency_path)
    return rows.select_related(*OF_DEBT)


def claims_of(person: Person) -> QuerySet[Claim]:
    """One's own claims, those of records merged into one's own too."""
    return Claim.objects.filter(of_human(person.pk)).select_related(*RELATED)


def shown_claim(person: Person) -> Claim | None:
    """The claim one's page is about: the one that runs, else the newest."""
    running = Q(state__in=[Claim.State.DRAWING, Claim.State.SUSPENDED])
    first = Case(When(running, then=0), default=1)
    return claims_of(person).order_by(first, "-pk").first()


def inquiries_of(person: Person) -> QuerySet[Inquiry]:
    """Inquiries the person may read and answer: what a human looks at without them is not among them."""
    told = [Inquiry.Source.EMPLOYER, Inquiry.Source.CONTRIBUTION, Inquiry.Source.REFUSED]
    rows = Inquiry.objects.filter(of_human(person.pk, "claim__person_id"), source__in=told)
    return rows.select_related(*WITH)


def overpayments_of(person: Person) -> QuerySet[Overpayment]:
    """One's own overpayments."""
    rows = Overpayment.objects.filter(of_human(person.pk, "claim__person_id"))
    return rows.select_related(*OF_DEBT)


def contributions_of(person: Person) -> QuerySet[Contribution]:
    """Months on record with unit, county and file, the newest first."""
    rows = Contribution.objects.filter(of_human(person.pk))
    return rows.select_related("employer", "county", "source").order_by("-month", "-pk")


def next_month(claim: Claim, today: date) -> date | None:
    """The month of the next instalment: the oldest due and not paid, else the one after the last paid."""
    due = claims.unpaid_months(claim, month_of(today))
    if due:
        return due[0]
    ahead = claims.unpaid_months(claim, months_later(month_of(today), 2))
    return ahead[0] if ahead else None


def owed_before(claim: Claim, month: date) -> int:
    """Months before `month` that were due and are not paid, held ones too: a stop does not take them."""
    if claim.first_month is None or month <= claim.first_month:
        return 0
    standing = claim.payments.filter(claims.STANDING, benefit=Benefit.MONTHLY)
    paid, gaps = set(standing.values_list("month", flat=True)), claims.gaps_of(claim)
    months = months_from(claim.first_month, months_later(month, -1))
    return sum(1 for each in months if each not in paid and not claims.in_gap(each, gaps))


def paid_since(claim: Claim, month: date) -> list[Payment]:
    """Monthly payments that left the house for `month` and later."""
    gone = [Payment.State.SENT, Payment.State.PAID]
    rows = claim.payments.filter(benefit=Benefit.MONTHLY, month__gte=month, state__in=gone)
    return list(rows.order_by("month"))


def last_payment(claim: Claim) -> Payment | None:
    """The newest monthly payment that stands."""
    return claim.payments.filter(claims.STANDING, benefit=Benefit.MONTHLY).order_by("-month").first()


def is_own(by: Actor, person: Person) -> bool:
    """Whether a person acts for oneself, also after a merge."""
    if by.kind != "person" or by.on_behalf_of:
        return False
    return str(person.pk) == by.id or str(person.merged_into_id) == by.id
