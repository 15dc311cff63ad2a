"""Cells of a spreadsheet as values: days however a spreadsheet writes them, choices by their words."""

import functools
import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

DAY = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?(?:[ T]00:00(?::00)?)?$")
RUN_TOGETHER = re.compile(r"(\d{4})(\d{2})(\d{2})$")
SERIAL = re.compile(r"\d{5}$")
SERIAL_ZERO = date(1899, 12, 30)  # day 60 of a spreadsheet is a 29 February 1900 that never was
PADDING = "　 \t"


class Unreadable(ValueError):
    """What is wrong with a cell, in words for who filled it in; `column` names the cell."""

    def __init__(self, text: str, column: Any = "") -> None:
        super().__init__(text)
        self.column = str(column)


def day(text: str, what: Any) -> date:
    """A day: 2026-03-01, 2026/3/1, 2026.3.1, 2026年3月1日, 20260301, or a spreadsheet's serial number."""
    text = text.strip(PADDING)
    if not text:
        raise Unreadable(_("请填写%(what)s。") % {"what": what}, what)
    found = _read(text)
    if found:
        return found
    raise Unreadable(
        _("%(what)s“%(text)s”看不懂,请写成 2026-03-01。") % {"what": what, "text": text[:20]}, what
    )


@functools.lru_cache(maxsize=4096)
def _read(text: str) -> date | None:
    """The day a text names: a roster names few days, many times."""
    found = DAY.match(text) or RUN_TOGETHER.match(text)
    try:
        if found:
            return date(int(found[1]), int(found[2]), int(found[3]))
        if SERIAL.match(text):
            return SERIAL_ZERO + timedelta(int(text))
    except ValueError:
        pass
    return None


def day_or_none(text: str, what: Any) -> date | None:
    """The same where a cell may stay empty."""
    return day(text, what) if text.strip(PADDING) else None


def choice(text: str, words: Mapping[str, str], what: Any, *, default: str = "") -> str:
    """A code by one of its words. Raises Unreadable naming what may stand there."""
    key = "".join(text.split())
    if not key and default:
        return default
    if key in words:
        return words[key]
    if not key:
        raise Unreadable(_("请填写%(what)s。") % {"what": what}, what)
    allowed = "、".join(dict.fromkeys(word for word in words if not word.isascii()))
    raise Unreadable(
        _("%(what)s“%(text)s”不在可选范围,请写:%(allowed)s。")
        % {"what": what, "text": key[:20], "allowed": allowed[:120]},
        what,
    )
