"""The statutory retirement age by month of birth. Pure: ages, steps and caps come in as a value of the law.

Source: 全国人民代表大会常务委员会关于实施渐进式延迟法定退休年龄的决定 (2024-09-13, in force 2025-01-01).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

KINDS = ("male", "female55", "female50")
REFORM_STARTS = 2025 * 12  # January 2025, counted in months since year 0


@dataclass(frozen=True)
class RetirementAge:
    """The age in years and months, and the month it is reached in ("2025-02")."""

    age_years: int
    age_months: int
    month: str

    @property
    def first_day(self) -> date:
        """The first day of that month, for reckoning terms against it."""
        return date.fromisoformat(f"{self.month}-01")

    @property
    def months(self) -> int:
        """The whole age in months."""
        return self.age_years * 12 + self.age_months


def retirement_age(birth: date, kind: str, params: Mapping[str, Mapping[str, int]]) -> RetirementAge:
    """Retirement age of a person born in the month of `birth`.

    kind: male | female55 | female50 (the age before the reform). params: the value `retirement.reform`,
    {kind: {age: years before the reform, step: months of birth per month of delay, cap: most months}}.
    Who reached the old age before 2025 keeps it; from January 2025 the delay begins at one month.
    Raises ValueError on an unknown kind.
    """
    if kind not in KINDS:
        raise ValueError(f"kind must be one of {', '.join(KINDS)}")
    rule = params[kind]
    reached = (birth.year + rule["age"]) * 12 + birth.month - 1
    since = reached - REFORM_STARTS
    delay = 0 if since < 0 else min(rule["cap"], since // rule["step"] + 1)
    years, months = divmod(rule["age"] * 12 + delay, 12)
    year, month = divmod(reached + delay, 12)
    return RetirementAge(years, months, f"{year:04d}-{month + 1:02d}")
