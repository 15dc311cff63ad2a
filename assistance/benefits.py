"""What assistance offers, as the registry of benefits knows it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.rules import facts as known
from portal.rules import queries as law
from portal.rules.facts import Fact
from portal.rules.registry import Benefit, register
from portal.rules.verdict import Verdict

from . import rules

known.register(
    Fact("unemployed_since", "date", _("您从哪天起没有工作?"), position=150),
    Fact(
        "categories",
        "choices",
        _("您属于下面哪些情况?"),
        _("可以一个也不选。"),
        choices=(
            ("disabled", _("有残疾人证")),
            ("low_income", _("低保或低收入家庭")),
            ("land_lost", _("失地农民")),
            ("zero_family", _("家里劳动年龄的人都没有工作")),
        ),
        position=150,
    ),
)


def difficulty(facts: Mapping[str, Any], on: date, region: str) -> Verdict:
    """就业困难人员 by the law in force on a day at a place. Raises LawMissing."""
    female = law.lookup("difficulty.age_female", on=on, region=region)
    male = law.lookup("difficulty.age_male", on=on, region=region)
    months = law.lookup("difficulty.long_unemployed_months", on=on, region=region)
    confidence = max(value.confidence for value in (female, male, months))
    limits = rules.DifficultyLimits(female.value, male.value, months.value, confidence)
    return rules.may_be_in_difficulty(facts, limits, on)


register(
    Benefit(
        code="employment-difficulty",
        title=_("就业困难人员"),
        item="employment-difficulty-recognition",
        facts=("birth", "sex", "unemployed_since", "categories"),
        verdict=difficulty,
        needs=("registered_unemployed", "birth"),
    )
)
