"""The law held against a vacancy: pure, on anything with a vacancy's and an employer's fields."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from portal.rules.verdict import Finding, Verdict, all_of

from .screening import Screening

MARKET = "《人力资源市场暂行条例》"


def publication(
    vacancy: Any, employer: Any, screening: Screening, *, on: date, recognised: bool = True
) -> Verdict:
    """Whether a vacancy may be published on a day. Wording to look at is «unknown»: the clerk decides.

    `recognised`: whether the unit is a recognised base; it counts for an internship only.
    """
    verified = employer.verified_until is not None and employer.verified_until >= on
    found = [
        Finding("employer_verified", _("单位在核验有效期内"), f"{MARKET}第二十六条", verified),
        Finding("pay_range", _("写明了薪资范围"), f"{MARKET}第二十四条", vacancy.pay_low > 0),
        Finding("content", _("写明了岗位内容"), f"{MARKET}第二十四条", bool(vacancy.description.strip())),
        Finding(
            "valid_until", _("写明了有效期"), "2025年五部门通知", vacancy.valid_until > on, confidence="B"
        ),
    ]
    if vacancy.kind == "internship":
        text = _("单位是认定的见习单位,才能发布见习岗位")
        found.append(
            Finding("recognised_base", text, "《就业补助资金管理办法》关于就业见习的规定", recognised, "C")
        )
    worst: dict[str, Finding] = {}
    for hit in screening.hits:
        met = None if hit.outcome == "review" else False
        text = _("“%(phrase)s”:%(label)s") % {"phrase": hit.phrase, "label": hit.label}
        worst.setdefault(f"{hit.ground}:{hit.phrase}", Finding(hit.ground, text, hit.article, met))
    if not worst:
        found.append(Finding("wording", _("没有发现歧视性或收费用语"), "《就业促进法》第三条", True))
    return all_of([*found, *worst.values()])
