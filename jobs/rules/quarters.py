"""Quarters of a year by name: 2026Q4. Pure."""

import re
from datetime import date, timedelta


def quarter_of(day: date) -> str:
    """The quarter a day lies in."""
    return f"{day.year}Q{(day.month + 2) // 3}"


def bounds(quarter: str) -> tuple[date, date]:
    """The first day of a quarter, and the first after it. Raises ValueError for what is no quarter."""
    found = re.fullmatch(r"(20\d\d)Q([1-4])", quarter)
    if not found:
        raise ValueError(quarter)
    year, number = int(found[1]), int(found[2])
    after = date(year + 1, 1, 1) if number == 4 else date(year, number * 3 + 1, 1)
    return date(year, number * 3 - 2, 1), after


def before(quarter: str) -> str:
    """The quarter before."""
    return quarter_of(bounds(quarter)[0] - timedelta(days=1))
