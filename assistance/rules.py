"""Who may be a person with difficulty finding work (就业困难人员), as a pure function of facts.

Source: 四川省就业困难人员申请认定办法 (川人社办发〔2015〕184号): registered unemployed, no other income, and in one of
the categories. This only hints: recognition itself has its own item, checks and publicity.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from portal.rules.verdict import Finding, Verdict, any_of

ARTICLE = "《四川省就业困难人员申请认定办法》(川人社办发〔2015〕184号)"
LAW = "《中华人民共和国就业促进法》第五十二条"


@dataclass(frozen=True)
class DifficultyLimits:
    """Ages in full years, months of unemployment; the lowest confidence among them."""

    female_age: int
    male_age: int
    long_unemployed_months: int
    confidence: str


def months_between(start: date, end: date) -> int:
    """Full months from one day to another."""
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


def full_years(birth: date, on: date) -> int:
    """Full years (周岁) on a day."""
    return months_between(birth, on) // 12


def may_be_in_difficulty(facts: Mapping[str, Any], limits: DifficultyLimits, on: date) -> Verdict:
    """Which categories these facts meet. `facts`: birth, sex, unemployed_since, categories.

    Age is judged on the day of application; an unknown fact is «unknown», never «no».
    """
    categories = facts.get("categories") or frozenset()
    findings = [
        _older(facts.get("birth"), facts.get("sex"), limits, on),
        Finding("disabled", _("有残疾人证"), ARTICLE, "disabled" in categories, "B"),
        Finding("low_income", _("低保或低收入家庭"), ARTICLE, "low_income" in categories, "B"),
        Finding("land_lost", _("失地农民"), ARTICLE, "land_lost" in categories, "B"),
        _long_unemployed(facts.get("unemployed_since"), limits, on),
        Finding("zero_family", _("零就业家庭成员"), LAW, "zero_family" in categories, "A"),
    ]
    return any_of(findings)


def _older(birth: date | None, sex: str | None, limits: DifficultyLimits, on: date) -> Finding:
    if birth is None or not sex:
        return Finding("older", _("大龄失业人员"), ARTICLE, None, limits.confidence, "birth")
    female = sex == "female"
    text = (
        _("女满%(age)s岁") % {"age": limits.female_age}
        if female
        else _("男满%(age)s岁") % {"age": limits.male_age}
    )
    limit = limits.female_age if female else limits.male_age
    return Finding("older", text, ARTICLE, full_years(birth, on) >= limit, limits.confidence)


def _long_unemployed(since: date | None, limits: DifficultyLimits, on: date) -> Finding:
    met = None if since is None else months_between(since, on) >= limits.long_unemployed_months
    return Finding(
        "long_unemployed", _("连续失业一年以上"), ARTICLE, met, limits.confidence, "unemployed_since"
    )
