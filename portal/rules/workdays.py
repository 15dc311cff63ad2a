"""Working days of a clock. Pure: whoever asks says which days work.

The published calendar is a table of days; for a year without one, Monday to Friday count less the statutory
days known here, and the result is provisional (暂定).
"""

from collections.abc import Callable
from datetime import date, timedelta

# 全国年节及纪念日放假办法 (国务院令第795号, in force 2025-01-01), article 2: days of the solar calendar.
_FIXED = {
    (1, 1): "元旦",
    (5, 1): "劳动节",
    (5, 2): "劳动节",
    (10, 1): "国庆节",
    (10, 2): "国庆节",
    (10, 3): "国庆节",
}
# The same article: 春节 (除夕至正月初三), 清明, 端午, 中秋. Dates of 正月初一, 清明, 五月初五 and 八月十五
# by GB/T 33661-2017: the same from lunardate 0.3.0, sxtwl 2.0.7 and the new moons and sun of ephem 4.2.1.
_LUNAR = {
    2027: ((2, 6), (4, 5), (6, 9), (9, 15)),
    2028: ((1, 26), (4, 4), (5, 28), (10, 3)),
    2029: ((2, 13), (4, 4), (6, 16), (9, 22)),
    2030: ((2, 3), (4, 5), (6, 5), (9, 12)),
    2031: ((1, 23), (4, 5), (6, 24), (10, 1)),
    2032: ((2, 11), (4, 4), (6, 12), (9, 19)),
}


def _moving_days() -> dict[date, str]:
    out = {}
    for year, (spring, qingming, duanwu, mid_autumn) in _LUNAR.items():
        first = date(year, *spring)
        out |= {first + timedelta(days=offset): "春节" for offset in range(-1, 3)}
        for (month, day), name in ((qingming, "清明节"), (duanwu, "端午节"), (mid_autumn, "中秋节")):
            out[date(year, month, day)] = name
    return out


_MOVING = _moving_days()
LAST_YEAR = max(_LUNAR)


def statutory_rest(day: date) -> str | None:
    """The statutory holiday on a day, or None. Moving feasts are known to 2032, fixed ones for every year.

    Only the days of rest themselves: which weekends are worked in exchange is known from the yearly notice.
    """
    return _MOVING.get(day) or _FIXED.get((day.month, day.day))


def add_workdays(
    start: date, days: int, is_working: Callable[[date], tuple[bool, bool]]
) -> tuple[date, bool]:
    """The `days`-th working day after `start`, and whether it is provisional.

    Day 1 is the next working day; zero days is `start` itself. `is_working(day)` says (works, provisional):
    one provisional day on the way makes the result provisional. Raises ValueError on a negative number.
    """
    if days < 0:
        raise ValueError("days must not be negative")
    day, provisional = start, False
    while days:
        day += timedelta(days=1)
        works, unsure = is_working(day)
        provisional |= unsure
        days -= works
    return day, provisional
