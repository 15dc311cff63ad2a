"""The kinds a law's value may have, and what each must look like in JSON. Decimals are strings."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext_lazy as _

CHOICES = [
    ("money", _("金额(元)")),
    ("percent", _("百分比")),
    ("integer", _("整数")),
    ("months", _("月数")),
    ("days", _("自然日")),
    ("workdays", _("工作日")),
    ("grid", _("分档表")),
    ("table", _("对照表")),
    ("bool", _("是否")),
    ("code", _("代码")),
]
WHOLE = {"integer", "months", "days", "workdays"}
DECIMAL = {"money", "percent"}


def check(kind: str, value: Any) -> None:
    """Raise ValueError, in words for an administrator, when a value does not fit its kind."""
    if kind in WHOLE and (isinstance(value, bool) or not isinstance(value, int)):
        raise ValueError("这个参数要填整数。")
    if kind in DECIMAL:
        _check_decimal(value)
    if kind == "bool" and not isinstance(value, bool):
        raise ValueError("这个参数要填 true 或 false。")
    if kind == "code" and not isinstance(value, str | list):
        raise ValueError("这个参数要填文字或文字的列表。")
    if kind == "grid" and not (isinstance(value, list) and all(isinstance(row, dict) for row in value)):
        raise ValueError("分档表要填列表,每一档是一个对象。")
    if kind == "table" and not isinstance(value, dict | list):
        raise ValueError("对照表要填对象或列表。")


def _check_decimal(value: Any) -> None:
    if not isinstance(value, str):
        raise ValueError('金额和百分比要写成带引号的数字,例如 "2330.00"。')
    try:
        Decimal(value)
    except InvalidOperation as error:
        raise ValueError(f"“{value}”不是数字。") from error


def read(kind: str, value: Any) -> Any:
    """The Python value of a stored one: Decimal for money and percent, the rest as JSON holds it."""
    return Decimal(value) if kind in DECIMAL else value
