"""Claims that draw, runs and answers of the bank for the tests of payments."""

from datetime import date
from decimal import Decimal

from django.db.models import Sum

from insurance.models import BankAccount, Claim, LedgerEntry, Payment, Run
from insurance.services import runs
from portal.accounts.models import Person
from portal.agencies.models import Agency
from portal.kernel.dates import month_of
from tests.cast import Cast
from tests.cast_insurance import claim_case, granted, pay

NOVEMBER = date(2026, 11, 1)


def drawing(
    cast: Cast, name: str = "李晓梅", *, months: int = 18, first: date = NOVEMBER, county: str = "510104"
) -> Claim:
    """A granted claim of so many months from a first month on."""
    person = cast.person(name, verified=True)
    pay(person, 112, county=county)
    claim = granted(person, cast.liufang_actor)
    Claim.objects.filter(pk=claim.pk).update(granted=months, first_month=month_of(first))
    claim.refresh_from_db()
    return claim


def agency_of(region: str = "510104") -> Agency:
    """The agency of a region."""
    return Agency.objects.get(region_id=region, level__lte=3)


def made(cast: Cast, month: date = NOVEMBER) -> Run:
    """A run that 刘芳 makes and that pays something."""
    done = runs.make_run(month, agency=agency_of(), by=cast.liufang_actor)
    assert done.run is not None, done
    return done.run


def approved(cast: Cast, month: date = NOVEMBER) -> Run:
    """Made by 刘芳, approved by 陈涛."""
    return runs.approve_run(made(cast, month), by=cast.chentao_actor)


def balances() -> bool:
    """Whether the ledger sums to nothing, payment by payment."""
    rows = LedgerEntry.objects.values("payment").annotate(n=Sum("amount")).exclude(n=0)
    return not rows.exists() and (LedgerEntry.objects.aggregate(n=Sum("amount"))["n"] or Decimal(0)) == 0


def owed() -> Decimal:
    """What the ledger says is granted and not paid yet."""
    return -(LedgerEntry.objects.filter(account="owed").aggregate(n=Sum("amount"))["n"] or Decimal(0))


def months_paid(claim: Claim) -> list[str]:
    """The months that stand for a claim."""
    rows = Payment.objects.filter(claim=claim, benefit="monthly").exclude(state="cancelled")
    return [f"{month:%Y-%m}" for month in rows.order_by("month").values_list("month", flat=True)]


def accounts_of(person: Person) -> int:
    """How many accounts a person has on record."""
    return BankAccount.objects.filter(person=person).count()


__all__ = ["NOVEMBER", "accounts_of", "agency_of", "approved", "balances", "claim_case", "drawing", "made"]
