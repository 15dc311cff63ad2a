"""技能提升补贴: who holds a new certificate and has paid contributions, by 人社部发〔2017〕40号 and what followed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from portal.kernel.dates import full_text, months_later
from portal.kernel.money import money
from portal.rules.queries import Value
from portal.rules.verdict import Finding, Verdict, all_of

LEVELS = {5: lazy("五级(初级工)"), 4: lazy("四级(中级工)"), 3: lazy("三级(高级工)")}


@dataclass(frozen=True)
class SkillLaw:
    """The values in force on the day; None is a condition that does not hold then."""

    amounts: Value
    min_months: Value
    within_months: Value
    most_a_year: Value | None
    once: Value | None
    not_with_training: Value | None
    lower_after_higher: Value | None


@dataclass(frozen=True)
class SkillFacts:
    """level: 5 初级 … 3 高级. months: contributions paid. The last three: None is «not said», held against nobody."""

    certificate_date: date | None = None
    level: int | None = None
    months: int | None = None
    times_this_year: int | None = None
    same_before: bool | None = None
    training_subsidy: bool | None = None
    held_levels: Sequence[int] = ()


def subsidy(facts: SkillFacts, law: SkillLaw, on: date) -> Verdict:
    """Whether and how much; the day that counts is the day of asking."""
    findings = [_months(facts, law), _fresh(facts, law, on), _level(facts, law), *_times(facts, law)]
    findings += _once(facts, law)
    verdict = all_of(findings)
    if not verdict.yes or facts.level is None:
        return verdict
    amount = _amounts(law)[facts.level]
    text = _("%(level)s补贴%(sum)s元") % {"level": LEVELS.get(facts.level, ""), "sum": amount}
    told = Finding("amount", text, law.amounts.citation, True, law.amounts.confidence)
    return all_of([*findings, told], amount=amount)


def _amounts(law: SkillLaw) -> dict[int, Decimal]:
    return {row["level"]: money(row["amount"]) for row in law.amounts.value}


def _months(facts: SkillFacts, law: SkillLaw) -> Finding:
    basis = law.min_months
    text = _("累计缴纳失业保险费满%(least)s个月") % {"least": basis.value}
    met = None if facts.months is None else facts.months >= basis.value
    return Finding("contribution_months", text, basis.citation, met, basis.confidence)


def _fresh(facts: SkillFacts, law: SkillLaw, on: date) -> Finding:
    basis, issued = law.within_months, facts.certificate_date
    text = _("证书核发之日起%(months)s个月内申请") % {"months": basis.value}
    met = None
    if issued is not None:
        last = months_later(issued, basis.value)
        met = issued <= on <= last
        text += _("(最晚%(day)s)") % {"day": full_text(last)}
    return Finding("certificate_date", text, basis.citation, met, basis.confidence)


def _level(facts: SkillFacts, law: SkillLaw) -> Finding:
    text = _("取得五级(初级工)、四级(中级工)或三级(高级工)证书")
    met = None if facts.level is None else facts.level in _amounts(law)
    return Finding("certificate_level", text, law.amounts.citation, met, law.amounts.confidence)


def _times(facts: SkillFacts, law: SkillLaw) -> list[Finding]:
    if law.most_a_year is None:
        return []
    basis = law.most_a_year
    text = _("每人每年最多%(most)s次") % {"most": basis.value}
    met = None if facts.times_this_year is None else facts.times_this_year < basis.value
    return [Finding("times_this_year", text, basis.citation, met, basis.confidence)]


def _once(facts: SkillFacts, law: SkillLaw) -> list[Finding]:
    """Said conditions alone: what is not said is looked up when the claim is decided."""
    out = []
    if law.once and facts.same_before:
        text = _("同一职业同一等级只补一次")
        out.append(Finding("same_before", text, law.once.citation, False, law.once.confidence))
    if law.not_with_training and law.not_with_training.value and facts.training_subsidy:
        text, basis = _("没有为同一本证书领过职业培训补贴"), law.not_with_training
        out.append(Finding("training_subsidy", text, basis.citation, False, basis.confidence))
    higher = facts.level is not None and any(level < facts.level for level in facts.held_levels)
    if law.lower_after_higher and not law.lower_after_higher.value and higher:
        text, basis = _("没有领过同一职业更高等级的补贴"), law.lower_after_higher
        out.append(Finding("lower_after_higher", text, basis.citation, False, basis.confidence))
    return out
