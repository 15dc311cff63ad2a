"""A person's name and mobile number, as typed."""

import re
import unicodedata

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .typed import INVISIBLE, Problem, has_control, invalid

MAX_NAME = 50
MAX_TYPED = 200
DOT = "·"
_DOTS = re.compile(r"\s*[·•‧・･∙⋅]\s*")
_DOT_BETWEEN_HAN = re.compile(r"(?<=[^\x00-\x7f])\s*[.]\s*(?=[^\x00-\x7f])")
# Full-width forms only: NFKC would also change rare Han characters that stand on an identity card.
_HALF_WIDTH = {**{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}, 0x3000: 0x20}
_VARIATIONS = dict.fromkeys([*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)])
_PLAIN = re.compile("[一-鿿]{2,20}")  # as nearly every name is typed: nothing in it to normalise
_HAN = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFD))


def is_han(char: str) -> bool:
    """A Han character of any extension, known to this Python or not, or the 〇 of some names."""
    return char == "〇" or any(first <= ord(char) <= last for first, last in _HAN)


def check_name(name: object) -> tuple[str, tuple[Problem, ...]]:
    """The normalised name of 1–50 characters and what is wrong with it; empty when nothing usable was typed.

    Han of all extensions with · between parts, or Latin letters with spaces, ' and - (travel permits).
    """
    if isinstance(name, str) and _PLAIN.fullmatch(name):
        return name, ()
    if not isinstance(name, str) or not name.strip():
        return invalid("empty", _("请填写姓名。"))
    if len(name) > MAX_TYPED:
        return invalid("too_long", _("姓名最多50个字。请只填写证件上的姓名。"))
    text = _normalised_name(name)
    if not text:
        return invalid("empty", _("请填写姓名。"))
    problem = _character_problem(text)
    if problem:
        return "", (problem,)
    if len(text) > MAX_NAME:
        return text, (Problem("too_long", _("姓名最多50个字。请只填写证件上的姓名。")),)
    if text.startswith(DOT) or text.endswith(DOT) or DOT * 2 in text:
        return text, (Problem("dot", _("间隔点“·”只写在名字的两部分之间。请对照证件核对。")),)
    return text, ()


def _normalised_name(name: str) -> str:
    text = name.strip().translate(INVISIBLE | _VARIATIONS).translate(_HALF_WIDTH)
    text = _DOTS.sub(DOT, _DOT_BETWEEN_HAN.sub(DOT, text))
    text = unicodedata.normalize("NFC", text) if text.isascii() or not any(map(is_han, text)) else text
    between = "" if any(map(is_han, text)) else " "
    return re.sub(r" +", between, text).strip()


def _character_problem(text: str) -> Problem | None:
    if any(char.isdigit() or unicodedata.category(char) == "No" for char in text):
        return Problem("digits", _("姓名里不能有数字。请按证件上的姓名填写。"))
    odd = [char for char in text if not _allowed(char)]
    if not odd:
        return None
    if has_control("".join(odd)):
        return Problem(
            "control", _("姓名里有看不见或显示不出的字符。请直接输入姓名,不要粘贴;打不出的字请到窗口办理。")
        )
    message = _("姓名里不能有“{char}”。请按证件上的姓名填写,只用汉字、字母和间隔点“·”。")
    return Problem("characters", format_lazy(message, char=odd[0]))


def _allowed(char: str) -> bool:
    if char in f"{DOT} '’-" or is_han(char):
        return True
    return char.isalpha() and unicodedata.name(char, "").startswith("LATIN ")


def check_phone(phone: object) -> tuple[str, tuple[Problem, ...]]:
    """The 11 digits of a mainland mobile number and what is wrong with it; +86, spaces and hyphens go."""
    if not isinstance(phone, str) or not phone.strip():
        return invalid("empty", _("请填写手机号码。"))
    if len(phone) > MAX_TYPED:
        return invalid("too_long", _("填写的内容太长,不像手机号码。请填写11位手机号码。"))
    text = unicodedata.normalize("NFKC", phone.strip().translate(INVISIBLE))
    text = re.sub(r"[ \u00a0()\-‐‑–—]+", "", text)
    text = re.sub(r"^(?:\+|00)?86(?=1[0-9]{10}$)", "", text)
    if not re.fullmatch(r"[0-9]+", text):
        return invalid("characters", _("手机号码里只能有数字。请填写11位手机号码。"))
    if text.startswith("0"):
        return text, (Problem("landline", _("这像是座机号码。请填写能收短信的11位手机号码。")),)
    if len(text) != 11:
        message = format_lazy(_("手机号码应是11位,您填了{count}位。请核对。"), count=len(text))
        return text, (Problem("length", message),)
    if not re.match(r"1[3-9]", text):
        return text, (Problem("prefix", _("大陆手机号码以13到19开头。请核对前两位。")),)
    return text, ()
