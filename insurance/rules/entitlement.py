"""Who may draw unemployment benefit (失业保险金), for how many months and how much a month.

Source: 社会保险法 第四十五条至第五十二条; 失业保险条例 第十四条至第十八条; the grid of months and the percentage are
the province's. The same function serves calculator, claim, clerk, nightly run and replay.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from portal.kernel.money import percent_of
from portal.rules.queries import Value
from portal.rules.verdict import Finding, Verdict, all_of

CONDITIONS = "《中华人民共和国社会保险法》第四十五条"
PENSION = "《中华人民共和国社会保险法》第五十一条第四项"


@dataclass(frozen=True)
class PreviousSpell:
    """An earlier entitlement: months granted (with what was merged in) and months drawn."""

    entitled: int
    drawn: int

    @property
    def left(self) -> int:
        return max(self.entitled - self.drawn, 0)


@dataclass(frozen=True)
class Law:
    """The values in force on the day at the county of the last contributions."""

    min_months: Value
    grid: Value
    caps: Value
    merge_cap: Value
    involuntary: Value
    voluntary: Value
    leftover: Value
    percent: Value | None
    wage: Value | None
    wage_amount: Decimal | None


@dataclass(frozen=True)
class Facts:
    """What is known: `None` is «not known». Months are months with a contribution, each counted once.

    `since_reemployment` counts those after the earlier entitlement began; only with a `previous` one.
    """

    months: int | None = None
    ground: str | None = None
    registered: bool | None = None
    seeking: bool | None = None
    previous: PreviousSpell | None = None
    since_reemployment: int | None = None
    birth: date | None = None
    retirement_day: date | None = None
    retirement_article: str = ""
    retirement_confidence: str = "D"

    @property
    def counted(self) -> int | None:
        """The months the grid is read with: after an entitlement the count begins anew (第四十六条)."""
        return self.since_reemployment if self.previous else self.months


@dataclass(frozen=True)
class Term:
    """Months a claim gives: from the grid, merged from an earlier entitlement, lost to the cap."""

    from_grid: int
    merged: int
    lost: int

    @property
    def total(self) -> int:
        return self.from_grid + self.merged


def row_of(rows: Sequence[Mapping[str, Any]], months: int) -> Mapping[str, Any] | None:
    """The row «min_months ≤ months < max_excl» of a grid, or None below its first."""
    for row in rows:
        if months >= row["min_months"] and (row["max_excl"] is None or months < row["max_excl"]):
            return row
    return None


def term(facts: Facts, law: Law) -> Term:
    """Months by the grid within the national cap, and what is left of an earlier entitlement, capped together."""
    counted, left = facts.counted or 0, facts.previous.left if facts.previous else 0
    row, cap = row_of(law.grid.value, counted), row_of(law.caps.value, counted)
    fresh = min(row["months"], cap["cap"]) if row and cap and counted >= law.min_months.value else 0
    merged = min(left, law.merge_cap.value - fresh)
    return Term(fresh, merged, left - merged)


def monthly(law: Law) -> Decimal | None:
    """Benefit of one month: a percentage of the county's minimum wage, two places half up. None without law."""
    if law.percent is None or law.wage_amount is None:
        return None
    return percent_of(law.wage_amount, law.percent.value)


def may_draw(facts: Facts, law: Law, on: date) -> Verdict:
    """The three conditions of 第四十五条, the term and the sum; a missing fact is «unknown», never «no»."""
    findings = [
        _contributed(facts, law),
        _involuntary(facts, law),
        _seeking(facts),
        *_not_retired(facts, on),
    ]
    verdict = all_of(findings)
    if not verdict.yes:
        return verdict
    months, each = term(facts, law), monthly(law)
    told = [*findings, _months_told(facts, law, months), *_sum_told(law, each)]
    total = None if each is None else each * months.total
    hint = "" if facts.registered else _("还没有失业登记的,申领时一并登记,不用另外办。")
    return all_of(told, months=months.total, monthly=each, amount=total, hint=hint)


def _contributed(facts: Facts, law: Law) -> Finding:
    least, counted = law.min_months.value, facts.counted
    needs = "contribution_months_since_reemployment" if facts.previous else "contribution_months"
    left = facts.previous.left if facts.previous and law.leftover.value else 0
    if left and counted is not None and counted < least:
        said = {"least": least, "left": left}
        text = _("重新就业后缴费不满%(least)s个月,前次还没领完的%(left)s个月可以继续领") % said
        return Finding("leftover", text, law.leftover.citation, True, law.leftover.confidence)
    text = _("单位和本人缴纳失业保险费满%(least)s个月") % {"least": least}
    if counted is not None:
        text += _("(您缴了%(months)s个月)") % {"months": counted}
    met = None if counted is None else counted >= least
    return Finding(
        "contribution_months", text, law.min_months.citation, met, law.min_months.confidence, needs
    )


def ground_text(code: str, law: Law) -> tuple[str, bool | None]:
    """What a ground of separation says, and whether it is involuntary; None for a code the law does not list."""
    for value, involuntary in ((law.involuntary, True), (law.voluntary, False)):
        for row in value.value:
            if row["code"] == code:
                return row["text"], involuntary
    return "", None


def _involuntary(facts: Facts, law: Law) -> Finding:
    text, met = _("非因本人意愿中断就业"), None
    confidence, article = law.involuntary.confidence, law.involuntary.citation
    if facts.ground:
        said, met = ground_text(facts.ground, law)
        text = f"{text}({said})" if said else text
        if met is False:
            confidence, article = law.voluntary.confidence, law.voluntary.citation
    return Finding("involuntary", text, f"{CONDITIONS}第二项;{article}", met, confidence, "separation_ground")


def _seeking(facts: Facts) -> Finding:
    text = _("已办失业登记,并且想找工作")
    if not facts.registered:
        text = _("想找工作(失业登记在申领时一并办)")
    return Finding("seeking", text, f"{CONDITIONS}第三项", facts.seeking, "A", "seeking")


def _not_retired(facts: Facts, on: date) -> list[Finding]:
    if facts.retirement_day is None:
        return []
    return [
        Finding(
            "before_retirement",
            _("还没有到法定退休年龄"),
            f"{PENSION};{facts.retirement_article}",
            on < facts.retirement_day,
            facts.retirement_confidence,
        )
    ]


def _months_told(facts: Facts, law: Law, months: Term) -> Finding:
    said = {"months": months.from_grid, "merged": months.merged, "total": months.total, "lost": months.lost}
    if not months.merged:
        text = _("可以领%(total)s个月") % said
    elif not months.from_grid:
        text = _("继续领前次没领完的%(merged)s个月") % said
    else:
        text = _("按缴费时间%(months)s个月,加前次没领完的%(merged)s个月,共%(total)s个月") % said
    if months.lost:
        text += _("(两次合并最长%(cap)s个月,超出的%(lost)s个月不再计算)") % {
            **said,
            "cap": law.merge_cap.value,
        }
    source = law.grid if months.from_grid else law.leftover
    return Finding("months", text, source.citation, True, source.confidence)


def _sum_told(law: Law, each: Decimal | None) -> list[Finding]:
    if each is None or law.percent is None or law.wage is None:
        text = _("每月的金额还没有公布,以窗口答复为准")
        return [Finding("monthly", text, "《中华人民共和国社会保险法》第四十七条", True, "A")]
    text = _("每月%(sum)s元:最后参保地最低工资%(wage)s元的%(percent)s%%") % {
        "sum": each,
        "wage": law.wage_amount,
        "percent": f"{law.percent.value.normalize():f}",
    }
    confidence = max(law.percent.confidence, law.wage.confidence)
    return [Finding("monthly", text, f"{law.percent.citation};{law.wage.citation}", True, confidence)]
