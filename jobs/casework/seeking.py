"""求职信息登记 as casework knows it: one wish, done at once; it is also a part of «我失业了»."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Person
from portal.casework.models import Case
from portal.casework.registry import Page, Service, register
from portal.kernel.actor import Actor, system
from portal.rules import queries as law
from portal.rules.verdict import Finding, Verdict, all_of
from portal.site.life_events import LOST_JOB, Part, register_part

from ..forms.resumes import first_of
from ..forms.seeking import SeekForm
from ..models import Intention
from ..services import resumes

ITEM = "jobseeker-registration"
ARTICLE = "《中华人民共和国劳动法》第十五条"


def _age(birth: date, on: date) -> int:
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


class SeekHandler:
    """Nothing but the age is held against a wish."""

    def problems(self, case: Case) -> Verdict:
        """Sixteen years. Raises LawMissing without a minimum age."""
        least, birth = law.lookup("registration.min_age", on=case.received_on), case.person.birth
        met = None if birth is None else _age(birth, case.received_on) >= least.value
        return all_of([Finding("minimum_age", _now("年满16周岁"), ARTICLE, met, least.confidence)])

    def grant(self, case: Case, *, by: Actor) -> None:
        """The wish was kept when it was handed in."""

    def revoke(self, case: Case, *, by: Actor) -> None:
        """A wish is the person's own to take back."""

    def certificate(self, case: Case) -> None:
        """None."""


class SeekQuestions:
    """One page."""

    pages = (Page("wish", "您想找什么工作?", SeekForm, "用来给您推荐合适的岗位,以后随时能改。"),)

    def known(self, person: Person) -> dict[str, Any]:
        """Nothing is needed."""
        return {}

    def standing(self, person: Person) -> str:
        """More wishes may be added up to three; then the CV is the place to change them."""
        if Intention.objects.filter(resume__person_id__in=person.all_ids).count() >= 3:
            return _now("您已经有三个求职意向。想改的,到“我的简历”里改。")
        return ""

    def skipped(self, answers: Mapping[str, Mapping[str, Any]]) -> frozenset[str]:
        """Nothing."""
        return frozenset()

    def initial(self, page: str, person: Person) -> dict[str, Any]:
        """The place where the person lives."""
        return {"region": person.residence_region_id} if person.residence_region_id else {}

    def store(self, case: Case, answers: Mapping[str, Mapping[str, Any]]) -> None:
        """The wish goes into the CV; one that stands there already is kept."""
        by, wish = system("jobs.seeking"), answers["wish"]
        resume = resumes.resume_of(case.person, by=by)
        same = resume.intentions.filter(occupation=wish["occupation"], region=wish["region"]).first()
        if same:
            resumes.change_intention(same, by=by, **wish)
        else:
            resumes.add_intention(resume, by=by, **wish)

    def recall(self, case: Case) -> dict[str, dict[str, list[str]]]:
        """The newest wish as form data."""
        rows = Intention.objects.filter(resume__person_id__in=case.person.all_ids)
        newest = rows.select_related("occupation").order_by("-position").first()
        if newest is None:
            return {}
        return {"wish": {name: [str(value)] for name, value in first_of(newest).items()}}

    def facts(self, case: Case) -> dict[str, Any]:
        """For hints."""
        return {"birth": case.person.birth, "sex": case.person.sex, "seeking": True}


def _anybody(person: Person) -> str:
    return ""


register(Service(ITEM, SeekHandler(), SeekQuestions(), rule_may_grant=True))
register_part(
    Part(
        event=LOST_JOB,
        item=ITEM,
        title=_("求职登记"),
        lead=_("按您想做的工作推荐岗位"),
        position=30,
        offered=_anybody,
        places={"wish": 60},
    )
)
