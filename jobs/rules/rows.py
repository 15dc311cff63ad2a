"""A line of a spreadsheet as the facts of a vacancy, or what is wrong with each column: pure."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
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


@dataclass
class Mapped:
    """facts of a vacancy (place and occupation as codes), and errors: column to words. Good without errors."""

    facts: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


def heads(cells: list[str]) -> list[str]:
    """Our names of a head line; a column we do not know keeps its own."""
    return [NAMES.get(cell.strip().lower(), cell.strip()) for cell in cells]


def _text(out: Mapped, cells: Mapping[str, str], column: str, name: str, most: int, empty: str) -> None:
    value = cells.get(column, "").strip()
    if not value:
        out.errors[column] = empty
    elif len(value) > most:
        out.errors[column] = _("最多%(n)s字。") % {"n": most}
    else:
        out.facts[name] = value


def _count(out: Mapped, text: str) -> None:
    found = re.fullmatch(r"(\d{1,6})(?:\.0)?\s*[人名个]?", text.strip())
    if not found:
        out.errors["招聘人数"] = _("人数写数字,比如 5。不能写“若干”。")
    elif not 1 <= int(found[1]) <= 10_000:
        out.errors["招聘人数"] = _("招聘人数在1到10000之间。")
    else:
        out.facts["headcount"] = int(found[1])


def _pay(out: Mapped, text: str) -> None:
    found = read_pay(text)
    problems = [found] if isinstance(found, str) else pays.problems(found.low, found.high, found.unit)
    if problems:
        out.errors["薪资"] = problems[0]
    else:
        out.facts |= {"pay_low": found.low, "pay_high": found.high, "pay_unit": found.unit}


def _asked(out: Mapped, cells: Mapping[str, str]) -> None:
    """Education and experience; education written into the other column is understood too."""
    education, experience = cells.get("学历", "").strip(), cells.get("经验", "").strip()
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


def _until(out: Mapped, text: str, today: date) -> None:
    until = today + LIFE
    if text.strip():
        found = re.match(r"(\d{4})\D(\d{1,2})\D(\d{1,2})", text.strip())
        try:
            until = datetime(*(int(each) for each in found.groups())).date() if found else None  # noqa: DTZ001
        except ValueError:
            until = None
    if until is None:
        out.errors["有效期至"] = _("日期写成 2026-12-31。")
    elif not today < until <= today + LONGEST_LIFE:
        out.errors["有效期至"] = _("有效期要在明天和一年之内。")
    else:
        out.facts["valid_until"] = until


def map_row(
    cells: Mapping[str, str], *, place: Callable[[str], str], known: Callable[[str], bool], today: date
) -> Mapped:
    """A line by our column names. place: text to the code of a county, empty when it is not known or not alone."""
    out = Mapped()
    _text(out, cells, "岗位名称", "title", 60, _("请填写岗位名称。"))
    _text(out, cells, "工作地址", "address", 120, _("请填写工作地址。"))
    _text(out, cells, "岗位内容", "description", 4000, _("请写清楚岗位内容。"))
    _count(out, cells.get("招聘人数", ""))
    _pay(out, cells.get("薪资", ""))
    region = place(cells.get("工作地区", "").strip())
    if region:
        out.facts["region_id"] = region
    else:
        out.errors["工作地区"] = _("没有找到这个县(市、区)。写全称,比如 成都市锦江区。")
    _asked(out, cells)
    kind = KINDS.get(cells.get("用工形式", "").strip())
    if kind is None:
        out.errors["用工形式"] = _("写全职、非全日制、就业见习、零工或新就业形态。")
    out.facts["kind"] = kind
    code = cells.get("职业编码", "").strip().split(" ")[0]
    if code and not known(code):
        out.errors["职业编码"] = _("没有这个职业编码。不清楚就空着。")
    out.facts["occupation_id"] = code or None
    parts = re.split(r"[、,,;;/|\s]+", cells.get("福利", ""))
    out.facts["benefits"] = [part[:20] for part in parts if part][:20]
    _until(out, cells.get("有效期至", ""), today)
    return out
