"""From facts by name to a verdict by the law of a day and place. One door for calculator, claim, clerk and replay."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from portal.rules import queries as law
from portal.rules.retirement import KINDS
from portal.rules.verdict import Verdict
from registration.queries import separations

from ..rules import entitlement, firms, skills

SICHUAN = "510000"


def optional(key: str, on: date, region: str) -> law.Value | None:
    """A value where the law has one on that day."""
    try:
        return law.lookup(key, on=on, region=region)
    except law.LawMissing:
        return None


def wage_of(on: date, region: str) -> tuple[law.Value | None, Decimal | None]:
    """Monthly minimum wage (最低工资标准) of a county on a day; the confidence is the lower of tier and sum."""
    tier = optional("minimum_wage.tier", on, region)
    standard = optional("minimum_wage.standard", on, region)
    if tier is None or standard is None:
        return None, None
    sums = {row["tier"]: Decimal(row["monthly"]) for row in standard.value}
    confidence = max(tier.confidence, standard.confidence)
    basis = law.Value(
        standard.key, standard.value, tier.region, standard.instrument, standard.article, confidence
    )
    return basis, sums.get(tier.value)


def grounds(on: date, region: str) -> list[tuple[str, str]]:
    """Ways a job ends, by code and text, the involuntary first; before the first list, those of the first."""
    return [(code, text) for code, text, _involuntary in separations.grounds(on, region)]


def entitlement_law(on: date, region: str) -> entitlement.Law:
    """The values for unemployment benefit. Raises LawMissing where months or grounds have none."""

    def get(key: str) -> law.Value:
        return law.lookup(key, on=on, region=region)

    wage, amount = wage_of(on, region)
    return entitlement.Law(
        min_months=get("ui.min_contribution_months"),
        grid=get("ui.duration"),
        caps=get("ui.duration_caps"),
        merge_cap=get("ui.merge_cap_months"),
        involuntary=get("ui.involuntary_reasons"),
        voluntary=get("ui.voluntary_reasons"),
        leftover=get("ui.leftover_without_new_year"),
        percent=optional("ui.benefit_percent", on, region),
        wage=wage,
        wage_amount=amount,
    )


def entitlement_facts(facts: Mapping[str, Any], on: date) -> entitlement.Facts:
    """Facts by name as the rule takes them; the retirement day from birth and kind where both are known."""
    previous, birth = facts.get("previous_spell"), facts.get("birth")
    kind = facts.get("retirement_kind") or ("male" if facts.get("sex") == "male" else None)
    day, article, confidence = None, "", "D"
    if birth and kind in KINDS:
        age, basis = law.retirement(birth, kind, on=on)
        day, article, confidence = age.first_day, basis.citation, basis.confidence
    return entitlement.Facts(
        months=facts.get("contribution_months"),
        ground=facts.get("separation_ground"),
        registered=facts.get("registered_unemployed"),
        seeking=facts.get("seeking"),
        previous=entitlement.PreviousSpell(previous["entitled"], previous["drawn"]) if previous else None,
        since_reemployment=facts.get("contribution_months_since_reemployment"),
        birth=birth,
        retirement_day=day,
        retirement_article=article,
        retirement_confidence=confidence,
    )


def unemployment_insurance(facts: Mapping[str, Any], on: date, region: str) -> Verdict:
    """失业保险金: may this person draw, for how long, how much a month. Raises LawMissing."""
    return entitlement.may_draw(entitlement_facts(facts, on), entitlement_law(on, region), on)


def stable_post_refund(facts: Mapping[str, Any], on: date, region: str) -> Verdict:
    """稳岗返还 under the scheme of the year of `on`."""
    names = {
        "percent_small": "percent_small",
        "percent_large": "percent_large",
        "layoff_max": "layoff_max",
        "layoff_max_small": "layoff_max_small_staff",
        "small_staff": "small_staff",
        "min_paid_months": "min_paid_months",
    }
    values = {name: optional(f"stable_refund.{key}", on, region) for name, key in names.items()}
    firm = firms.FirmFacts(
        size=facts.get("size"),
        staff=facts.get("staff"),
        layoff_rate=facts.get("layoff_rate_percent"),
        paid_last_year=facts.get("paid_last_year"),
        paid_months=facts.get("paid_months"),
        bad_credit=facts.get("bad_credit", False),
    )
    return firms.refund(firm, firms.RefundLaw(**values))


def post_expansion_subsidy(facts: Mapping[str, Any], on: date, region: str) -> Verdict:
    """一次性扩岗补助 for the hires of a firm."""
    values = firms.ExpansionLaw(
        optional("expansion_subsidy.amount", on, region),
        optional("expansion_subsidy.min_insured_months", on, region),
    )
    return firms.expansion(facts.get("eligible_hires"), facts.get("hire_insured_months"), values)


def skill_upgrade_subsidy(facts: Mapping[str, Any], on: date, region: str) -> Verdict:
    """技能提升补贴 for one certificate. Raises LawMissing."""
    prefix = "skill_subsidy."
    values = skills.SkillLaw(
        amounts=law.lookup(f"{prefix}amounts", on=on, region=region),
        min_months=law.lookup(f"{prefix}min_contribution_months", on=on, region=region),
        within_months=law.lookup(f"{prefix}within_months_of_certificate", on=on, region=region),
        most_a_year=optional(f"{prefix}max_times_per_year", on, region),
        once=optional(f"{prefix}same_occupation_same_level", on, region),
        not_with_training=optional(f"{prefix}not_with_training_subsidy", on, region),
        lower_after_higher=optional(f"{prefix}lower_level_after_higher", on, region),
    )
    told = skills.SkillFacts(
        certificate_date=facts.get("certificate_date"),
        level=facts.get("certificate_level"),
        months=facts.get("contribution_months"),
        times_this_year=facts.get("times_this_year"),
        same_before=facts.get("same_before"),
        training_subsidy=facts.get("training_subsidy"),
        held_levels=facts.get("held_levels", ()),
    )
    return skills.subsidy(told, values, on)
