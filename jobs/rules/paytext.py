"""What people write into pay, education and experience columns, as values or as a reason in words."""

import re
import unicodedata
from decimal import Decimal

from django.utils.translation import gettext as _

from .pay import Pay

DIGITS = dict(zip("一二两三四五六七八九", (1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
SIZES = {"万": 10_000, "w": 10_000, "千": 1000, "k": 1000, "百": 100, "元": 1, "块": 1, "": 1}
NUMBER = r"(\d+(?:\.\d+)?)(万|w|千|k|百)?(?:元|块钱?)?"
RANGE = re.compile(rf"{NUMBER}(?:[-~—–―至到]+){NUMBER}")
SINGLE = re.compile(NUMBER)
UNITS = (
    ("hour", re.compile(r"/h|/小?时|每小?时|[元块]一?小时|时薪|个小时|/钟头|小时工资")),
    ("day", re.compile(r"/[天日]|每[天日]|[元块]一?天|日薪|日结|一天|/工作?日")),
    ("piece", re.compile(r"/[件个单]|每[件单]|[元块]一件|计件|一件|一单")),
    ("year", re.compile(r"/年|每年|年薪|一年|/y|年收入")),
    ("month", re.compile(r"/月|/个月|每月|月薪|一个?月|/m|月入|月结|月工资")),
)
EXTRA = re.compile(r"[·.,、*x×]?\d{1,2}(?:-\d{1,2})?(?:薪|个月薪资?)|[×x*]\d{1,2}$")
OPEN_TOP = re.compile(r"以上|起|\+")
OPEN_BOTTOM = re.compile(r"以下|以内|不超过|最高|封顶")
SMALLEST_MONTH = 500
LONGEST = 80


def _normal(text: str) -> str:
    text = unicodedata.normalize("NFKC", text[:LONGEST]).lower()
    text = re.sub(r"(?<=\d),(?=\d{3})", "", re.sub(r"\s+|¥|¥|rmb|人民币|cny", "", text))
    text = re.sub(
        "([一二两三四五六七八九])([千万百])([一二三四五六七八九])(?![千万百])",
        lambda m: f"{DIGITS[m[1]]}.{DIGITS[m[3]]}{m[2]}",
        text,
    )
    text = re.sub("([一二两三四五六七八九])(?=[千万百])", lambda m: str(DIGITS[m[1]]), text)
    return re.sub(r"(\d)万(\d)千", lambda m: f"{m[1]}.{m[2]}万", re.sub(r"(\d)千(\d)百", r"\1.\2千", text))


def _amount(number: str, size: str | None) -> Decimal:
    return (Decimal(number) * SIZES[size or ""]).quantize(Decimal("0.01"))


def _span(text: str) -> tuple[Decimal, Decimal] | None:
    found = RANGE.search(text)
    if found:
        first, small, second, big = found.groups()
        if not small and big and (Decimal(first) < 100 or Decimal(first) <= Decimal(second)):
            small = big  # 6-8千: the size stands once, for both
        elif small and not big and Decimal(second) < 100:
            big = small  # 4k-6
        return _amount(first, small), _amount(second, big)
    found = SINGLE.search(text)
    return (_amount(*found.groups()),) * 2 if found else None


def _unit(text: str, span: tuple[Decimal, Decimal]) -> str | None:
    for unit, pattern in UNITS:
        if pattern.search(text):
            return unit
    return "month" if span[0] >= SMALLEST_MONTH else None


def read_pay(text: str) -> Pay | str:
    """«1-1.5万/月» as 10000, 15000, month; or the reason why not, in words. «8千以上» is 8000 on both sides."""
    plain = _normal(text)
    if not plain:
        return _("请写薪资,比如 4000-6000元/月。")
    if not re.search(r"\d", plain):
        if "面议" in plain or "面谈" in plain:
            return _("薪资不能只写“面议”,请写范围。")
        return _("薪资里没有数字,请写比如 4000-6000元/月。")
    if re.search(r"\d{9}", plain):
        return _("这个薪资太高了,请核对金额和单位。")
    bare = EXTRA.sub("", plain)
    span = _span(bare)
    if span is None or re.search(r"(?<![\d万千kw元块天日月年])-\d", bare):
        return _("看不懂这个薪资,请写比如 4000-6000元/月。")
    if OPEN_BOTTOM.search(bare) and span[0] == span[1]:
        return _("只写了最高薪资,请把最低薪资也写上。")
    unit = _unit(bare, span)
    if unit is None:
        return _("看不出是每月、每天还是每小时,请写上单位,比如 150元/天。")
    if span[0] <= 0:
        return _("薪资要大于0。")
    if span[0] > span[1]:
        return _("最低薪资不能高于最高薪资。")
    return Pay(span[0], span[1], unit)


EDUCATIONS = (
    (7, "博士"),
    (6, "硕士|研究生|mba|emba"),
    (5, "本科|学士"),
    (4, "大专|专科|高职"),
    (3, "高中"),
    (2, "中专|中技|技校|职高|中职"),
    (1, "初中"),
    (0, "不限|无要求|小学|没有要求|不要求|均可|^无$"),
)


def read_education(text: str) -> int | None:
    """The least education asked for (models.Education); None where none is told. «初中及以下» asks for nothing."""
    plain = unicodedata.normalize("NFKC", text).lower().strip()
    if "以下" in plain and re.search("初中|小学", plain):
        return 0
    named = [level for level, words in EDUCATIONS if re.search(words, plain)]
    taught = [level for level in named if level]
    return min(taught) if taught else (0 if named else None)


YEARS = re.compile(r"(\d{1,2})(?:\s*[-~—至到]\s*(\d{1,2}))?\s*年")
NOTHING = re.compile(r"不限|无|应届|在校|没有|不要求|零基础|小白|均可|实习|天/周")
WORDS = str.maketrans("一二两三四五六七八九", "122345678" + "9")


def read_experience(text: str) -> int | None:
    """Years asked for at least; None where none are told. «3年以下» asks for nothing."""
    plain = unicodedata.normalize("NFKC", text).strip().translate(WORDS)
    found = YEARS.search(plain)
    if found:
        return 0 if re.search("以下|以内", plain) else int(found[1])
    if re.fullmatch(r"\d{1,2}", plain):
        return int(plain)
    return 0 if NOTHING.search(plain) else None
