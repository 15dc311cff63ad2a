"""就业见习 of the cast: 蜀味人家 as 见习单位, 阿呷 as its intern."""

import functools
from datetime import date, timedelta
from typing import Any

from jobs.models import Application, Internship, InternshipBase, SubsidyClaim, Vacancy
from jobs.services import applications, internship_bases, internship_subsidy, internships
from portal.accounts import actors
from portal.accounts.models import Person
from portal.casework import services as casework
from portal.casework.models import Case
from portal.kernel import clock
from tests.cast import Cast
from tests.cast_jobs import Employers

PLAN = "收银岗位两个,跟老店员学收银、盘点和待客,三个月学完,店长每周带教一次。"
PROMISE: dict[str, Any] = {"places": 10, "mentors": 3, "plan": PLAN, "stipend": 2000}
AGREEMENT: dict[str, Any] = {"mentor": "赵师傅", "stipend": 2200, "policy": "PICC-2026-0001"}
RECOGNITION, SUBSIDY = "internship-base-recognition", "internship-subsidy"


class Interns:
    """Made when first asked for."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.employers = cast, Employers(cast)

    @property
    def by(self) -> Any:
        """The unit's administrator, speaking for it."""
        return self.employers.actor(self.employers.restaurant.organisation)

    def asked(self, **changed: Any) -> Case:
        """The request handed in."""
        signature = self.employers.signature(RECOGNITION)
        return internship_bases.ask(
            self.employers.restaurant, signature=signature, by=self.by, **(PROMISE | changed)
        )

    def inspected(self, case: Case, *, suitable: bool = True) -> None:
        """刘芳 was there."""
        internship_bases.inspect(
            case.base_request,
            on=clock.today(),
            text="场地干净",
            suitable=suitable,
            by=self.cast.liufang_actor,
        )

    def decided(self, case: Case) -> Case:
        """Accepted, reviewed, before the public for its days, granted by 陈涛."""
        case = casework.accept(case, by=self.cast.liufang_actor)
        case = casework.review(case, by=self.cast.liufang_actor)
        case = casework.publicise(case, shown="拟准予", by=self.cast.liufang_actor)
        with clock.at(after(case.publicities.get().ends)):
            return casework.grant(case, by=self.cast.chentao_actor)

    @functools.cached_property
    def base(self) -> InternshipBase:
        """Recognised by the whole path."""
        case = self.asked()
        self.inspected(case)
        self.decided(case)
        return InternshipBase.objects.get(request__case=case)

    @functools.cached_property
    def vacancy(self) -> Vacancy:
        """An open internship vacancy of the base."""
        assert self.base
        return self.employers.open(title="收银见习", kind="internship")

    @functools.cached_property
    def intern(self) -> Person:
        """吉克·阿呷, 24."""
        return self.cast.person("吉克·阿呷", phone="13800000004")

    def hired(self, person: Person, vacancy: Vacancy | None = None) -> Application:
        """Somebody applied and was taken."""
        made, _new = applications.apply(vacancy or self.vacancy, person, by=actors.of_person(person))
        applications.offer(made, by=self.by)
        return applications.hire(made, by=self.by)

    def offered(
        self, person: Person | None = None, *, begins: date | None = None, **changed: Any
    ) -> Internship:
        """An agreement written for them: three months from tomorrow."""
        first = begins or clock.today() + timedelta(days=1)
        facts = AGREEMENT | {"begins": first, "ends": first + timedelta(days=91)} | changed
        return internships.offer(self.hired(person or self.intern), by=self.by, **facts)

    def running(self, person: Person | None = None, **changed: Any) -> Internship:
        """One that the intern agreed to."""
        made = self.offered(person, **changed)
        return internships.agree(made, graduated_on=None, by=actors.of_person(made.person))

    def claimed(self, *keys: tuple[str, int]) -> SubsidyClaim:
        """The subsidy asked for."""
        signature = self.employers.signature(SUBSIDY)
        return internship_subsidy.claim(self.base, keys, signature=signature, by=self.by)


def after(day: date, days: int = 1) -> str:
    """Ten o'clock so many days after a day."""
    return f"{day + timedelta(days=days)}T10:00:00+08:00"
