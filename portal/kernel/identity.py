"""Numbers that say who somebody is: five kinds of identity documents, and the organisation's credit code.

Every check takes whatever was typed or pasted, never raises, looks at no more than a short text, and says
which rule failed and how to go on. Numbers come out normalised: half-width, no spaces or hyphens, upper case.
Nothing here logs or keeps a number; reprs leave it out.
"""

import operator
import re
import unicodedata
from collections.abc import Container
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from django.db.models import TextChoices
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from . import clock
from .names import check_name, check_phone
from .typed import INVISIBLE, Problem, invalid

__all__ = [
    "CITIZEN_KINDS",
    "DocumentKind",
    "IdentityCheck",
    "Problem",
    "check",
    "check_digit",
    "check_name",
    "check_phone",
    "namespace",
    "uscc_check",
]

MAX_TYPED = 64
EARLIEST_BIRTH = date(1900, 1, 1)
PROVINCES = frozenset(
    str(code)
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83))
    for code in range(first, last + 1)
)
OUTSIDE_TABLE = frozenset(("71", "81", "82", "83"))  # no counties there in GB/T 2260
HMT_PREFIXES = frozenset(("810000", "820000", "830000"))
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100-2015: without I O S V Z
WEIGHTS = tuple(pow(2, 17 - place, 11) for place in range(17))  # ISO 7064 MOD 11-2
_PLAIN = re.compile(r"[0-9]{17}[0-9X]")  # as nearly every number is typed: nothing in it to normalise
_SEPARATORS = re.compile(r"[\s()\-‐‑‒–—―−·]+")


class DocumentKind(TextChoices):
    """Documents that open every service (requirement, article 1)."""

    RESIDENT_ID = "resident_id", _("居民身份证")
    SOCIAL_SECURITY_CARD = "social_security_card", _("社会保障卡")
    HMT_RESIDENCE_PERMIT = "hmt_residence_permit", _("港澳台居民居住证")
    HM_TRAVEL_PERMIT = "hm_travel_permit", _("港澳居民来往内地通行证")
    TW_TRAVEL_PERMIT = "tw_travel_permit", _("台湾居民来往大陆通行证")


CITIZEN_KINDS = frozenset(
    (DocumentKind.RESIDENT_ID, DocumentKind.SOCIAL_SECURITY_CARD, DocumentKind.HMT_RESIDENCE_PERMIT)
)


@dataclass(frozen=True)
class IdentityCheck:
    """What a number says. Empty `number` when what was typed could not be a number at all.

    birth, sex and region (six digits) come only with a valid 18-digit number.
    """

    number: str = field(repr=False)
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    birth: date | None = field(default=None, repr=False)
    sex: Literal["male", "female"] | None = None
    region: str | None = None

    @property
    def valid(self) -> bool:
        return not self.problems


def namespace(kind: str) -> str:
    """Where a number is unique: the three 18-digit documents share the citizen's number."""
    return "citizen" if kind in CITIZEN_KINDS else DocumentKind(kind).value


def check(
    kind: str, number: object, *, known_regions: Container[str] | None = None, today: date | None = None
) -> IdentityCheck:
    """Check a number by the rule of its document.

    known_regions: county codes of GB/T 2260; a code outside is a warning, never a refusal, because old codes
    stay on cards for life. today: the day births are held against. Raises ValueError on an unknown kind only.
    """
    kind = DocumentKind(kind)
    text, problem = _typed(number)
    if problem:
        return IdentityCheck("", (problem,))
    if kind in CITIZEN_KINDS:
        return _check_citizen(kind, text, known_regions, today or clock.today())
    return IdentityCheck(text, _travel_permit_problems(kind, text))


def read(kind: str, number: str) -> dict[str, Any]:
    """{"number", "birth", "sex"} of a number that `check` found valid before; nothing is checked again."""
    text, _problem = _typed(number)
    if DocumentKind(kind) not in CITIZEN_KINDS:
        return {"number": text, "birth": None, "sex": ""}
    return {"number": text, "birth": _birth(text), "sex": "male" if int(text[16]) % 2 else "female"}


def _typed(value: object) -> tuple[str, Problem | None]:
    """The normalised text, or why it cannot be a number. Long input is refused before it is looked at."""
    if isinstance(value, str) and _PLAIN.fullmatch(value):
        return value, None
    if not isinstance(value, str) or not value.strip():
        return "", Problem("empty", _("请填写证件号码。"))
    if len(value) > MAX_TYPED:
        return "", Problem("too_long", _("填写的内容太长,不像证件号码。请只填写证件上的号码。"))
    text = unicodedata.normalize("NFKC", value.strip().translate(INVISIBLE))
    text = _SEPARATORS.sub("", text).upper()
    if not re.fullmatch(r"[0-9A-Z]+", text):
        message = _("证件号码里只能有数字和字母。请去掉汉字、符号或表情后再填。")
        return "", Problem("characters", message)
    return text, None


def _check_citizen(
    kind: DocumentKind, number: str, known_regions: Container[str] | None, today: date
) -> IdentityCheck:
    shape = _shape_problem(kind, number)
    if shape:
        return IdentityCheck(number, (shape,))
    region, birth = number[:6], _birth(number)
    problems = [
        problem
        for problem in (
            _prefix_problem(kind, region),
            _birth_problem(birth, number, today),
            _check_digit_problem(number),
        )
        if problem
    ]
    if problems:
        return IdentityCheck(number, tuple(problems))
    sex = "male" if int(number[16]) % 2 else "female"
    return IdentityCheck(number, (), _region_warnings(kind, region, known_regions), birth, sex, region)


def _shape_problem(kind: DocumentKind, number: str) -> Problem | None:
    """18 characters, 17 digits and a digit or X (GB 11643-1999)."""
    if _PLAIN.fullmatch(number):
        return None
    if re.fullmatch(r"[0-9]{15}", number):
        return Problem(
            "fifteen_digits",
            _("15位的旧号码已经停用。请填写现在身份证上的18位号码;还没有换证的,请到窗口办理。"),
        )
    if len(number) == 18:
        return Problem("characters", _("前17位都是数字,只有最后一位可以是X。请对照证件再核对一遍。"))
    text = _("{label}号码应是18位,您填了{count}位。请对照证件补全或删去多余的。")
    if kind is DocumentKind.SOCIAL_SECURITY_CARD:
        text = _("请填写卡上的“社会保障号码”(18位,与身份证号相同),不是卡号或银行账号。您填了{count}位。")
    return Problem("length", format_lazy(text, label=kind.label, count=len(number)))


def _prefix_problem(kind: DocumentKind, region: str) -> Problem | None:
    if kind is DocumentKind.HMT_RESIDENCE_PERMIT:
        if region in HMT_PREFIXES:
            return None
        return Problem(
            "prefix", _("港澳台居民居住证号码以810000(香港)、820000(澳门)或830000(台湾)开头。请核对前6位。")
        )
    if region[:2] in PROVINCES:
        return None
    return Problem("province", _("前两位不是任何省份的代码。请核对号码的开头。"))


def _birth(number: str) -> date | None:
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def _birth_problem(birth: date | None, number: str, today: date) -> Problem | None:
    if birth is None:
        text = _("第7到14位是出生日期,但没有{year}年{month}月{day}日这一天。请核对这8位数字。")
        parts = {"year": number[6:10], "month": number[10:12], "day": number[12:14]}
        return Problem("birth_date", format_lazy(text, **parts))
    if birth > today:
        return Problem("birth_future", _("第7到14位的出生日期还没有到。请核对这8位数字。"))
    if birth < EARLIEST_BIRTH:
        return Problem("birth_too_early", _("第7到14位的出生日期早于1900年。请核对这8位数字。"))
    return None


def check_digit(digits: str) -> str:
    """The 18th character for 17 digits (GB 11643-1999, ISO 7064 MOD 11-2)."""
    return "10X98765432"[sum(map(operator.mul, WEIGHTS, map(int, digits))) % 11]


def _check_digit_problem(number: str) -> Problem | None:
    if check_digit(number[:17]) == number[17]:
        return None
    return Problem("check_digit", _("最后一位校验码对不上。请对照证件再核对一遍每一位数字。"))


def _region_warnings(
    kind: DocumentKind, region: str, known_regions: Container[str] | None
) -> tuple[Problem, ...]:
    if kind is DocumentKind.RESIDENT_ID and region in HMT_PREFIXES:
        return (Problem("other_kind", _("这像是港澳台居民居住证的号码。请看一下证件种类是否选对。")),)
    if known_regions is None or region[:2] in OUTSIDE_TABLE or region in known_regions:
        return ()
    text = _("前6位{region}不在现行区划代码里,可能是早年的代码。号码没有填错就可以继续。")
    return (Problem("region_unknown", format_lazy(text, region=region)),)


def _travel_permit_problems(kind: DocumentKind, number: str) -> tuple[Problem, ...]:
    """Current permits: H or M and 8 digits; 8 digits for Taiwan. Older ones carried issue counts behind."""
    if kind is DocumentKind.HM_TRAVEL_PERMIT:
        if re.fullmatch(r"[HM][0-9]{8}", number):
            return ()
        if not number.startswith(("H", "M")):
            return (Problem("prefix", _("港澳居民来往内地通行证号码以字母H或M开头。请核对第一位。")),)
        if re.fullmatch(r"[HM][0-9]{10}", number):
            text = _("现在的通行证号码是字母加8位数字。请去掉最后两位换证次数。")
            return (Problem("length", text),)
        text = _("港澳居民来往内地通行证号码是字母H或M加8位数字。请对照证件再核对一遍。")
        return (Problem("format", text),)
    if re.fullmatch(r"[0-9]{8}", number):
        return ()
    if re.fullmatch(r"[0-9]{10}[A-Z]?", number):
        return (Problem("length", _("现在的台胞证号码是8位数字。请填写前8位,不含换证次数和括号里的字母。")),)
    return (Problem("format", _("台湾居民来往大陆通行证号码是8位数字。请对照证件再核对一遍。")),)


def uscc_check(code: object) -> tuple[str, tuple[Problem, ...]]:
    """The normalised 18-character credit code (统一社会信用代码, GB 32100-2015) and what is wrong with it."""
    if not isinstance(code, str) or not code.strip():
        return invalid("empty", _("请填写统一社会信用代码。"))
    if len(code) > MAX_TYPED:
        return invalid("too_long", _("填写的内容太长,不像统一社会信用代码。请对照营业执照填写。"))
    text = unicodedata.normalize("NFKC", code.strip().translate(INVISIBLE))
    text = _SEPARATORS.sub("", text).upper()
    if not text or any(char not in CREDIT_ALPHABET for char in text):
        return invalid("characters", _("代码里只有数字和大写字母,没有I、O、S、V、Z。请对照营业执照核对。"))
    if len(text) != 18:
        count = format_lazy(_("统一社会信用代码应是18位,您填了{count}位。"), count=len(text))
        return text, (Problem("length", count),)
    if not text[2:8].isdigit():
        return text, (Problem("region", _("第3到8位是登记地区代码,应全是数字。请对照营业执照核对。")),)
    total = sum(CREDIT_ALPHABET.index(char) * pow(3, i, 31) for i, char in enumerate(text[:17]))
    if CREDIT_ALPHABET[-total % 31] != text[17]:
        return text, (Problem("check_digit", _("最后一位校验码对不上。请对照营业执照再核对一遍。")),)
    return text, ()
