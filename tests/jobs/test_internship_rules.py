"""The rules of 就业见习 as tables."""

from datetime import date
from decimal import Decimal

import pytest

from jobs.rules import internships as rules
from jobs.rules.findings import publication
from jobs.rules.screening import screen
from portal.rules.queries import Value

DAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("begins", "ends", "fault"),
    [
        ("2026-12-01", "2027-02-28", ""),
        ("2026-12-01", "2027-02-27", "short"),
        ("2026-12-01", "2027-11-30", ""),
        ("2026-12-01", "2027-12-01", "long"),
        ("2026-11-30", "2027-02-27", ""),  # the month of 30 November ends before 28 February
        ("2026-12-01", "2026-11-01", "short"),
    ],
)
def test_three_to_twelve_months(begins: str, ends: str, fault: str):
    first, last = date.fromisoformat(begins), date.fromisoformat(ends)
    assert rules.term_fault(first, last, least=3, most=12) == fault


@pytest.mark.parametrize(
    ("begins", "last", "months"),
    [
        ("2026-12-01", "2026-12-30", []),
        ("2026-12-01", "2026-12-31", ["2026-12-01/2026-12-31"]),
        ("2026-12-15", "2027-02-20", ["2026-12-15/2027-01-14", "2027-01-15/2027-02-14"]),
        ("2027-01-31", "2027-03-30", ["2027-01-31/2027-02-27", "2027-02-28/2027-03-30"]),
        ("2026-12-01", "2026-11-30", []),
    ],
)
def test_whole_months_follow_each_other_without_gap(begins: str, last: str, months: list[str]):
    found = rules.months_of(date.fromisoformat(begins), date.fromisoformat(last))
    assert [f"{each.first}/{each.last}" for each in found] == months
    assert [each.number for each in found] == list(range(1, len(months) + 1))


def law(number: int) -> Value:
    return Value("k", number, "100000", "财社〔2023〕181号", "见习", "C")


GROUPS = rules.Groups(law(24), law(16), law(24))


@pytest.mark.parametrize(
    ("birth", "graduated", "unemployed", "met"),
    [
        (None, None, None, None),
        ("2002-12-02", None, True, True),  # 23, one day before 24
        ("2001-12-02", None, True, True),  # 24
        ("2001-12-01", None, True, None),  # 25 today; whether a graduate nobody knows
        ("2010-12-02", None, True, None),  # 15
        ("2010-12-01", None, True, True),  # 16 today
        ("2002-12-02", None, None, None),
        ("1995-01-01", "2024-12-01", True, True),  # two years to the day
        ("1995-01-01", "2024-11-30", True, False),
        ("1995-01-01", "2025-07-01", None, None),
        ("1995-01-01", "2025-07-01", False, False),
        ("2002-12-02", "2025-07-01", False, False),
        ("1995-01-01", "2027-07-01", True, False),  # not graduated yet
        (None, "2025-07-01", True, True),
    ],
)
def test_who_may_be_an_intern(birth, graduated, unemployed, met):
    def day(text):
        return date.fromisoformat(text) if text else None

    found = rules.eligible(rules.Facts(day(birth), day(graduated), unemployed), GROUPS, on=DAY)
    assert found.met is met
    assert found.confidence == "C"


def test_the_subsidy_of_a_month_is_rounded_once():
    standard = [{"tier": "t1", "monthly": "2330.00", "hourly": "23.00"}]
    assert rules.subsidy(Decimal("80.00"), rules.monthly_wage(standard, "t1")) == Decimal("1864.00")
    assert rules.subsidy(Decimal("33.33"), Decimal("2330.00")) == Decimal("776.59")
    assert rules.monthly_wage(standard, "t2") is None


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ({"a": (20, 10), "b": (30, 15)}, {"a", "b"}),
        ({"a": (20, 10), "b": (4, 2)}, set()),  # one hidden alone follows from the sum
        ({"a": (20, 10), "b": (30, 15), "c": (4, 2)}, {"b"}),
        ({"a": (20, 18), "b": (30, 15)}, set()),  # two who were not kept are persons
        ({"a": (20, 20), "b": (30, 15)}, {"a", "b"}),  # nobody at all tells of nobody
        ({"a": (0, 0), "b": (30, 15)}, {"b"}),
        ({}, set()),
    ],
)
def test_a_share_is_told_where_it_tells_of_nobody(counts, told):
    assert rules.tellable(counts) == told


class Row:
    kind, pay_low, description, valid_until = "internship", 2000, "做收银", date(2027, 1, 1)
    verified_until = date(2027, 1, 1)


@pytest.mark.parametrize(
    ("kind", "recognised", "answer"),
    [("internship", False, "no"), ("internship", True, "yes"), ("full_time", False, "yes")],
)
def test_an_internship_needs_a_recognised_base(kind: str, recognised: bool, answer: str):
    row = Row()
    row.kind = kind
    assert publication(row, row, screen("收银"), on=DAY, recognised=recognised).answer == answer
