"""Rules a county may pick for an item of its own (附件十一): each is a named function with values, never an expression.

A check is `run(facts, values, on) -> Finding`, or gives an amount. `facts` are the answers by field name and
`person` (birth, sex, registered_unemployed, residence_path). `values` are what the administrator entered.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from .verdict import Finding

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Check:
    """One rule of the registry. `values` names what must be entered: name → kind (integer, money, percent, field)."""

    code: str
    title: str
    values: Mapping[str, str]
    run: Callable[[Mapping[str, Any], Mapping[str, Any], date, str], Finding]
    amount: Callable[[Mapping[str, Any], Mapping[str, Any]], Decimal | None] | None = None


_checks: dict[str, Check] = {}


def add(check: Check) -> None:
    """Register a rule; a code twice is a programming error."""
    if check.code in _checks:
        raise ValueError(f"check {check.code} is registered twice")
    _checks[check.code] = check


def check(code: str) -> Check | None:
    """A rule by its code."""
    return _checks.get(code)


def all_checks() -> list[Check]:
    """Every rule, by code."""
    return [_checks[code] for code in sorted(_checks)]


def problems(code: str, values: Mapping[str, Any], fields: Mapping[str, str]) -> list[str]:
    """What is wrong with entered values, in words; `fields` are the item's field names and kinds."""
    found = check(code)
    if found is None:
        return [_("没有叫“%(code)s”的规则。") % {"code": code}]
    out = [_("缺少参数“%(name)s”。") % {"name": name} for name in found.values if name not in values]
    out += [_("没有叫“%(name)s”的参数。") % {"name": name} for name in values if name not in found.values]
    for name, kind in found.values.items():
        if name in values and not _fits(kind, values[name], fields):
            out.append(_("参数“%(name)s”填得不对。") % {"name": name})
    return out


def _fits(kind: str, value: Any, fields: Mapping[str, str]) -> bool:
    if kind == "field":
        return value in fields
    number = _number(value)
    if number is None:
        return False
    if kind == "integer":
        return number == number.to_integral_value() and number >= 0
    return number >= 0 and (kind != "percent" or number <= 100)


def _number(value: Any) -> Decimal | None:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def age_on(birth: date, on: date) -> int:
    """Full years lived on a day."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def _age_between(facts: Mapping, values: Mapping, on: date, article: str) -> Finding:
    birth = facts["person"].get("birth")
    met = None if birth is None else int(values["least"]) <= age_on(birth, on) <= int(values["most"])
    text = _("年龄在%(least)s到%(most)s周岁之间") % values
    return Finding("age_between", text, article, met)


def _registered(facts: Mapping, values: Mapping, on: date, article: str) -> Finding:
    met = facts["person"].get("registered_unemployed")
    return Finding("registered_unemployed", _("在失业登记期内"), article, met)


def _answered_yes(facts: Mapping, values: Mapping, on: date, article: str) -> Finding:
    answer = facts.get(values["field"])
    met = None if answer in (None, "") else answer == "yes"
    return Finding("answered_yes", str(facts["labels"].get(values["field"], values["field"])), article, met)


def _at_least(facts: Mapping, values: Mapping, on: date, article: str) -> Finding:
    number = _number(facts.get(values["field"])) if facts.get(values["field"]) not in (None, "") else None
    label = facts["labels"].get(values["field"], values["field"])
    met = None if number is None else number >= Decimal(str(values["least"]))
    return Finding("at_least", _("%(label)s不少于%(least)s") % {"label": label, **values}, article, met)


def _at_most(facts: Mapping, values: Mapping, on: date, article: str) -> Finding:
    number = _number(facts.get(values["field"])) if facts.get(values["field"]) not in (None, "") else None
    label = facts["labels"].get(values["field"], values["field"])
    met = None if number is None else number <= Decimal(str(values["most"]))
    return Finding("at_most", _("%(label)s不超过%(most)s") % {"label": label, **values}, article, met)


def _share(facts: Mapping, values: Mapping, on: date, article: str) -> Finding:
    amount = share_amount(facts, values)
    text = _("按实缴的%(percent)s%%补,每次不超过%(most)s元") % values
    return Finding("share_of_paid", text, article, None if amount is None else amount > 0)


def share_amount(facts: Mapping, values: Mapping) -> Decimal | None:
    """The share of what was paid, to the cent, half up, never above the limit."""
    paid = _number(facts.get(values["field"])) if facts.get(values["field"]) not in (None, "") else None
    if paid is None:
        return None
    share = (paid * Decimal(str(values["percent"])) / 100).quantize(CENT, ROUND_HALF_UP)
    return min(share, Decimal(str(values["most"])))


def _fixed(facts: Mapping, values: Mapping, on: date, article: str) -> Finding:
    return Finding("fixed_amount", _("定额%(amount)s元") % values, article, True)


add(Check("age_between", "年龄范围", {"least": "integer", "most": "integer"}, _age_between))
add(Check("registered_unemployed", "正在失业登记期内", {}, _registered))
add(Check("answered_yes", "某个问题答“是”", {"field": "field"}, _answered_yes))
add(Check("at_least", "某个数不少于", {"field": "field", "least": "money"}, _at_least))
add(Check("at_most", "某个数不超过", {"field": "field", "most": "money"}, _at_most))
add(
    Check(
        "share_of_paid",
        "按实缴比例补,设上限",
        {"field": "field", "percent": "percent", "most": "money"},
        _share,
        share_amount,
    )
)
add(
    Check(
        "fixed_amount",
        "定额",
        {"amount": "money"},
        _fixed,
        lambda facts, values: Decimal(str(values["amount"])).quantize(CENT, ROUND_HALF_UP),
    )
)
