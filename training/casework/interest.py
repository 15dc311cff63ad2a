"""职业培训报名 as casework knows it today: a wish is registered at once; it is also a part of «我失业了»."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Person
from portal.accounts.services import update_person
from portal.casework.models import Case
from portal.casework.registry import Page, Service, register
from portal.kernel.actor import Actor, system
from portal.kernel.dates import full_text
from portal.rules.verdict import Finding, Verdict, all_of
from portal.site.life_events import LOST_JOB, Part, register_part
from registration.forms import ResidenceForm
from registration.moving import Mover, Place, Thing, register_mover

from ..forms.interest import InterestForm
from ..models import ITEM, TrainingInterest
from ..queries import interests
from ..services import interests as verbs

ARTICLE = "《中华人民共和国就业促进法》第四十九条"


class InterestHandler:
    """Whoever wants to learn is written down; which class fits is found afterwards."""

    def problems(self, case: Case) -> Verdict:
        """Nothing stands against a wish."""
        return all_of([Finding("wish", _now("有培训意愿"), ARTICLE, True, "C")])

    def grant(self, case: Case, *, by: Actor) -> None:
        """The wish was kept when it was handed in."""

    def revoke(self, case: Case, *, by: Actor) -> None:
        """It waits no more."""
        verbs.revoke_interest(case, by=by)

    def certificate(self, case: Case) -> None:
        """None."""


class InterestQuestions:
    """One page, and where one lives unless it is known."""

    pages = (
        Page("residence", "您现在住在哪里?", ResidenceForm, "就近给您找培训班。"),
        Page("learn", "您想学点什么?", InterestForm, "我们按大家想学的开班,有合适的通知您。"),
    )

    def known(self, person: Person) -> dict[str, Any]:
        """Where the person lives."""
        return {"residence": person.residence_region_id}

    def standing(self, person: Person) -> str:
        """One wish waits at a time."""
        if interests.waiting(person):
            return _now("您已经登记了培训意愿。想改的,先在“我的培训”里取消。")
        return ""

    def skipped(self, answers: Mapping[str, Mapping[str, Any]]) -> frozenset[str]:
        """Home is known."""
        return frozenset({"residence"}) if answers["person"]["residence"] else frozenset()

    def initial(self, page: str, person: Person) -> dict[str, Any]:
        """Nothing is known of what somebody wants to learn."""
        return {}

    def store(self, case: Case, answers: Mapping[str, Mapping[str, Any]]) -> None:
        """The wish, and where they live when it was not known."""
        by, said = system("training.store"), answers.get("residence", {}).get("residence")
        if said:
            update_person(case.person, by=by, residence_region=said)
        verbs.keep_interest(case, dict(answers["learn"]), by=by)

    def recall(self, case: Case) -> dict[str, dict[str, list[str]]]:
        """The stored answers as form data."""
        row, home = case.training_interest, case.person.residence_region_id
        learn = {"directions": list(row.directions), "hours": list(row.hours), "remark": [row.remark]}
        return {"residence": {"residence": [home] if home else []}, "learn": learn}

    def facts(self, case: Case) -> dict[str, Any]:
        """For hints."""
        return {"birth": case.person.birth, "sex": case.person.sex}


def _anybody(person: Person) -> str:
    return ""


def going(person: Person) -> list[Thing]:
    """A wish that waits goes along to another county."""
    rows = interests.interests_of(person).filter(state=TrainingInterest.State.WAITING)
    return [
        Thing("training", str(each.pk), _now("培训意愿(%s登记)") % full_text(each.since), each.agency, each)
        for each in rows
    ]


def give(thing: Thing, place: Place, *, by: Actor) -> None:
    """The new county finds the class."""
    verbs.find_elsewhere(thing.row, place.agency, by=by)


register(Service(ITEM, InterestHandler(), InterestQuestions(), rule_may_grant=True))
register_mover(Mover("training", going, give, 50))
register_part(
    Part(
        event=LOST_JOB,
        item=ITEM,
        title=_("培训意愿"),
        lead=_("想学门手艺的,有合适的班通知您"),
        position=40,
        offered=_anybody,
        places={"residence": 12, "learn": 70},
    )
)
