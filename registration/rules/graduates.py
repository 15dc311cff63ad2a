"""Rules for graduates: a line of a school's roster, the 择业期, the chain «1131», and when somebody is «失联».

Sources: 人力资源市场暂行条例 第十五条 (reception is a free public service); the yearly notices of 人社部 on graduates
without work (two years, 1131; known, not read).
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from portal.kernel import masking
from portal.kernel.dates import months_later

from .cells import Unreadable, choice, day
from .roster import who

COLUMNS = (
    "姓名", "证件号码", "证件类型", "学历", "专业", "毕业日期", "毕业去向", "去向单位", "生源地", "手机",
    "毕业证书编号",
)  # fmt: skip
NEEDED = ("姓名", "证件号码", "学历", "毕业日期", "毕业去向")
EXAMPLE = [
    "李小梅", "519999200403122644", "居民身份证", "本科", "会计学", "2026-06-30", "未就业", "", "锦江区",
    "13800000000", "",
]  # fmt: skip
LEVELS = {
    "博士研究生": "doctor", "博士": "doctor", "硕士研究生": "master", "硕士": "master", "研究生": "master",
    "本科": "bachelor", "大学本科": "bachelor", "专科": "college", "大专": "college", "高职": "college",
    "中职": "secondary", "中专": "secondary", "职高": "secondary",
    "中级工": "skilled", "中级工班": "skilled", "高级工": "senior", "高级工班": "senior",
    "预备技师": "technician", "技师班": "technician", "预备技师(技师)班": "technician",
}  # fmt: skip
LEVELS_OF = {
    "higher": ("doctor", "master", "bachelor", "college"),
    "vocational": ("secondary", "college"),
    "technical": ("skilled", "senior", "technician"),
}
DESTINATIONS = {
    "未就业": "unemployed", "待就业": "unemployed", "还没有就业": "unemployed", "求职中": "unemployed",
    "单位就业": "employed", "就业": "employed", "已就业": "employed", "签就业协议": "employed",
    "签劳动合同": "employed", "灵活就业": "flexible", "自由职业": "flexible",
    "自主创业": "startup", "创业": "startup", "升学": "study", "考研": "study",
    "入伍": "army", "应征入伍": "army", "出国": "abroad", "出国出境": "abroad", "出国(境)": "abroad",
}  # fmt: skip
WHAT = {"学历": lazy("学历"), "毕业日期": lazy("毕业日期"), "毕业去向": lazy("毕业去向")}
EARLIEST_YEARS = 10
LINKS = {
    "talk": "policy_briefing",
    "guidance": "guidance",
    "referral": "job_referrals",
    "training": "training_or_internship",
}


@dataclass(frozen=True)
class Line:
    """What stands in a line; `problem` says why it is not taken."""

    name: str = field(default="", repr=False)
    document_kind: str = ""
    number: str = field(default="", repr=False)
    birth: date | None = field(default=None, repr=False)
    sex: str = ""
    level: str = ""
    major: str = ""
    graduated_on: date | None = None
    destination: str = ""
    unit: str = ""
    home: str = ""
    problem: str = ""

    @property
    def masked(self) -> str:
        """Who it is, as a screen shows it: 李*梅 …6421."""
        return f"{masking.MASKS['name'](self.name)} …{self.number[-4:]}" if self.name else ""


def read_line(
    cells: Mapping[str, str],
    *,
    school_kind: str,
    counties: Mapping[str, str],
    known: Container[str],
    today: date,
) -> Line:
    """A line of a roster; counties: names and codes to codes. An unknown 生源地 stays empty and stops nobody."""
    said: dict[str, Any] = {}
    try:
        said = who(cells, known, today)
        fitting = {word: code for word, code in LEVELS.items() if code in LEVELS_OF[school_kind]}
        return Line(
            **said,
            level=choice(cells.get("学历", ""), fitting, WHAT["学历"]),
            major=cells.get("专业", "").strip()[:60],
            graduated_on=graduation_day(day(cells.get("毕业日期", ""), WHAT["毕业日期"]), today),
            destination=choice(cells.get("毕业去向", ""), DESTINATIONS, WHAT["毕业去向"]),
            unit=cells.get("去向单位", "").strip()[:120],
            home=counties.get("".join(cells.get("生源地", "").split()), ""),
        )
    except Unreadable as wrong:
        return Line(**said, problem=str(wrong)[:200])


def graduation_day(value: date, today: date) -> date:
    """A day of graduation is past, and not so long ago that it is a slip of the year. Raises Unreadable."""
    if value > today:
        raise Unreadable(_("毕业日期还没有到,毕业以后再报。"), "毕业日期")
    if value < months_later(today, -12 * EARLIEST_YEARS):
        raise Unreadable(_("毕业日期太早了,请核对年份。"), "毕业日期")
    return value


def choice_end(graduated_on: date, months: int) -> date:
    """The last day of the 择业期: the day before the same day `months` later."""
    end = months_later(graduated_on, months)
    return end.fromordinal(end.toordinal() - 1)


def tagged(destination: str, until: date, today: date, *, works: bool) -> bool:
    """Whether a graduate belongs on the list: without work by school and register, within the 择业期."""
    return destination == "unemployed" and until >= today and not works


@dataclass(frozen=True)
class Link:
    """One link of the chain: how often it is due, how often it was done."""

    kind: str
    needed: int
    done: int

    @property
    def left(self) -> int:
        """How many are still to come."""
        return max(0, self.needed - self.done)


def chain(standard: Mapping[str, int], counts: Mapping[str, int]) -> list[Link]:
    """The chain «1131» by the standard in force ({"policy_briefing": 1, …}), with what was done."""
    return [Link(kind, int(standard.get(key, 0)), counts.get(kind, 0)) for kind, key in LINKS.items()]


def is_lost(tries: Iterable[tuple[str, str]], channels: int) -> bool:
    """Whether (channel, outcome) tries, the newest first, allow «失联»: none reached since `channels` kinds failed."""
    failed: set[str] = set()
    for channel, outcome in tries:
        if outcome == "reached":
            break
        failed.add(channel)
    return len(failed) >= channels
