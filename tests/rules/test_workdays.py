"""Working days by the published calendar 2018–2026, and provisionally beyond it."""

import csv
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.rules.workdays import LAST_YEAR, add_workdays, statutory_rest

FILE = Path(__file__).resolve().parents[2] / "portal" / "rules" / "data" / "calendar_days.csv"
Working = Callable[[date], tuple[bool, bool]]


def rows() -> list[dict[str, str]]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


@pytest.fixture(scope="module")
def working() -> Working:
    known = {date.fromisoformat(row["day"]): row["working"] == "1" for row in rows()}

    def is_working(day: date) -> tuple[bool, bool]:
        if day in known:
            return known[day], False
        return day.weekday() < 5 and statutory_rest(day) is None, True

    return is_working


CLOCKS = [
    # start, working days, due, provisional
    ("2025-09-24", 10, "2025-10-14", False),  # 国庆 and 中秋 off, 28 September and 11 October worked
    ("2026-11-23", 10, "2026-12-07", False),
    ("2026-11-20", 1, "2026-11-23", False),  # Friday to Monday
    ("2026-11-21", 1, "2026-11-23", False),  # received on a Saturday
    ("2026-02-13", 1, "2026-02-14", False),  # a Saturday worked in exchange
    ("2026-02-14", 1, "2026-02-24", False),  # nine days of 春节
    ("2026-12-30", 1, "2026-12-31", False),
    ("2026-12-31", 1, "2027-01-04", True),  # past the calendar: 元旦 and a weekend
    ("2026-12-28", 10, "2027-01-12", True),
    ("2027-02-04", 1, "2027-02-09", True),  # 除夕 is a Friday, 初三 a Monday
    ("2027-09-30", 1, "2027-10-04", True),
    ("2026-11-23", 0, "2026-11-23", False),
]


@pytest.mark.parametrize(("start", "days", "due", "provisional"), CLOCKS)
def test_clocks(start: str, days: int, due: str, provisional: bool, working: Working):
    answer = add_workdays(date.fromisoformat(start), days, working)
    assert answer == (date.fromisoformat(due), provisional)


@given(st.dates(date(2018, 1, 1), date(2030, 12, 31)), st.integers(1, 40))
def test_a_clock_counts_exactly_its_days(start: date, days: int):
    def plain(day: date) -> tuple[bool, bool]:
        return day.weekday() < 5, day.year > 2026

    due, provisional = add_workdays(start, days, plain)
    counted = [start + timedelta(days=i) for i in range(1, (due - start).days + 1)]
    assert sum(plain(day)[0] for day in counted) == days
    assert plain(due)[0]
    assert provisional == any(day.year > 2026 for day in counted)


def test_a_negative_clock_is_refused(working: Working):
    with pytest.raises(ValueError, match="negative"):
        add_workdays(date(2026, 1, 1), -1, working)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2027-01-01", "元旦"),
        ("2027-02-05", "春节"),
        ("2027-02-06", "春节"),
        ("2027-02-08", "春节"),
        ("2027-02-09", None),
        ("2027-02-04", None),
        ("2027-04-05", "清明节"),
        ("2027-05-01", "劳动节"),
        ("2027-05-02", "劳动节"),
        ("2027-05-03", None),
        ("2027-06-09", "端午节"),
        ("2027-09-15", "中秋节"),
        ("2027-10-03", "国庆节"),
        ("2027-10-04", None),
        ("2028-10-03", "中秋节"),
        ("2029-02-12", "春节"),
        ("2032-02-10", "春节"),
        ("2040-10-01", "国庆节"),
    ],
)
def test_statutory_days_of_rest(day: str, name: str | None):
    assert statutory_rest(date.fromisoformat(day)) == name


@pytest.mark.parametrize("year", range(2027, LAST_YEAR + 1))
def test_a_year_has_thirteen_days_of_rest_less_those_that_meet(year: int):
    days = [date(year, 1, 1) + timedelta(days=i) for i in range(366)]
    rest = [day for day in days if day.year == year and statutory_rest(day)]
    met = {2028: 1, 2031: 1}  # 中秋 on 国庆
    assert len(rest) == 13 - met.get(year, 0)


def test_every_day_of_the_published_years_is_listed_once():
    days = [date.fromisoformat(row["day"]) for row in rows()]
    assert days == [date(2018, 1, 1) + timedelta(days=i) for i in range(len(days))]
    assert days[-1] == date(2026, 12, 31)
    assert {row["working"] for row in rows()} == {"0", "1"}


def test_the_calendar_holds_together():
    for row in rows():
        day, works, name = date.fromisoformat(row["day"]), row["working"] == "1", row["name"]
        weekend = day.weekday() >= 5
        assert (name == "调休上班") == (works and weekend), row
        assert works or weekend or name, row
        assert not (works and not weekend and name), row


def test_the_statutory_days_of_2025_and_2026_are_off_in_the_calendar():
    names = {row["day"]: row["name"] for row in rows() if row["working"] == "0"}
    for year in (2025, 2026):
        for day in ("01-01", "05-01", "05-02", "10-01", "10-02", "10-03"):
            assert names[f"{year}-{day}"] in ("元旦", "劳动节", "国庆节")
