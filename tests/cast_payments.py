"""Claims that draw, runs and answers of the bank for the tests of payments."""

from datetime import date
from decimal import Decimal

from django.db.models import Sum

from insurance.models import BankFile, Claim, LedgerEntry, Payment, Run
from insurance.rules import bankfile
from insurance.services import runs
from portal.agencies.models import Agency
from portal.kernel.dates import month_of
from portal.kernel.fields import plaintext
from tests.cast import Cast
from tests.cast_insurance import granted, pay

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


def answer(file: BankFile, *, failing: dict[int, str] | None = None, **wrong: object) -> bytes:
    """What a bank returns to a file: all paid but the lines in `failing` (line → code). `wrong` changes one thing:
    run, named, count, total replace what the header says; drop leaves out the last lines; extra adds lines; digest
    replaces the checksum."""
    sent = [line.split("|") for line in plaintext(file.content).splitlines()[1:-1]]
    codes = failing or {}
    lines = [f"D|{row[1]}|{row[2]}|{row[3]}|{codes.get(int(row[1]), '00')}|x\n" for row in sent]
    lines = lines[: len(lines) - int(wrong.get("drop", 0))] + list(wrong.get("extra", []))
    count, total = (
        wrong.get("count", len(lines)),
        wrong.get("total", sum(int(row.split("|")[3]) for row in lines)),
    )
    head = f"H|SHUYE1R|{wrong.get('run', file.run.number)}|{wrong.get('named', file.name)}|"
    head += f"{count:08d}|{total:015d}|2026-11-24\n"
    text = head + "".join(lines)
    return f"{text}T|{wrong.get('digest', bankfile.digest(text))}\n".encode()
