"""A line of a spreadsheet as the facts of a vacancy, or what is wrong with each column: pure."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from . import pay as pays
from .paytext import read_education, read_experience, read_pay

COLUMNS: dict[str, tuple[str, ...]] = {
    "岗位名称": ("职位名称", "职位", "岗位", "title"),
    "招聘人数": ("人数", "需求人数", "headcount"),
    "薪资": ("工资", "薪酬", "待遇", "薪资待遇", "salary"),
    "工作地区": ("地区", "区县", "工作地点", "area"),
    "工作地址": ("地址", "详细地址", "address"),
    "岗位内容": ("职位描述", "岗位职责", "工作内容", "描述", "岗位描述", "description"),
    "学历": ("学历要求", "education"),
    "经验": ("经验要求", "工作经验", "工作年限", "experience"),
    "用工形式": ("工作性质", "kind"),
    "福利": ("福利待遇", "benefits"),
    "职业编码": ("职业", "occupation"),
    "有效期至": ("截止日期", "有效期", "valid_until"),
}
NEEDED = ("岗位名称", "招聘人数", "薪资", "工作地区", "工作地址", "岗位内容")
NAMES = {alias: name for name, aliases in COLUMNS.items() for alias in (name, *aliases)}
KINDS = {
    "": "full_time",
    "全职": "full_time",
    "非全日制": "part_time",
    "兼职": "part_time",
    "就业见习": "internship",
    "见习": "internship",
    "零工": "gig",
    "日结": "gig",
    "零工、日结": "gig",
    "新就业形态": "platform",
}
LIFE, LONGEST_LIFE = timedelta(days=30), timedelta(days=366)
MOST_REMEMBERED = 50_000


@dataclass
class Mapped:
    """facts of a vacancy (place and occupation as codes), and errors: column to words. Good without errors."""

    facts: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


def heads(cells: list[str]) -> list[str]:
    """Our names of a head line; a column we do not know keeps its own."""
    return [NAMES.get(cell.strip().lower(), cell.strip()) for cell in cells]


def _wrong(column: str, text: str) -> Mapped:
    return Mapped(errors={column: text})


def _text(column: str, name: str, value: str, most: int, empty: str) -> Mapped:
    if not value:
        return _wrong(column, empty)
    if len(value) > most:
        return _wrong(column, _("最多%(n)s字。") % {"n": most})
    return Mapped({name: value})


def _count(text: str) -> Mapped:
    found = re.fullmatch(r"(\d{1,6})(?:\.0)?\s*[人名个]?", text)
    if not found:
        return _wrong("招聘人数", _("人数写数字,比如 5。不能写“若干”。"))
    if not 1 <= int(found[1]) <= 10_000:
        return _wrong("招聘人数", _("招聘人数在1到10000之间。"))
    return Mapped({"headcount": int(found[1])})


def _pay(text: str) -> Mapped:
    found = read_pay(text)
    problems = [found] if isinstance(found, str) else pays.problems(found.low, found.high, found.unit)
    if problems:
        return _wrong("薪资", problems[0])
    return Mapped({"pay_low": found.low, "pay_high": found.high, "pay_unit": found.unit})


def _asked(education: str, experience: str) -> Mapped:
    """Education and experience; education written into the other column is understood too."""
    out = Mapped()
    level = read_education(education) if education else None
    beside = read_education(experience) if experience else None
    if education and level is None:
        out.errors["学历"] = _("看不懂“%(text)s”。写不限、初中、高中、大专、本科等。") % {
            "text": education[:20]
        }
    out.facts["education"] = level or beside or 0
    years = read_experience(experience) if experience else 0
    if years is None and beside is None:
        out.errors["经验"] = _("“%(text)s”不是年数。写年数或不限,其他要求写进岗位内容。") % {
            "text": experience[:20]
        }
    elif years is not None and years > 30:
        out.errors["经验"] = _("经验要求最多写30年。")
    out.facts["experience"] = years or 0
    return out


def _kind(text: str) -> Mapped:
    kind = KINDS.get(text)
    if kind is None:
        return _wrong("用工形式", _("写全职、非全日制、就业见习、零工或新就业形态。"))
    return Mapped({"kind": kind})


def _benefits(text: str) -> Mapped:
    parts = re.split(r"[、,,;;/|\s]+", text)
    return Mapped({"benefits": [part[:20] for part in parts if part][:20]})


def _until(text: str, today: date) -> Mapped:
    until = today + LIFE
    if text:
        found = re.match(r"(\d{4})\D(\d{1,2})\D(\d{1,2})", text)
        try:
            until = date(*(int(each) for each in found.groups())) if found else None
        except ValueError:
            until = None
    if until is None:
        return _wrong("有效期至", _("日期写成 2026-12-31。"))
    if not today < until <= today + LONGEST_LIFE:
        return _wrong("有效期至", _("有效期要在明天和一年之内。"))
    return Mapped({"valid_until": until})


class Reader:
    """Reads the lines of a run. What a cell means is worked out once for each text: files repeat themselves.

    place: text to the code of a county, empty when it is not known or not alone; known: whether a code exists.
    """

    def __init__(self, *, place: Callable[[str], str], known: Callable[[str], bool], today: date) -> None:
        self.place, self.known, self.today = place, known, today
        self.remembered: dict[tuple[str, ...], Mapped] = {}
        self.texts = _texts()
        self.steps: tuple[tuple[tuple[str, ...], Callable[..., Mapped]], ...] = (
            (("招聘人数",), _count),
            (("薪资",), _pay),
            (("工作地区",), self._region),
            (("学历", "经验"), _asked),
            (("用工形式",), _kind),
            (("职业编码",), self._code),
            (("福利",), _benefits),
            (("有效期至",), self._until),
        )

    def line(self, cells: Mapping[str, str]) -> Mapped:
        """A line by our column names."""
        out = Mapped()
        parts = [
            _text(column, name, cells.get(column, "").strip(), most, empty)
            for column, (name, most, empty) in self.texts.items()
        ]
        parts += [self._once(columns, work, cells) for columns, work in self.steps]
        for part in parts:
            out.facts.update(part.facts)
            out.errors.update(part.errors)
        return out

    def _once(
        self, columns: tuple[str, ...], work: Callable[..., Mapped], cells: Mapping[str, str]
    ) -> Mapped:
        texts = tuple([cells.get(column, "").strip() for column in columns])
        key = columns + texts
        found = self.remembered.get(key)
        if found is None:
            if len(self.remembered) >= MOST_REMEMBERED:
                self.remembered.clear()
            found = self.remembered[key] = work(*texts)
        return found

    def _region(self, text: str) -> Mapped:
        code = self.place(text)
        if not code:
            return _wrong("工作地区", _("没有找到这个县(市、区)。写全称,比如 成都市锦江区。"))
        return Mapped({"region_id": code})

    def _code(self, text: str) -> Mapped:
        code = text.split(" ")[0]
        if code and not self.known(code):
            return _wrong("职业编码", _("没有这个职业编码。不清楚就空着。"))
        return Mapped({"occupation_id": code or None})

    def _until(self, text: str) -> Mapped:
        return _until(text, self.today)


def _texts() -> dict[str, tuple[str, int, str]]:
    """Columns that are kept as they are: the fact's name, its longest, what is said when it is empty."""
    return {
        "岗位名称": ("title", 60, _("请填写岗位名称。")),
        "工作地址": ("address", 120, _("请填写工作地址。")),
        "岗位内容": ("description", 4000, _("请写清楚岗位内容。")),
    }


def map_row(
    cells: Mapping[str, str], *, place: Callable[[str], str], known: Callable[[str], bool], today: date
) -> Mapped:
    """One line by itself, as `Reader` reads it."""
    return Reader(place=place, known=known, today=today).line(cells)
