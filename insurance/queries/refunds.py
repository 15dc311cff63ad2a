"""稳岗返还: what the records of the base year say of every unit, and the verdict on an entry's facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection

from portal.kernel.money import CENT
from portal.rules import queries as law
from portal.rules.verdict import Verdict

from ..models import RefundEntry, RefundScheme
from .verdicts import optional, stable_post_refund

Kind = RefundEntry.EntityKind
BY_CODE = {
    "91": Kind.ENTERPRISE,
    "92": Kind.INDIVIDUAL,
    "51": Kind.SOCIETY,
    "52": Kind.SERVICE,
    "53": Kind.FOUNDATION,
    "31": Kind.LAW_FIRM,
}

# A unit belongs where most of its contributions of the year were paid. Who began to draw counts for the unit that
# paid the last contribution before: a claim names its employer only in words.
FOUND = """
WITH paid AS (
    SELECT employer_id, county_id, month, unit_paid + own_paid AS sum
    FROM insurance_contribution
    WHERE employer_id IS NOT NULL AND month >= %(first)s AND month <= %(last)s
), place AS (
    SELECT DISTINCT ON (employer_id) employer_id, county_id
    FROM (SELECT employer_id, county_id, sum(sum) AS all_of_it FROM paid GROUP BY 1, 2) each
    ORDER BY employer_id, all_of_it DESC, county_id
), unit AS (
    SELECT employer_id, count(*) AS months_of_persons, count(DISTINCT month) AS months, sum(sum) AS paid
    FROM paid GROUP BY 1
), began AS (
    SELECT DISTINCT person_id, first_month FROM insurance_claim
    WHERE first_month >= %(first)s AND first_month <= %(last)s
), left_by AS (
    SELECT latest.employer_id, count(DISTINCT began.person_id) AS persons
    FROM began CROSS JOIN LATERAL (
        SELECT employer_id FROM insurance_contribution own
        WHERE own.person_id = began.person_id AND own.month <= began.first_month
        ORDER BY own.month DESC, own.unit_paid DESC LIMIT 1
    ) latest WHERE latest.employer_id IS NOT NULL GROUP BY 1
)
SELECT unit.employer_id, place.county_id, organisation.uscc, unit.months_of_persons, unit.months, unit.paid,
       coalesce(left_by.persons, 0)
FROM unit
JOIN place USING (employer_id)
JOIN agencies_region region ON region.code = place.county_id AND region.path LIKE %(under)s
JOIN accounts_organisation organisation ON organisation.id = unit.employer_id
LEFT JOIN left_by ON left_by.employer_id = unit.employer_id
WHERE NOT EXISTS (
    SELECT 1 FROM insurance_refundentry entry
    WHERE entry.organisation_id = unit.employer_id AND entry.year = %(year)s
)
ORDER BY unit.employer_id
"""
BEFORE = """
SELECT DISTINCT ON (organisation_id) organisation_id, size FROM insurance_refundentry
WHERE year < %s AND size > '' ORDER BY organisation_id, year DESC
"""


@dataclass(frozen=True)
class Found:
    """The base year of one unit. average_insured: insured persons a month paid; paid: yuan, unit and staff."""

    organisation: UUID
    county: str
    kind: str
    average_insured: Decimal
    new_recipients: int
    paid: Decimal
    months: int

    @property
    def layoff_rate(self) -> Decimal:
        """Per cent: 上年新增领金人数 ÷ 上年平均参保人数, two places."""
        return (Decimal(self.new_recipients) * 100 / self.average_insured).quantize(CENT)


def kind_of(code: str) -> str:
    """What a unified code says of its unit (GB 32100: who registered it, as what); a clerk has the last word."""
    return BY_CODE.get(code[:2], Kind.OTHER)


def found_units(scheme: RefundScheme) -> list[Found]:
    """Every unit of the scheme's region that paid in the base year and has no entry of the year yet. One query."""
    base = scheme.year - 1
    asked = {
        "first": date(base, 1, 1),
        "last": date(base, 12, 1),
        "under": f"{scheme.region.path}%",
        "year": scheme.year,
    }
    with connection.cursor() as cursor:
        cursor.execute(FOUND, asked)
        rows = cursor.fetchall()
    return [
        Found(unit, county, kind_of(code), (Decimal(people) / months).quantize(CENT), gone, paid, months)
        for unit, county, code, people, months, paid, gone in rows
    ]


def sizes_before(year: int) -> dict[UUID, str]:
    """The size each unit had in the latest earlier year: offered again, the unit confirms it."""
    with connection.cursor() as cursor:
        cursor.execute(BEFORE, [year])
        return dict(cursor.fetchall())


def facts_of(entry: RefundEntry) -> dict[str, Any]:
    """The facts by their names in the registry of benefits; what nobody confirmed yet is not a fact."""
    settled = "kind" not in entry.wants
    return {
        "size": entry.size or None if settled else None,
        "staff": int(entry.average_insured.to_integral_value()),
        "layoff_rate_percent": entry.layoff_rate,
        "paid_last_year": entry.paid_last_year,
        "paid_months": entry.paid_months,
        "bad_credit": entry.bad_credit,
    }


def plain(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts in JSON: decimals as strings."""
    return {name: str(value) if isinstance(value, Decimal) else value for name, value in facts.items()}


def inputs_of(entry: RefundEntry) -> dict[str, Any]:
    """What the verdict was reckoned from, in JSON: enough to reckon it again."""
    return {
        "benefit": "stable-post-refund",
        "on": entry.scheme.law_day.isoformat(),
        "region": entry.county_id,
        "facts": plain(facts_of(entry)),
    }


def verdict_of(inputs: Mapping[str, Any]) -> Verdict:
    """The verdict on stored inputs by the law of their day: the same whatever was entered for later days."""
    facts = dict(inputs["facts"])
    for name in ("layoff_rate_percent", "paid_last_year"):
        facts[name] = None if facts.get(name) is None else Decimal(facts[name])
    return stable_post_refund(facts, date.fromisoformat(inputs["on"]), inputs["region"])


def replayed(entry: RefundEntry) -> bool:
    """Whether reckoning again gives what is stored."""
    again = verdict_of(entry.inputs).as_json()
    return again["answer"] == entry.verdict["answer"] and again["amount"] == entry.verdict["amount"]


def formula(entry: RefundEntry) -> law.Value | None:
    """How the lay-off rate is reckoned there (裁员率算法)."""
    return optional("stable_refund.layoff_formula", entry.scheme.law_day, entry.county_id)
