"""What a vacancy must have before it is handed in: pure, on anything with a vacancy's and an employer's fields."""

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from .screening import screen

LONGEST = timedelta(days=366)
SHORTEST_TEXT = 10
WRITTEN = (
    "title",
    "occupation",
    "kind",
    "headcount",
    "pay_low",
    "pay_high",
    "pay_unit",
    "region",
    "address",
    "latitude",
    "longitude",
    "education",
    "experience",
    "description",
    "benefits",
    "urgent",
    "source",
)


def employer_problems(employer: Any, *, on: date) -> list[str]:
    """Whether the employer may post on a day (2025 notice: verified, and again every six months)."""
    if employer.verified_on is None:
        return [_("单位还没有核验。先完成招聘资质核验,才能发布岗位。")]
    if employer.verified_until < on:
        return [_("单位核验已过期,请重新核验后再发布。")]
    return []


def problems(vacancy: Any, employer: Any, *, on: date, recognised: bool) -> list[str]:
    """Everything to mend, in the order of the page; empty when the vacancy may be handed in."""
    out = employer_problems(employer, on=on)
    if vacancy.kind == "internship" and not recognised:
        out.append(_("发布见习岗位,要先认定为见习单位。请到工作台的“就业见习”里申请。"))
    if len(vacancy.description.strip()) < SHORTEST_TEXT:
        out.append(_("岗位内容太短,请写清楚做什么、什么时间、有什么要求。"))
    if not on < vacancy.valid_until <= on + LONGEST:
        out.append(_("有效期要在明天和一年之内。"))
    for hit in screen(f"{vacancy.title}\n{vacancy.description}").hits:
        if hit.outcome == "reject":
            words = {"phrase": hit.phrase, "label": hit.label, "article": hit.article, "advice": hit.advice}
            out.append(_("“%(phrase)s”属于%(label)s(%(article)s)。%(advice)s") % words)
    return out
