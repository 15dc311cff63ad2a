"""Who may be registered as unemployed (失业登记), as pure functions of facts.

Source: 就业服务与就业管理规定 第六十三条至第六十五条; 劳动法第十五条 (16 years); the statutory retirement age by the
reform of 2025-01-01. Facts are plain values; the law comes in as arguments.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from portal.rules.verdict import Finding, Verdict, all_of

REGISTER_ARTICLE = "《就业服务与就业管理规定》第六十三条"
AGE_ARTICLE = "《中华人民共和国劳动法》第十五条"


@dataclass(frozen=True)
class Applicant:
    """What the check needs: `None` is «not known»."""

    birth: date | None
    able: bool | None
    wants_work: bool | None
    works_now: bool | None
    registered_now: bool | None
    in_province: bool | None


@dataclass(frozen=True)
class AgeLimits:
    """Youngest age in years; the month retirement is reached («2025-02»), its article and confidence."""

    minimum: int
    minimum_confidence: str
    retirement_month: str
    retirement_article: str
    retirement_confidence: str


def age_on(birth: date, day: date) -> int:
    """Full years (周岁) on a day, the birthday counted as reached."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def may_register(applicant: Applicant, limits: AgeLimits | None, on: date) -> Verdict:
    """Whether this person may be registered as unemployed on a day: every condition named with its article."""
    findings = [
        _old_enough(applicant.birth, limits, on),
        _not_retired(applicant.birth, limits, on),
        Finding("able", _("有劳动能力"), REGISTER_ARTICLE, applicant.able),
        Finding("wants_work", _("有就业要求"), REGISTER_ARTICLE, applicant.wants_work),
        Finding("not_working", _("现在没有工作"), REGISTER_ARTICLE, _no(applicant.works_now)),
        Finding(
            "not_registered", _("没有在登记期内的失业登记"), REGISTER_ARTICLE, _no(applicant.registered_now)
        ),
        Finding("residence", _("常住地在四川省内"), REGISTER_ARTICLE, applicant.in_province),
    ]
    return all_of(findings)


def _no(fact: bool | None) -> bool | None:
    return None if fact is None else not fact


def _old_enough(birth: date | None, limits: AgeLimits | None, on: date) -> Finding:
    met = None if birth is None or limits is None else age_on(birth, on) >= limits.minimum
    confidence = limits.minimum_confidence if limits else "D"
    return Finding("minimum_age", _("年满16周岁"), AGE_ARTICLE, met, confidence)


def _not_retired(birth: date | None, limits: AgeLimits | None, on: date) -> Finding:
    met = None if birth is None or limits is None else f"{on:%Y-%m}" < limits.retirement_month
    article = limits.retirement_article if limits else ""
    confidence = limits.retirement_confidence if limits else "D"
    return Finding("before_retirement", _("未到法定退休年龄"), article, met, confidence)
