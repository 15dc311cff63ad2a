"""What a plan asks of the tables: an opening that nobody saved, the seekers it would reach, how long others waited."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.db.models import Min

from portal.kernel import clock

from ..models import Occupation, Opening, Vacancy, WageGuide
from ..rules import planning, skills
from ..rules.explaining import Opens
from ..rules.groups import group_of, prefix_of
from ..rules.pay import Pay, monthly
from ..rules.planning import Points, Reach
from . import suggesting, wages

LOOKED_BACK, LOOKED_AT = timedelta(days=180), 500


@dataclass(frozen=True)
class Plan:
    """What is thought of; region: six digits, needs: what one has to be able to do, in words."""

    title: str
    occupation: Occupation
    kind: str
    region: str
    pay: Pay
    education: int
    experience: int
    needs: str = ""


@dataclass(frozen=True)
class Outlook:
    """What would come of it. capped: only the first so many seekers were looked at."""

    reach: Reach
    effects: list[Opens]
    capped: bool
    guide: WageGuide | None
    points: Points | None
    wait: timedelta | None


def opening_of(plan: Plan) -> Opening:
    """The plan as search and matching would read it; never saved."""
    return Opening(
        county=int(plan.region[:6]),
        occupation=plan.occupation.pk,
        kind=plan.kind,
        pay=int(monthly(plan.pay) or 0),
        education=plan.education,
        experience=plan.experience,
        skills=skills.bits(skills.found_in(f"{plan.title}\n{plan.needs}")),
    )


def outlook(plan: Plan, educations: dict[int, str]) -> Outlook:
    """Everything the page tells, in three queries; nothing is written."""
    opening = opening_of(plan)
    facts = suggesting.opening_facts(opening)
    seekers = [suggesting.seeker_facts(row) for row in suggesting.seekers_of_group(opening)]
    guide = wages.nearest(plan.occupation.pk, plan.region)
    return Outlook(
        reach=planning.reach(facts, seekers),
        effects=planning.tellable(planning.effects(facts, seekers, educations)),
        capped=len(seekers) >= suggesting.MOST_READ,
        guide=guide,
        points=points_of(guide),
        wait=planning.usual_wait(waits(plan)),
    )


def points_of(guide: WageGuide | None) -> Points | None:
    """A guide's middle half as a month's pay; None without one, or for pay by the piece."""
    if guide is None:
        return None
    found = [monthly(Pay(point, point, guide.unit)) for point in (guide.p25, guide.p50, guide.p75)]
    return None if None in found else Points(*(Decimal(each) for each in found))


def waits(plan: Plan) -> list[timedelta]:
    """How long similar vacancies of the prefecture waited for their first application, the last half year."""
    rows = Vacancy.objects.filter(
        occupation__code__startswith=prefix_of(group_of(plan.occupation.pk)),
        region__code__startswith=plan.region[:4],
        opened_at__gte=clock.now() - LOOKED_BACK,
    )
    rows = rows.annotate(first=Min("applications__made_at")).filter(first__isnull=False)
    told = rows.order_by("-opened_at").values_list("opened_at", "first")[:LOOKED_AT]
    return [max(first - opened, timedelta()) for opened, first in told]
