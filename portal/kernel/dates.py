"""Dates and moments as citizens read them: with the weekday, and the year only when it is not this one."""

from calendar import monthrange
from datetime import date, datetime

from . import clock

WEEKDAYS = "一二三四五六日"


def day_text(day: date, *, today: date | None = None) -> str:
    """«12月7日(周一)», or «2027年1月4日(周一)» when the year is not the current one."""
    year = "" if day.year == (today or clock.today()).year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日(周{WEEKDAYS[day.weekday()]})"


def full_text(day: date) -> str:
    """«2026年12月7日» for letters and certificates, which outlive the year."""
    return f"{day.year}年{day.month}月{day.day}日"


def day_of(moment: datetime) -> date:
    """The calendar day of an aware moment in Asia/Shanghai: a database answers in UTC, a day behind until 8:00."""
    return moment.astimezone(clock.ZONE).date()


def moment_text(moment: datetime, *, today: date | None = None) -> str:
    """«12月7日(周一) 14:05» in Asia/Shanghai; a naive moment is taken as local there."""
    local = moment.astimezone(clock.ZONE) if moment.tzinfo else moment
    return f"{day_text(local.date(), today=today)} {local:%H:%M}"


def month_text(month: str) -> str:
    """«2025年2月» from "2025-02". Raises ValueError when it is no month."""
    day = date.fromisoformat(f"{month}-01")
    return f"{day.year}年{day.month}月"


def months_later(day: date, months: int) -> date:
    """The same day `months` later (earlier when negative), or the last day of a shorter month: 01-31 → 02-28."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_of(day: date) -> date:
    """The first day of a day's month: how months are kept."""
    return day.replace(day=1)


def months_from(first: date, last: date) -> list[date]:
    """First days of the months from one to another, both included; empty when it ends before it begins."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [months_later(month_of(first), n) for n in range(count)]
