"""When work of one's own ends a registration as unemployed, and when it does not: pure functions of what was said.

Source: 就业服务与就业管理规定 第六十六条: «从事个体经营或创办企业,并领取工商营业执照的» and «从事有稳定收入的劳动,
并且月收入不低于当地最低工资标准的» end it. Work below that, or without steady income, does not.
"""

from datetime import date, timedelta

ARTICLE = "《就业服务与就业管理规定》第六十六条"
CONFIRM_DAYS = 183  # 满6个月确认


def ending_of(kind: str, band: str) -> str:
    """The ground of the law on which this work ends unemployment, or empty."""
    if kind == "self_employed":
        return "self_employed"
    return "earning" if band == "above" else ""


def confirm_by(day: date) -> date:
    """The day after which the person is asked whether it is still so."""
    return day + timedelta(CONFIRM_DAYS)


def first_day(since: date, uppers: list[date]) -> date:
    """The first day a spell can begin: as told, but not before the last registration as unemployed was over."""
    return max([since, *uppers])
