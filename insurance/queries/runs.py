"""What a monthly run would pay: months due by claim, the standards of county and month, what is left out and why.

One text of SQL (`due.DUE`) serves preview, run and a claim's own page, so that what was shown is what is paid.
"""

# ruff: noqa: S608 — the parts put together are constants of this file

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Sum as Total

from portal.agencies.models import Agency, Level, Region
from portal.kernel.money import money
from portal.rules import queries as law

from ..models import Benefit, Budget, Run
from ..rules import entitlement
from . import verdicts
from .due import DUE, stop_month_paid

CHUNK = 10_000
PAYABLE = (
    DUE
    + """, standard AS (
  SELECT * FROM unnest(%(of_county)s::text[], %(of_month)s::date[], %(of_benefit)s::text[], %(sums)s::numeric[])
    AS s(county, month, benefit, amount)
), ordered AS (
  SELECT due.*, s.amount, row_number() OVER (PARTITION BY due.id ORDER BY due.month) AS nth
  FROM due JOIN standard s ON s.county = due.county_id AND s.month = due.month AND s.benefit = 'monthly'
  WHERE due.account_id IS NOT NULL
), instalment AS (
  SELECT id, person_id, month, 'monthly' AS benefit, amount, account_id FROM ordered WHERE nth <= unspent
  UNION ALL
  SELECT o.id, o.person_id, o.month, s.benefit, s.amount,
         CASE WHEN s.benefit = 'price' THEN o.account_id END
  FROM ordered o JOIN standard s ON s.county = o.county_id AND s.month = o.month AND s.benefit <> 'monthly'
  WHERE o.nth <= o.unspent AND (s.benefit <> 'pension' OR o.extended_until >= o.month)
)"""
)
MONTHS = f"""WITH {DUE}, counted AS (
  SELECT county_id, month, account_id, row_number() OVER (PARTITION BY id ORDER BY month) AS nth, unspent FROM due
) SELECT county_id, month, count(*) FILTER (WHERE account_id IS NOT NULL),
         count(*) FILTER (WHERE account_id IS NULL AND nth = 1)
FROM counted WHERE nth <= unspent GROUP BY county_id, month ORDER BY month, county_id"""
SUMS = f"""WITH {PAYABLE} SELECT benefit, count(*), sum(amount) FROM instalment
GROUP BY benefit ORDER BY benefit"""
CHUNKS = """
SELECT max(id) FROM (SELECT id, (row_number() OVER (ORDER BY id) - 1) / %(size)s AS chunk FROM insurance_claim
WHERE state IN ('drawing', 'stopped', 'ended') AND county_id = ANY(%(counties)s)) c GROUP BY chunk ORDER BY 1"""
WAITING = """
SELECT count(*) FILTER (WHERE c.state = 'suspended'),
       count(*) FILTER (WHERE c.state = 'drawing' AND EXISTS (SELECT FROM insurance_inquiry q
         WHERE q.claim_id = c.id AND q.held_month <= %(month)s AND q.outcome = 'open'))
FROM insurance_claim c WHERE c.state IN ('drawing', 'suspended') AND c.county_id = ANY(%(counties)s)"""
LARGEST = 2**62
SIDE = {
    Benefit.MEDICAL: "ui.medical_monthly",
    Benefit.PENSION: "ui.pension_monthly",
    Benefit.PRICE: "ui.price_subsidy_monthly",
}


@dataclass
class Plan:
    """A run before it is made: the arguments of its statements, its standards, what is left out."""

    month: date
    args: dict[str, Any]
    standards: dict[str, dict[str, str]] = field(default_factory=dict)
    left_out: dict[str, Any] = field(default_factory=dict)
    due: int = 0

    def chunks(self) -> Iterator[dict[str, Any]]:
        """Arguments of one statement each, 10,000 claims at most."""
        low = 0
        with connection.cursor() as cursor:
            cursor.execute(CHUNKS, {"size": CHUNK, "counties": self.args["counties"]})
            highs = [row[0] for row in cursor.fetchall()]
        for high in highs:
            yield {**self.args, "low": low, "high": high}
            low = high


@dataclass(frozen=True)
class Sum:
    """Payments of one benefit: how many, how much."""

    benefit: str
    count: int
    total: Decimal


def counties_of(agency: Agency) -> list[str]:
    """Counties an agency pays for: its own region and what lies below it."""
    rows = Region.objects.filter(path__startswith=agency.region.path, level__lte=Level.COUNTY)
    return list(rows.values_list("code", flat=True))


def plan(month: date, agency: Agency) -> Plan:
    """Months due, each county's and month's sums reckoned once by the law of that month, what is left out."""
    with law.from_memory():
        counties = counties_of(agency)
        args = {
            "month": month,
            "counties": counties,
            "low": 0,
            "high": LARGEST,
            "stop_month_paid": stop_month_paid(month, agency.region_id),
        }
        made = Plan(month, args)
        with connection.cursor() as cursor:
            cursor.execute(MONTHS, args)
            found = cursor.fetchall()
            cursor.execute(WAITING, args)
            suspended, held = cursor.fetchone()
        _reckon(made, found)
    if suspended:
        made.left_out["suspended"] = suspended
    if held:
        made.left_out["held"] = held
    return made


def _reckon(made: Plan, found: list[tuple]) -> None:
    """Fill in the standards, and count claims without an account and counties without a standard."""
    columns: dict[str, list[Any]] = {"of_county": [], "of_month": [], "of_benefit": [], "sums": []}
    without: dict[str, int] = {}
    for county, month, ready, accountless in found:
        sums = standards(county, month)
        if accountless:
            made.left_out["no_account"] = made.left_out.get("no_account", 0) + accountless
        if Benefit.MONTHLY not in sums:
            without[county] = without.get(county, 0) + ready
            continue
        made.due += ready
        made.standards.setdefault(county, {})[f"{month:%Y-%m}"] = {k: str(v) for k, v in sums.items()}
        for benefit, amount in sums.items():
            for name, value in zip(columns, (county, month, benefit, amount), strict=True):
                columns[name].append(value)
    if without := {county: count for county, count in without.items() if count}:
        made.left_out["no_standard"] = without
    made.args |= columns


def standards(county: str, month: date) -> dict[str, Decimal]:
    """What a month gives in a county by the law of its first day; a benefit without a value is not there."""
    each = None
    with suppress(law.LawMissing):
        each = entitlement.monthly(verdicts.entitlement_law(month, county))
    out = {} if each is None or each <= 0 else {str(Benefit.MONTHLY): each}
    for benefit, key in SIDE.items():
        value = verdicts.optional(key, month, county)
        if value is not None and Decimal(value.value) > 0:
            out[str(benefit)] = money(Decimal(value.value))
    return out


def sums(made: Plan) -> list[Sum]:
    """What the run would pay, by benefit."""
    if not made.due:
        return []
    with connection.cursor() as cursor:
        cursor.execute(SUMS, made.args)
        return [Sum(*row) for row in cursor.fetchall()]


def spent(fund: str, year: int) -> Decimal:
    """What the runs of a year spend; one made again for payments sent back spends nothing new."""
    rows = Run.objects.filter(fund=fund, month__year=year).exclude(state=Run.State.CANCELLED)
    return rows.exclude(kind=Run.Kind.AGAIN).aggregate(n=Total("total"))["n"] or Decimal(0)


def budget_left(run: Run) -> Decimal | None:
    """What the fund's budget of the run's year leaves with this run counted; None where no budget is entered."""
    row = Budget.objects.filter(fund=run.fund, year=run.month.year).first()
    return None if row is None else row.amount - spent(run.fund, run.month.year)
