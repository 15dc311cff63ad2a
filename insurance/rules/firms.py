"""What the fund gives to employers and for certificates: 稳岗返还, 一次性扩岗补助, 技能提升补贴.

Each takes facts and the values of the law on a day. A value that is not in force is None: the condition is then
not held against anybody, and without the value that makes the sum there is no answer but «unknown».
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from portal.kernel.money import money, percent_of
from portal.rules.queries import Value
from portal.rules.verdict import Finding, Verdict, all_of


@dataclass(frozen=True)
class RefundLaw:
    """稳岗返还 of one year: percentages of last year's contributions, the ceilings of lay-offs, months to be paid."""

    percent_small: Value | None
    percent_large: Value | None
    layoff_max: Value | None
    layoff_max_small: Value | None
    small_staff: Value | None
    min_paid_months: Value | None
    closes: date | None = None


@dataclass(frozen=True)
class FirmFacts:
    """size: sme | large. layoff_rate: per cent by the formula of the place. paid_last_year: yuan."""

    size: str | None = None
    staff: int | None = None
    layoff_rate: Decimal | None = None
    paid_last_year: Decimal | None = None
    paid_months: int | None = None
    bad_credit: bool | None = False


def refund(facts: FirmFacts, law: RefundLaw) -> Verdict:
    """稳岗返还 (国发〔2018〕39号 and the scheme of the year): a share of last year's contributions, paid back."""
    percent = {"sme": law.percent_small, "large": law.percent_large}.get(facts.size or "")
    findings = [_size(facts, law), _layoffs(facts, law), *_paid_months(facts, law)]
    if facts.bad_credit:
        findings.append(Finding("credit", _("不在严重失信名单"), _cited(law.percent_small), False, "B"))
    paid = facts.paid_last_year
    findings.append(
        Finding(
            "paid_last_year",
            _("上年度单位和职工缴纳的失业保险费%(paid)s元") % {"paid": "" if paid is None else money(paid)},
            _cited(law.percent_small),
            None if paid is None else paid > 0,
            "B",
        )
    )
    verdict = all_of(findings)
    if not verdict.yes or percent is None or paid is None:
        return verdict
    amount = percent_of(paid, percent.value)
    text = _("返还%(percent)s%%:%(sum)s元") % {"percent": plain(percent.value), "sum": amount}
    told = Finding("amount", text, percent.citation, True, percent.confidence)
    return all_of([*findings, told], amount=amount)


def _cited(value: Value | None) -> str:
    return value.citation if value else ""


def plain(value: Decimal) -> str:
    """«60», not «60.00» or «6E+1»."""
    return f"{value.normalize():f}"


def _size(facts: FirmFacts, law: RefundLaw) -> Finding:
    basis = law.percent_large if facts.size == "large" else law.percent_small
    names = {"sme": _("中小微企业"), "large": _("大型企业")}
    if basis is None:
        text = _("今年的稳岗返还方案还没有公布")
        return Finding("scheme", text, "", None, "D", "stable_refund.percent")
    text = _("单位规模:%(size)s") % {"size": names.get(facts.size or "", _("还不知道"))}
    met = None if facts.size not in names else True
    return Finding("size", text, basis.citation, met, basis.confidence)


def _layoffs(facts: FirmFacts, law: RefundLaw) -> Finding:
    small = law.small_staff is not None and facts.staff is not None and facts.staff <= law.small_staff.value
    limit = law.layoff_max_small if small and law.layoff_max_small else law.layoff_max
    if limit is None:
        return Finding("layoff_rate_percent", _("裁员率控制线"), "", None, "D", "stable_refund.layoff_max")
    staff_known = facts.staff is not None or law.small_staff is None
    rate = facts.layoff_rate
    text = _("上年度裁员率不高于%(limit)s%%") % {"limit": plain(limit.value)}
    if rate is not None:
        text += _("(您单位%(rate)s%%)") % {"rate": plain(rate)}
    if rate is None:
        met, needs = None, "layoff_rate_percent"
    elif rate <= limit.value or staff_known:
        met, needs = rate <= limit.value, ""
    else:
        met, needs = None, "staff"
    return Finding("layoff_rate_percent", text, limit.citation, met, limit.confidence, needs)


def _paid_months(facts: FirmFacts, law: RefundLaw) -> list[Finding]:
    if law.min_paid_months is None:
        return []
    least, paid = law.min_paid_months.value, facts.paid_months
    text = _("上年度足额缴费满%(least)s个月") % {"least": least}
    met = None if paid is None else paid >= least
    basis = law.min_paid_months
    return [Finding("paid_months", text, basis.citation, met, basis.confidence)]


@dataclass(frozen=True)
class ExpansionLaw:
    """一次性扩岗补助: yuan a person, months insured before it is due."""

    amount: Value | None
    min_months: Value | None


def expansion(hires: int | None, insured_months: int | None, law: ExpansionLaw) -> Verdict:
    """For each graduate or young unemployed person hired, insured and under contract (国办发〔2025〕25号)."""
    if law.amount is None:
        text = _("今年的一次性扩岗补助政策还没有公布")
        return all_of([Finding("scheme", text, "", None, "D", "expansion_subsidy.amount")])
    basis = law.amount
    findings = [
        Finding(
            "eligible_hires",
            _("新招用毕业年度或离校2年内未就业的高校毕业生、登记失业的16至24岁青年,签了劳动合同并参保"),
            basis.citation,
            None if hires is None else hires > 0,
            basis.confidence,
        )
    ]
    if law.min_months is not None:
        text = _("为他们参保满%(months)s个月") % {"months": law.min_months.value}
        met = None if insured_months is None else insured_months >= law.min_months.value
        findings.append(
            Finding("hire_insured_months", text, law.min_months.citation, met, law.min_months.confidence)
        )
    verdict = all_of(findings)
    if not verdict.yes or hires is None:
        return verdict
    text = _("每人%(each)s元,同一人只能享受一次") % {"each": basis.value}
    told = Finding("amount", text, basis.citation, True, basis.confidence)
    return all_of([*findings, told], amount=money(basis.value * hires))
