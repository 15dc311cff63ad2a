"""The employers of the cast: 蜀味人家 with documents, 巴中云码 by a written promise."""

import functools
from datetime import timedelta
from typing import Any

from jobs import services
from jobs.models import Employer, Vacancy
from jobs.services.openings import index
from portal.accounts import actors
from portal.accounts.models import Membership, Organisation, Person
from portal.accounts.services import confirm_organisation, declare_organisation
from portal.casework import services as casework
from portal.casework.models import Case, Commitment
from portal.casework.services import Signature
from portal.casework.services.submitting import current_text
from portal.kernel import clock
from portal.kernel.actor import Actor
from tests.cast import JINJIANG, Cast

RESTAURANT, STUDIO, SHOP = "91519999MA6XN00116", "92519999MA6XN0038T", "93519999MA6XN002XP"
FACTS: dict[str, Any] = {
    "title": "收银员",
    "kind": "full_time",
    "headcount": 5,
    "pay_low": 4000,
    "pay_high": 5500,
    "pay_unit": "month",
    "region_id": JINJIANG,
    "address": "春熙路1号",
    "education": 0,
    "experience": 0,
    "description": "负责超市收银,每天八小时,每周休两天。",
    "latitude": 30.657,
    "longitude": 104.08,
}


class Employers:
    """Made when first asked for."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast

    def organisation(self, person: Person, uscc: str, name: str, *, confirmed: bool = True) -> Organisation:
        """A unit whose administrator is this person."""
        made = declare_organisation(
            user=person.user,
            uscc=uscc,
            name=name,
            kind="employer",
            region=JINJIANG,
            by=actors.of_person(person),
        )
        return confirm_organisation(made, by=self.cast.liufang_actor) if confirmed else made

    def signature(self, item: str) -> Signature:
        """The promise in force, ticked."""
        return Signature(Commitment.Method.TICK, current_text(item).pk)

    def asked(self, organisation: Organisation, **changed: Any) -> Case:
        """The card written and the verification asked for."""
        by = self.actor(organisation)
        card = services.describe(
            organisation, by=by, ownership="private", address="春熙路1号", contact_phone="13800000010"
        )
        facts = {"basis": "documents", "agent_name": "王建国", "agent_number": "519999196809051010"} | changed
        signature = self.signature("employer-verification")
        return services.ask_verification(card, phone="13800000010", signature=signature, by=by, **facts)

    def actor(self, organisation: Organisation) -> Actor:
        """The administrator speaking for the unit."""
        seat = Membership.objects.select_related("organisation").get(organisation=organisation, role="admin")
        return actors.of_member(seat)

    @functools.cached_property
    def restaurant(self) -> Employer:
        """成都蜀味人家, verified by its documents; 王建国 is its administrator."""
        unit = self.organisation(self.cast.jianguo, RESTAURANT, "成都蜀味人家餐饮管理有限公司")
        self.grant(self.asked(unit))
        return Employer.objects.get(pk=unit.pk)

    def grant(self, case: Case) -> Case:
        """刘芳 takes it in, 陈涛 grants where two are asked for."""
        case = casework.accept(case, by=self.cast.liufang_actor)
        if not case.item.path:
            return casework.grant(case, by=self.cast.liufang_actor)
        for step in case.item.path:
            by = self.cast.chentao_actor if step == "recheck" else self.cast.liufang_actor
            case = getattr(casework, step)(case, by=by)
        return casework.grant(case, by=self.cast.chentao_actor)

    def draft(self, employer: Employer | None = None, **changed: Any) -> Vacancy:
        """A vacancy as it is first written."""
        card = employer or self.restaurant
        until = clock.today() + timedelta(days=30)
        facts = FACTS | {"valid_until": until} | changed
        return services.save_vacancy(card, None, by=self.actor(card.organisation), **facts)

    def sent(self, vacancy: Vacancy) -> Case:
        """Handed in for review."""
        by = self.actor(vacancy.employer.organisation)
        return services.send(vacancy, signature=self.signature("vacancy-publication"), by=by)

    def open(self, employer: Employer | None = None, **changed: Any) -> Vacancy:
        """A vacancy that a clerk let through."""
        vacancy = self.draft(employer, **changed)
        self.grant(self.sent(vacancy))
        vacancy.refresh_from_db()
        return vacancy


def made_for(cast: Cast) -> tuple[Employer, Vacancy, Vacancy]:
    """李晓梅's own small shop with a draft and an open vacancy, no case of either: for the walks over every page."""
    employers = Employers(cast)
    unit = employers.organisation(cast.xiaomei, SHOP, "锦江小面馆", confirmed=False)
    by = employers.actor(unit)
    card = services.describe(
        unit, by=by, ownership="individual", address="春熙路2号", contact_phone="13800000011"
    )
    draft, opening = employers.draft(card), employers.draft(card, title="服务员")
    opening.state, opening.opened_at, opening.confirmed_on = "open", clock.now(), clock.today()
    opening.save()
    index(opening)
    return card, draft, opening
