"""The boards every item shares: promised and real days, online shares, equal treatment, ratings."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from portal.casework.services import replaying
from portal.kernel import clock
from portal.rules.queries import known_days, workdays_left

from . import measures_sql as sql
from . import suppression
from .registry import Column, Month, Row, measure, patrol
from .suppression import hidden, share

CUTS = {
    "sex:male": _("男"),
    "sex:female": _("女"),
    "sex:unknown": _("性别未填"),
    "age:16-24": _("16—24岁"),
    "age:25-34": _("25—34岁"),
    "age:35-44": _("35—44岁"),
    "age:45-54": _("45—54岁"),
    "age:55+": _("55岁以上"),
    "age:unknown": _("年龄未填"),
    "household:local": _("本地户籍"),
    "household:province": _("省内外地户籍"),
    "household:outside": _("省外户籍"),
    "household:hmt": _("港澳台居民"),
    "household:unknown": _("户籍未填"),
}


def _ask(query: str, month: Month) -> Iterator[tuple[Any, ...]]:
    begin, end = (datetime.combine(day, time(), clock.ZONE) for day in (month.first, month.after))
    values = {"first": begin, "after": end, "today": month.today, "province": "100000/510000/%"}
    with connection.cursor() as cursor:
        if "%(days)s" in query:
            days, passed = _tally(cursor, begin, end)
            values |= {"days": days, "passed": passed}
        cursor.execute(query, values)
        yield from cursor.fetchall()


def _tally(cursor: Any, begin: datetime, end: datetime) -> tuple[list[date], list[int]]:
    """Each day from the first receipt among the month's cases on, with the working days passed."""
    cursor.execute(
        "SELECT min(least(submitted_at, clock_from::timestamptz)) FROM casework_case "
        "WHERE decided_at >= %s AND decided_at < %s",
        [begin, end],
    )
    earliest = cursor.fetchone()[0] or begin
    first, last = earliest.astimezone(clock.ZONE).date(), end.date()
    days = [first + timedelta(days=offset) for offset in range((last - first).days + 1)]
    known, passed = known_days(first - timedelta(days=1), last), 0
    out = []
    for day in days:
        passed += workdays_left(day - timedelta(days=1), day, known)
        out.append(passed)
    return days, out


def _number(value: Any) -> float | None:
    return None if value is None else round(float(value), 1)


@measure(
    "promise",
    title=_("承诺几天,实际几天"),
    lead=_("补正、公示、中止的日子不算。承诺待核实的不写数字。"),
    position=10,
    columns=[
        Column("promised", _("承诺(工作日)"), "days"),
        Column("median", _("一半人不超过"), "days"),
        Column("p90", _("九成人不超过"), "days"),
        Column("done", _("办完")),
        Column("on_time", _("按时"), "share"),
        Column("open", _("在办")),
        Column("overdue", _("超时")),
    ],
)
def promise(month: Month) -> Iterable[Row]:
    """Promised against real working days, by item and deciding agency. Open and overdue are those of today."""
    for item, agency, promised, done, median, p90, on_time, waiting, overdue in _ask(sql.PROMISE, month):
        figures = {"promised": promised, "median": _number(median), "p90": _number(p90), "done": done}
        figures |= {
            "on_time": round(on_time / done, 3) if done else None,
            "open": waiting,
            "overdue": overdue,
        }
        yield Row(figures, agency=agency, item=item)


@measure(
    "online",
    title=_("网上办了多少"),
    lead=_("全程网办,是从申请到拿结果一次也不用跑。"),
    position=20,
    columns=[
        Column("done", _("办完")),
        Column("online", _("网办率"), "share"),
        Column("at_once", _("即办率"), "share"),
        Column("wholly_online", _("全程网办率"), "share"),
        Column("visits", _("平均跑动次数"), "average"),
        Column("elsewhere", _("通办办件量")),
    ],
)
def online(month: Month) -> Iterable[Row]:
    """How cases came in and how often people had to come, by item and the deciding agency's region."""
    for item, region, done, by_net, at_once, wholly, visits, elsewhere in _ask(sql.ONLINE, month):
        shares = {"online": by_net, "at_once": at_once, "wholly_online": wholly}
        figures = {"done": done, **{name: round(part / done, 3) for name, part in shares.items()}}
        figures |= {"visits": _number(visits), "elsewhere": elsewhere}
        yield Row(figures, region=region, item=item)


@measure(
    "equal",
    title=_("是不是一样对待"),
    lead=_("按户籍、性别、年龄看结果。少于5人的数字不公开。"),
    position=30,
    cuts=CUTS,
    columns=[
        Column("done", _("办完")),
        Column("granted", _("准予比例"), "share"),
        Column("median", _("一半人不超过(工作日)"), "days"),
    ],
)
def equal(month: Month) -> Iterable[Row]:
    """Share granted and days by household, sex and age; small counts hidden, and what would give them away."""
    groups: dict[tuple[str, str], list[tuple]] = defaultdict(list)
    for item, kind, value, done, granted, median in _ask(sql.EQUAL, month):
        groups[item, kind].append((value, done, granted, median))
    for (item, kind), rows in groups.items():
        gone = hidden({value: done for value, done, _granted, _median in rows})
        for value, done, granted, median in rows:
            told = value not in gone
            figures = {"done": done, "granted": share(granted, done), "median": _number(median)}
            yield Row(
                {key: figures[key] if told else None for key in figures}, item=item, cut=f"{kind}:{value}"
            )


@measure(
    "ratings",
    title=_("好差评"),
    lead=_("每办完一件,本人评一次。差评由别人回访。少于5人评价的,不公开分布。"),
    position=40,
    columns=[
        Column("done", _("办完")),
        Column("rated", _("评价")),
        Column("level5", _("非常满意")),
        Column("level4", _("满意")),
        Column("level3", _("基本满意")),
        Column("level2", _("不满意")),
        Column("level1", _("非常不满意")),
        Column("average", _("平均分(满分5)"), "average"),
    ],
)
def ratings(month: Month) -> Iterable[Row]:
    """The five levels by deciding agency; under FLOOR ratings the levels would tell who gave which."""
    for agency, done, rated, five, four, three, two, one, average in _ask(sql.RATINGS, month):
        told = {"level5": five, "level4": four, "level3": three, "level2": two, "level1": one}
        told |= {"average": _number(average)}
        if rated < suppression.FLOOR:
            told = dict.fromkeys(told)
        yield Row({"done": done, "rated": rated, **told}, agency=agency)


@patrol("casework.decision_reckons_again")
def not_reproduced() -> Iterable[str]:
    """One decision of a hundred, another hundredth each night, must come out again from what it kept."""
    return replaying.differing(1)
