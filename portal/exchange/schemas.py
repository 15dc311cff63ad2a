"""Rows against a JSON Schema, told without showing anybody's data."""

import json
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from .registry import Dataset

MOST_PROBLEMS = 5


@lru_cache(maxsize=200)
def _validator(code: str, version: int) -> Any:
    from jsonschema import Draft202012Validator, FormatChecker

    from .registry import find

    found = find(code, version)
    return Draft202012Validator(found.schema, format_checker=FormatChecker())


def problems(dataset: Dataset, row: Any) -> list[str]:
    """What is wrong with a row, field by field; the values themselves are never repeated."""
    if not _writable(row):
        return [_("有不能保存的字符")]
    found = _validator(dataset.code, dataset.version).iter_errors(row)
    return [_told(error) for error, _n in zip(found, range(MOST_PROBLEMS), strict=False)]


def _writable(row: Any) -> bool:
    """Whether the database can hold every text of it: no NUL, no half characters."""
    text = json.dumps(row, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\\u0000" not in text


def _told(error: Any) -> str:
    where = ".".join(str(part) for part in error.absolute_path)
    if error.validator == "required":
        missing = [name for name in error.validator_value if name not in error.instance]
        return _("缺少:%(names)s") % {"names": "、".join(missing)}
    if error.validator == "additionalProperties":
        return _("有约定里没有的字段")
    words = {
        "type": _("类型不对"),
        "format": _("格式不对"),
        "pattern": _("格式不对"),
        "enum": _("不在约定的取值里"),
        "maxLength": _("太长"),
        "minLength": _("太短"),
    }
    return f"{where or _('整行')}:{words.get(error.validator, _('不符合约定'))}"
