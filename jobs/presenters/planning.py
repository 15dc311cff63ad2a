"""A plan's outlook in sentences."""

from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.models import Membership

from ..models import Occupation
from ..rules import planning
from ..rules.pay import Pay, monthly
from ..rules.planning import people
from ..services.planning import Outlook, Plan, outlook
from .matching import EDUCATIONS

MOST_EFFECTS = 8


def _yuan(value: Any) -> str:
    return f"{value:,.0f}"


def pay_sentences(plan: Plan, found: Outlook) -> dict[str, str]:
    """What others earn, and where this pay lies."""
    if found.points is None:
        return {"text": _("还没有这个职业的工资指导价位,比不了。"), "tone": "", "verdict": ""}
    low = monthly(plan.pay)
    high = monthly(Pay(plan.pay.high, plan.pay.high, plan.pay.unit))
    words = {"where": found.guide.region.name, "year": found.guide.year, "name": plan.occupation.name}
    words |= {"p25": _yuan(found.points.p25), "p75": _yuan(found.points.p75), "p50": _yuan(found.points.p50)}
    text = _(
        "%(where)s的“%(name)s”,中间一半人每月拿%(p25)s—%(p75)s元,中位%(p50)s元(%(year)s年指导价位,折成月)。"
    )
    tone, verdict = planning.against(low, high, found.points)
    return {"text": text % words, "tone": tone, "verdict": verdict, "source": found.guide.source}


def reach_rows(found: Outlook) -> list[dict[str, str]]:
    """From who wishes for such work down to who would come."""
    rows = (
        (_("想做这类工作的人"), found.reach.wish),
        (_("其中条件都符合的"), found.reach.able),
        (_("其中愿意在这里上班的"), found.reach.near),
        (_("其中接受这个薪资的"), found.reach.all),
    )
    return [{"name": str(name), "value": people(count)} for name, count in rows]


def effect_sentences(found: Outlook) -> list[str]:
    """«学历放宽到中专 12人 → 57人»."""
    words = _("%(what)s:%(before)s → %(after)s")
    return [
        words % {"what": each.what, "before": people(each.before), "after": people(each.after)}
        for each in found.effects[:MOST_EFFECTS]
    ]


def context(
    plan: Plan, query: QueryDict, suggested: list[tuple[Occupation, int]], seats: list[Membership]
) -> dict[str, Any]:
    """The lower half of the page."""
    found = outlook(plan, EDUCATIONS)
    return {
        "plan": plan,
        "pay": pay_sentences(plan, found),
        "reach": reach_rows(found),
        "effects": effect_sentences(found),
        "capped": found.capped,
        "wait": planning.wait_text(found.wait) if found.wait is not None else "",
        "others": [
            {"name": row.name, "url": f"?{_with(query, row.pk)}"}
            for row, _score in suggested
            if row.pk != plan.occupation.pk
        ],
        "posts": [
            {
                "name": seat.organisation.name,
                "url": f"{reverse('jobs:new_vacancy', args=[seat.organisation_id])}?{_with(query, plan.occupation.pk)}",
            }
            for seat in seats
        ],
    }


def _with(query: QueryDict, occupation: str) -> str:
    changed = query.copy()
    changed["occupation"], changed["of"] = occupation, query.get("title", "").strip()
    return changed.urlencode()
