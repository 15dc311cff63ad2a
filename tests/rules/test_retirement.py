"""Retirement ages against the official tables of the 2024 decision."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.rules.retirement import KINDS, retirement_age

PARAMS = {
    "male": {"age": 60, "step": 4, "cap": 36},
    "female55": {"age": 55, "step": 4, "cap": 36},
    "female50": {"age": 50, "step": 2, "cap": 60},
}
ANCHORS = [
    # born, kind, years, months, reached
    ("1964-12", "male", 60, 0, "2024-12"),
    ("1965-01", "male", 60, 1, "2025-02"),
    ("1965-04", "male", 60, 1, "2025-05"),
    ("1965-05", "male", 60, 2, "2025-07"),
    ("1965-12", "male", 60, 3, "2026-03"),
    ("1968-09", "male", 61, 0, "2029-09"),
    ("1976-08", "male", 62, 11, "2039-07"),
    ("1976-09", "male", 63, 0, "2039-09"),
    ("1976-12", "male", 63, 0, "2039-12"),
    ("1990-11", "male", 63, 0, "2053-11"),
    ("1969-12", "female55", 55, 0, "2024-12"),
    ("1970-01", "female55", 55, 1, "2025-02"),
    ("1981-08", "female55", 57, 11, "2039-07"),
    ("1981-09", "female55", 58, 0, "2039-09"),
    ("1974-12", "female50", 50, 0, "2024-12"),
    ("1975-01", "female50", 50, 1, "2025-02"),
    ("1975-03", "female50", 50, 2, "2025-05"),
    ("1984-10", "female50", 54, 11, "2039-09"),
    ("1984-11", "female50", 55, 0, "2039-11"),
    ("1983-03", "female50", 54, 2, "2037-05"),
]


@pytest.mark.parametrize(("born", "kind", "years", "months", "reached"), ANCHORS)
def test_anchors_of_the_official_tables(born: str, kind: str, years: int, months: int, reached: str):
    age = retirement_age(date.fromisoformat(f"{born}-15"), kind, PARAMS)
    assert (age.age_years, age.age_months, age.month) == (years, months, reached)
    assert age.first_day == date.fromisoformat(f"{reached}-01")
    assert age.months == years * 12 + months


@given(st.dates(date(1930, 1, 1), date(2020, 12, 1)), st.sampled_from(KINDS))
def test_nobody_waits_less_than_somebody_older_nor_past_the_cap(birth: date, kind: str):
    rule = PARAMS[kind]
    later = birth.replace(year=birth.year + 1, day=1)
    age, next_age = retirement_age(birth, kind, PARAMS), retirement_age(later, kind, PARAMS)
    assert rule["age"] * 12 <= age.months <= next_age.months <= rule["age"] * 12 + rule["cap"]
    months = (age.first_day.year - birth.year) * 12 + age.first_day.month - birth.month
    assert months == age.months


def test_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="female50"):
        retirement_age(date(1990, 1, 1), "female", PARAMS)
