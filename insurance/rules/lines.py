"""One line of a contribution file: text in, typed cells or what is wrong with it out."""

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from portal.kernel import identity

COLUMNS = ("证件号码", "单位统一社会信用代码", "参保地", "缴费月份", "缴费基数", "单位缴费", "个人缴费")
NEEDED = ("证件号码", "参保地", "缴费月份", "缴费基数")
MONTH = re.compile(r"(\d{4})\D{0,1}(\d{1,2})\D{0,2}(?:\d{1,2}\D?)?(?: 00:00:00)?$")
BASE, UNIT, OWN = lazy("缴费基数"), lazy("单位缴费"), lazy("个人缴费")
MOST = Decimal("9999999.99")


@dataclass(frozen=True)
class Line:
    """What stands in a line; `problem` says why it is not taken, and the rest is then empty."""

    number: str = ""
    employer: str = ""
    county: str = ""
    month: date | None = None
    base: Decimal | None = None
    unit_paid: Decimal | None = None
    own_paid: Decimal | None = None
    problem: str = ""


class _Wrong(ValueError):
    """Why a cell cannot be read."""


def read(
    cells: Mapping[str, str], *, counties: Mapping[str, str], known: Container[str], today: date
) -> Line:
    """A line read. counties: names and codes to codes. A number is never refused for its county code (`known`)."""
    try:
        checked = identity.check("resident_id", cells.get("证件号码", ""), known_regions=known, today=today)
        if not checked.valid:
            raise _Wrong(str(checked.problems[0].message))
        return Line(
            number=checked.number,
            employer=_employer(cells.get("单位统一社会信用代码", "")),
            county=_county(cells.get("参保地", ""), counties),
            month=_month(cells.get("缴费月份", ""), today),
            base=_sum(cells.get("缴费基数", ""), BASE),
            unit_paid=_sum(cells.get("单位缴费", "") or "0", UNIT),
            own_paid=_sum(cells.get("个人缴费", "") or "0", OWN),
        )
    except _Wrong as error:
        return Line(problem=str(error)[:120])


def _employer(text: str) -> str:
    code = text.strip().upper()
    if code and not re.fullmatch(r"[0-9A-Z]{18}", code):
        raise _Wrong(_("统一社会信用代码要18位。个人身份参保的可以空着。"))
    return code


def _county(text: str, counties: Mapping[str, str]) -> str:
    found = counties.get(text.strip())
    if not found:
        raise _Wrong(
            _("没有找到参保地“%(place)s”,请写四川的县(市、区)名称或六位代码。") % {"place": text[:20]}
        )
    return found


def _month(text: str, today: date) -> date:
    found = MONTH.match(text.strip())
    if not found or not 1 <= int(found[2]) <= 12:
        raise _Wrong(_("缴费月份“%(month)s”看不懂,请写成 2026-03。") % {"month": text[:20]})
    month = date(int(found[1]), int(found[2]), 1)
    if month > today:
        raise _Wrong(_("缴费月份在以后,还不能导入。"))
    if month.year < 1986:
        raise _Wrong(_("失业保险从1986年开始,请核对年份。"))
    return month


def _sum(text: str, what: Any) -> Decimal:
    try:
        value = Decimal(text.strip().replace(",", ""))
    except InvalidOperation as error:
        raise _Wrong(_("%(what)s“%(text)s”不是数字。") % {"what": what, "text": text[:20]}) from error
    if not value.is_finite() or not 0 <= value <= MOST:
        raise _Wrong(_("%(what)s不能是负数,也不能太大。") % {"what": what})
    return value.quantize(Decimal("0.01"))
