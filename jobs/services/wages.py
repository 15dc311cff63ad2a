"""Wage guidance: reading what was published, and loading it from a file all at once or not at all."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import models
from django.db.models import Max
from django.db.models.functions import Substr
from django.utils.translation import gettext as _

from portal.agencies.models import Region
from portal.events.services import record, verb
from portal.exchange import sheets
from portal.kernel.actor import Actor

from ..models import Occupation, PayUnit, WageGuide

COLUMNS = ("year", "region", "occupation", "p10", "p25", "p50", "p75", "p90", "unit", "source")
POINTS = ("p10", "p25", "p50", "p75", "p90")
MOST_ROWS, MOST_TOLD = 20_000, 20


class WageFileWrong(Exception):
    """Nothing was loaded; `problems` says line by line why."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


def asked(query: Any) -> models.QuerySet[WageGuide]:
    """Guides by year (the newest when none is told), region and beginning of the occupation's code."""
    rows = WageGuide.objects.select_related("occupation", "region")
    year = query.get("year", "")
    if not re.fullmatch(r"\d{4}", year):
        year = WageGuide.objects.aggregate(newest=Max("year"))["newest"]
    rows = rows.filter(year=year or 0)
    if re.fullmatch(r"\d{6}", query.get("region", "")):
        rows = rows.filter(region_id=query["region"])
    code = query.get("occupation", "")
    if re.fullmatch(r"[0-9-]{1,11}", code):
        rows = rows.filter(occupation__code__startswith=code)
    return rows.order_by("occupation_id", "region_id", "pk")


def nearest(occupation: str, region: str) -> WageGuide | None:
    """The newest guide of an occupation for a county, else for its prefecture, else for the province.

    region: the county's six digits.
    """
    places = [region, f"{region[:4]}00", f"{region[:2]}0000"]
    rows = WageGuide.objects.filter(occupation=occupation, region__in=places).select_related("region")
    found = sorted(rows.order_by("pk"), key=lambda row: (-row.year, places.index(row.region_id)))
    return found[0] if found else None


def years() -> list[int]:
    """Years there is guidance of, the newest first."""
    rows = WageGuide.objects.order_by("-year").values_list("year", flat=True)
    return list(rows.distinct())


def offered(year: int) -> tuple[dict[str, str], dict[str, str]]:
    """What a year can be asked by: names of occupation groups (the second level) and of regions, by code."""
    rows = WageGuide.objects.filter(year=year)
    found = rows.annotate(part=Substr("occupation", 1, 4)).values_list("part", flat=True).distinct()
    heads = [f"{part}-00-00" for part in found.order_by()]
    groups = Occupation.objects.filter(pk__in=heads).order_by("code").values_list("code", "name")
    places = Region.objects.filter(pk__in=rows.order_by().values("region")).order_by("code")
    return {code[:4]: name for code, name in groups}, dict(places.values_list("code", "full_name"))


def _row(cells: dict[str, str], regions: set[str], codes: set[str]) -> WageGuide | str:
    """One line as a guide, or what is wrong with it."""
    try:
        points = [Decimal((cells.get(name) or "").replace(",", "")) for name in POINTS]
    except InvalidOperation:
        return _("价位要写数字。")
    if not all(point.is_finite() and 0 < point < 10**8 for point in points) or points != sorted(points):
        return _("五个价位要大于0,从低到高。")
    if not re.fullmatch(r"20\d\d", cells.get("year") or ""):
        return _("年份写四位数字,比如 2026。")
    if cells.get("region") not in regions:
        return _("没有这个地区代码。")
    if cells.get("occupation") not in codes:
        return _("没有这个职业编码。")
    if cells.get("unit") not in PayUnit.values:
        return _("单位只能写:%(units)s。") % {"units": "、".join(PayUnit.values)}
    source = (cells.get("source") or "").strip()
    if not source or len(source) > 200:
        return _("来源要写,最多200字。")
    return WageGuide(
        year=int(cells["year"]),
        region_id=cells["region"],
        occupation_id=cells["occupation"],
        unit=cells["unit"],
        source=source,
        **dict(zip(POINTS, points, strict=True)),
    )


def _lines(data: bytes, given: dict[str, str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Lines by column; what is given for all of them stands in each, and a line may not say otherwise."""
    try:
        found = sheets.lines("", data)
        heads = [cell.strip().lower() for cell in next(found, (0, []))[1]]
        lacking = [name for name in COLUMNS if name not in heads and name not in given]
        if lacking:
            raise WageFileWrong([_("第一行要有这些列:%(names)s") % {"names": "、".join(lacking)}])
        for line, cells in found:
            yield line, dict(zip(heads, cells, strict=False))
    except sheets.BadSheet as bad:
        raise WageFileWrong([str(bad)]) from None


def read(data: bytes, **given: str) -> list[WageGuide]:
    """Guides of a file with the head COLUMNS. Raises WageFileWrong with every line that is wrong.

    given: year and source of all lines, where the file has no such columns.
    """
    regions = set(Region.objects.filter(active=True).values_list("code", flat=True))
    codes = set(Occupation.objects.values_list("code", flat=True))
    made, problems, seen = [], [], set()
    for line, cells in _lines(data, given):
        other = any(cells.get(name) not in (None, "", text) for name, text in given.items())
        row = _("年份或来源和您填的不一样。") if other else _row(cells | given, regions, codes)
        key = isinstance(row, WageGuide) and (row.year, row.region_id, row.occupation_id)
        if key and key in seen:
            row = _("这一行和前面重复。")
        if isinstance(row, str):
            problems.append(_("第%(line)s行:%(text)s") % {"line": line, "text": row})
        else:
            seen.add(key)
            made.append(row)
        if len(problems) >= MOST_TOLD or len(made) > MOST_ROWS:
            break
    if problems or not made or len(made) > MOST_ROWS:
        raise WageFileWrong(problems or [_("文件里没有数据,或者超过20000行。")])
    return made


@verb
def load(data: bytes, *, by: Actor, **given: str) -> int:
    """Take in a file of guides; a row of the same year, region and occupation is replaced. Raises WageFileWrong."""
    made = read(data, **given)
    WageGuide.objects.bulk_create(
        made,
        update_conflicts=True,
        unique_fields=["year", "region", "occupation"],
        update_fields=[*POINTS, "unit", "source"],
        batch_size=1000,
    )
    record("wage_guides.loaded", subject_type="wage_guides", subject_id=str(made[0].year), by=by)
    return len(made)
