"""One line of a unit's roster: text in, typed cells or what is wrong with them out.

Sources: 就业服务与就业管理规定 第六十二条 (hire within 30 days, end within 15); 中华人民共和国劳动合同法 第十二条,
第十九条, 第七十条 (kinds, trial); 中华人民共和国劳动法 第十五条 (16 years).
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from portal.kernel import identity, masking
from portal.kernel.dates import months_later
from portal.kernel.identity import DocumentKind
from portal.kernel.names import check_name

from .cells import Unreadable, choice, day, day_or_none

HIRE_COLUMNS = (
    "姓名", "证件号码", "证件类型", "入职日期", "岗位", "合同类型", "合同开始日期", "合同结束日期", "工时制",
    "试用期至",
)  # fmt: skip
HIRE_NEEDED = ("姓名", "证件号码", "入职日期", "岗位", "合同类型")
LEAVE_COLUMNS = ("姓名", "证件号码", "证件类型", "最后工作日", "离职原因")
LEAVE_NEEDED = ("姓名", "证件号码", "最后工作日", "离职原因")
CONTRACTS = {
    "固定期限": "fixed", "固定期限劳动合同": "fixed", "固定": "fixed",
    "无固定期限": "open", "无固定期限劳动合同": "open",
    "以完成一定工作任务为期限": "task", "完成一定任务": "task",
    "非全日制": "part_time", "非全日制用工": "part_time",
    "劳务派遣": "dispatch", "派遣": "dispatch",
}  # fmt: skip
HOURS = {
    "标准工时制": "standard", "标准工时": "standard", "标准": "standard",
    "不定时工作制": "flexible", "不定时": "flexible",
    "综合计算工时工作制": "comprehensive", "综合计算工时": "comprehensive", "综合工时": "comprehensive",
}  # fmt: skip
DOCUMENTS = {
    "居民身份证": "resident_id", "身份证": "resident_id", "社会保障卡": "social_security_card",
    "港澳台居民居住证": "hmt_residence_permit", "居住证": "hmt_residence_permit",
    "港澳居民来往内地通行证": "hm_travel_permit", "回乡证": "hm_travel_permit",
    "台湾居民来往大陆通行证": "tw_travel_permit", "台胞证": "tw_travel_permit",
}  # fmt: skip
WHAT = {
    "入职日期": lazy("入职日期"), "最后工作日": lazy("最后工作日"), "离职原因": lazy("离职原因"),
    "证件类型": lazy("证件类型"), "合同类型": lazy("合同类型"), "合同开始日期": lazy("合同开始日期"),
    "合同结束日期": lazy("合同结束日期"), "工时制": lazy("工时制"), "试用期至": lazy("试用期至"),
}  # fmt: skip
EARLIEST = date(1980, 1, 1)
YOUNGEST = 16
TRIAL_MONTHS = ((36, 6), (12, 2), (3, 1))  # 劳动合同法第十九条: from this length in months, the longest trial


@dataclass(frozen=True)
class Line:
    """What stands in a line; `problem` says why it is not taken, `column` where; the rest is what could be read."""

    name: str = field(default="", repr=False)
    document_kind: str = DocumentKind.RESIDENT_ID.value
    number: str = field(default="", repr=False)
    birth: date | None = field(default=None, repr=False)
    sex: str = ""
    day: date | None = None
    post: str = ""
    contract: str = ""
    begins: date | None = None
    ends: date | None = None
    hours: str = ""
    trial_until: date | None = None
    ground: str = ""
    problem: str = ""
    column: str = ""

    @property
    def masked(self) -> str:
        """Who it is, as a screen shows it: 李*梅 …6421."""
        return f"{masking.MASKS['name'](self.name)} …{self.number[-4:]}" if self.name else ""


def read_hire(cells: Mapping[str, str], *, known: Container[str], today: date) -> Line:
    """A line of hiring. A number is never refused for its county code (`known`)."""
    said: dict[str, Any] = {}
    try:
        said = who(cells, known, today)
        first = _past(day(cells.get("入职日期", ""), WHAT["入职日期"]), today, WHAT["入职日期"])
        _old_enough(said["birth"], first)
        line = Line(**said, day=first, **_contract(cells, first))
        check_contract(line)
        return line
    except Unreadable as wrong:
        return Line(**said, problem=str(wrong)[:200], column=wrong.column)


def read_leave(
    cells: Mapping[str, str], *, grounds: Mapping[str, str], known: Container[str], today: date
) -> Line:
    """A line of ending; grounds: words and codes to codes."""
    said: dict[str, Any] = {}
    try:
        said = who(cells, known, today)
        last = _past(day(cells.get("最后工作日", ""), WHAT["最后工作日"]), today, WHAT["最后工作日"])
        return Line(**said, day=last, ground=choice(cells.get("离职原因", ""), grounds, WHAT["离职原因"]))
    except Unreadable as wrong:
        return Line(**said, problem=str(wrong)[:200], column=wrong.column)


def who(cells: Mapping[str, str], known: Container[str], today: date) -> dict[str, Any]:
    """Name, number and what the number says. Raises Unreadable."""
    name, wrong = check_name(cells.get("姓名", ""))
    if wrong:
        raise Unreadable(str(wrong[0].message), "姓名")
    kind = choice(cells.get("证件类型", ""), DOCUMENTS, WHAT["证件类型"], default="resident_id")
    checked = identity.check(kind, cells.get("证件号码", ""), known_regions=known, today=today)
    if not checked.valid:
        raise Unreadable(str(checked.problems[0].message), "证件号码")
    return {
        "name": name,
        "document_kind": kind,
        "number": checked.number,
        "birth": checked.birth,
        "sex": checked.sex or "",
    }


def known_good(cells: Mapping[str, str]) -> dict[str, Any]:
    """The same of a line that `who` found readable before: normalised once more, not checked again."""
    kind = choice(cells.get("证件类型", ""), DOCUMENTS, WHAT["证件类型"], default="resident_id")
    return {
        "name": check_name(cells.get("姓名", ""))[0],
        "document_kind": kind,
        **identity.read(kind, cells.get("证件号码", "")),
    }


def _past(value: date, today: date, what: Any) -> date:
    if value > today:
        raise Unreadable(_("%(what)s还没有到,到了那天再报。") % {"what": what}, what)
    if value < EARLIEST:
        raise Unreadable(_("%(what)s太早了,请核对年份。") % {"what": what}, what)
    return value


def _old_enough(birth: date | None, first: date) -> None:
    if birth and months_later(birth, 12 * YOUNGEST) > first:
        raise Unreadable(_("入职那天不满16周岁,不能招用(《中华人民共和国劳动法》第十五条)。"), "入职日期")


def _contract(cells: Mapping[str, str], first: date) -> dict[str, Any]:
    post = cells.get("岗位", "").strip()
    if not post:
        raise Unreadable(_("请填写岗位。"), "岗位")
    return {
        "post": post[:60],
        "contract": choice(cells.get("合同类型", ""), CONTRACTS, WHAT["合同类型"]),
        "begins": day_or_none(cells.get("合同开始日期", ""), WHAT["合同开始日期"]) or first,
        "ends": day_or_none(cells.get("合同结束日期", ""), WHAT["合同结束日期"]),
        "hours": choice(cells.get("工时制", ""), HOURS, WHAT["工时制"], default="standard"),
        "trial_until": day_or_none(cells.get("试用期至", ""), WHAT["试用期至"]),
    }


def check_contract(line: Line) -> None:
    """劳动合同法 第十二条 (fixed term has an end), 第十九条 (longest trial), 第七十条 (part time has none)."""
    if line.begins < line.day:
        raise Unreadable(_("合同开始日期不能早于入职日期。"), "合同开始日期")
    if line.contract == "fixed" and line.ends is None:
        raise Unreadable(_("固定期限合同要写合同结束日期。"), "合同结束日期")
    if line.ends and line.ends < line.begins:
        raise Unreadable(_("合同结束日期不能早于开始日期。"), "合同结束日期")
    if line.trial_until:
        _check_trial(line)


def _check_trial(line: Line) -> None:
    if line.contract == "part_time":
        raise Unreadable(_("非全日制用工不能约定试用期(《劳动合同法》第七十条)。"), "试用期至")
    if line.trial_until < line.begins:
        raise Unreadable(_("试用期至不能早于合同开始日期。"), "试用期至")
    most = longest_trial(line.contract, line.begins, line.ends)
    if most == 0:
        raise Unreadable(_("这样的合同不能约定试用期(《劳动合同法》第十九条)。"), "试用期至")
    if line.trial_until >= months_later(line.begins, most):
        raise Unreadable(
            _("试用期最长%(months)s个月(《劳动合同法》第十九条),请核对试用期至。") % {"months": most},
            "试用期至",
        )


def longest_trial(contract: str, begins: date, ends: date | None) -> int:
    """Months a trial may last (劳动合同法 第十九条): none under three months of contract or for a task."""
    if contract == "task":
        return 0
    if ends is None:
        return 6
    for length, most in TRIAL_MONTHS:
        if months_later(begins, length) <= ends.fromordinal(ends.toordinal() + 1):
            return most
    return 0
