"""Occupations, wages, supply and demand in words and pictures."""

from collections import Counter
from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext as _

from portal.agencies.queries import SICHUAN
from portal.kernel import clock
from portal.kernel.dates import day_text

from ..models import MarketSnapshot, PayUnit, Vacancy, WageGuide
from ..models.market import ALL
from ..rules import charts

DRAWN, NAME, UNTOLD = 20, 18, "—"
POINTS = ("p10", "p25", "p50", "p75", "p90")


def doubtful_rows(vacancies: list[Vacancy], suggest: Callable[[str], list]) -> list[dict[str, Any]]:
    """Vacancies whose code is to be looked at, each with what its title suggests."""
    return [
        {
            "number": one.number,
            "title": one.title,
            "employer": one.employer.organisation.name,
            "now": f"{one.occupation_id} {one.occupation.name}" if one.occupation else "",
            "choices": [
                {"code": row.pk, "text": f"{row.pk} {row.name}", "first": not position}
                for position, (row, _score) in enumerate(suggest(one.title))
            ],
        }
        for one in vacancies
    ]


def options(names: dict[str, str], chosen: str) -> list[tuple[str, str, bool]]:
    """Choices of a select: value, word, whether chosen."""
    return [(code, name, code == chosen) for code, name in names.items()]


def _amount(value: Decimal) -> str:
    return f"{value:,.2f}".removesuffix(".00")


def _short(name: str) -> str:
    return name if len(name) <= NAME else f"{name[: NAME - 1]}…"


def wage_heads() -> list[str]:
    """Heads of the five points."""
    return [str(WageGuide._meta.get_field(name).verbose_name) for name in POINTS]


def wage_columns() -> list[tuple[str, str]]:
    """Columns of a file with what is written into them."""
    units = "、".join(f"{value}({label})" for value, label in PayUnit.choices)
    return [
        ("region", _("六位地区代码")),
        ("occupation", _("职业编码")),
        *zip(POINTS, wage_heads(), strict=True),
        ("unit", units),
    ]


def wage_rows(guides: Iterable[WageGuide]) -> list[dict[str, Any]]:
    """Lines of the table, each amount as text with its head: on a phone it stands beside it."""
    heads = wage_heads()
    return [
        {
            "name": one.occupation.name,
            "unit": one.get_unit_display(),
            "points": [(head, _amount(getattr(one, name))) for head, name in zip(heads, POINTS, strict=True)],
        }
        for one in guides
    ]


def wage_chart(guides: list[WageGuide]) -> dict[str, Any] | None:
    """From a quarter to three quarters with the middle marked; rows of the unit that most rows have."""
    if not guides:
        return None
    unit = Counter(one.unit for one in guides).most_common(1)[0][0]
    rows = [one for one in guides if one.unit == unit]
    bars = [
        charts.Bar(
            _short(one.occupation.name), float(one.p25), float(one.p75), float(one.p50), _amount(one.p50)
        )
        for one in rows[:DRAWN]
    ]
    return charts.drawn(bars) | {"unit": rows[0].get_unit_display(), "more": len(guides) > len(bars)}


def group_names(groups: dict[str, str]) -> dict[str, str]:
    """Major groups with the words for no code and for all."""
    return groups | {"": _("没有写职业的"), ALL: _("合计")}


def _ratio(row: MarketSnapshot) -> Decimal:
    return (Decimal(row.demand) / row.supply).quantize(Decimal("0.01"), ROUND_HALF_UP)


def market_row(row: MarketSnapshot, name: str, untold: dict[str, set]) -> dict[str, Any]:
    """A line of the table. Nothing is divided by nobody, nor by a count that is not told."""
    key = (row.prefecture, row.group)
    demand, supply = (key not in untold[figure] for figure in ("demand", "supply"))
    ratio = _ratio(row) if demand and supply and row.supply else None
    return {
        "name": name,
        "demand": f"{row.demand:,}" if demand else UNTOLD,
        "supply": f"{row.supply:,}" if supply else UNTOLD,
        "ratio": str(ratio) if ratio is not None else UNTOLD,
        "value": float(ratio) if ratio is not None else None,
        "total": row.group == ALL,
    }


def market_context(
    cells: list[MarketSnapshot], place: str, names: dict[str, dict[str, str]], untold: dict[str, set]
) -> dict[str, Any]:
    """The page of a quarter: one place by group, all prefectures together, and the picture of the first."""
    groups, places = group_names(names["groups"]), names["places"]
    mine = {row.group: row for row in cells if row.prefecture == place}
    by_group = [market_row(mine[code], groups[code], untold) for code in groups if code in mine]
    totals = {row.prefecture: row for row in cells if row.group == ALL}
    by_place = [
        market_row(totals[code], name, untold)
        for code, name in places.items()
        if code in totals and code != SICHUAN
    ]
    bars = [
        charts.Bar(_short(row["name"]), 0, row["value"], None, row["ratio"])
        for row in by_group
        if row["value"] is not None
    ]
    return {
        "by_group": by_group,
        "by_place": by_place,
        "chart": charts.drawn(bars) if bars else None,
        "made": day_text(max(row.made_at for row in cells).astimezone(clock.ZONE).date()) if cells else "",
    }


def quarter_words(quarter: str) -> str:
    """2026Q4 as 2026年第4季度."""
    return _("%(year)s年第%(number)s季度") % {"year": quarter[:4], "number": quarter[5:]}
