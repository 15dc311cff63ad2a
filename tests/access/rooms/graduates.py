"""Graduates: the graduate's own page, the school's, the desk's, and sittings."""

from datetime import date
from typing import Any

from portal.accounts import actors
from portal.accounts.models import Membership, Organisation, Person
from portal.agencies.models import Region
from portal.casework.models import Case
from portal.kernel import clock
from portal.kernel.actor import system
from registration.models import (
    GraduateAct,
    GraduateContact,
    GraduateLine,
    GraduateReception,
    GraduateRoster,
    GraduateSitting,
    Graduation,
    SittingEntry,
    UnemployedGraduate,
)
from registration.rules import graduates as rules
from registration.services import graduates as services
from registration.services import graduates_rosters
from registration.services import graduates_sittings as sittings
from tests.cast import JINJIANG, Cast
from tests.cast_graduates import Schools, cells
from tests.cast_registers import sheet

MINE = "302 302 200 200 302 302 302 302"
OWN = "302 302 200 404 302 302 302 302"
NEVER = "302 302 405 405 302 302 302 302"
SAID = "302 302 302 404 302 302 302 302"
MENDED = "302 302 422 404 302 302 302 302"
DESK = "302 404 404 404 200 200 302 200"
DESK_NEVER = "302 404 404 404 405 405 302 405"
HERE = "302 404 404 404 200 404 302 200"
HERE_MENDED = "302 404 404 404 422 404 302 422"
LOOK = ("registration:graduates", "registration:graduates_template", "registration:graduate_roster_wrong")
GET = {
    "registration:graduation": MINE,
    "registration:graduate_employed": OWN,
    **dict.fromkeys(LOOK, OWN),
    "registration:graduates_upload": OWN,
    "registration:graduate_roster": OWN,
    "registration:desk_graduates": DESK,
    "registration:graduate_figures": DESK,
    "registration:desk_graduate": HERE,
    "registration:desk_graduate_phone": DESK_NEVER,
    "registration:sittings": DESK,
    "registration:sitting": HERE,
    "registration:sitting_enter": HERE,
}
POST = {
    "registration:graduation": SAID,
    "registration:graduate_employed": SAID,
    **dict.fromkeys(LOOK, NEVER),
    "registration:graduates_upload": MENDED,
    "registration:graduate_roster": SAID,
    "registration:desk_graduates": DESK_NEVER,
    "registration:graduate_figures": DESK_NEVER,
    "registration:desk_graduate": "302 404 404 404 404 404 302 404",
    "registration:desk_graduate_phone": HERE,
    "registration:sittings": "302 404 404 404 422 422 302 422",
    "registration:sitting": HERE_MENDED,
    "registration:sitting_enter": HERE_MENDED,
}
KEYS = (
    ("desk/register/graduates/", "graduate"),
    ("desk/register/sittings/", "sitting"),
    ("graduate-rosters/", "graduate_roster"),
)


def graduation(person: Person, school: Organisation | None = None) -> Graduation:
    """A bachelor of June."""
    return Graduation.objects.create(
        person=person,
        school=school,
        school_name=school.name if school else "四川某大学",
        school_kind="higher",
        level="bachelor",
        graduated_on=date(2026, 6, 30),
        destination="unemployed",
        destination_on=clock.today(),
        made_at=clock.now(),
    )


def tag(person: Person, school: Organisation | None = None) -> UnemployedGraduate:
    """On the list of 锦江."""
    county = Region.objects.get(pk=JINJIANG)
    return services.open_tag(graduation(person, school), county=county, by=system("test"))


def sitting(cast: Cast, organisation: Organisation) -> GraduateSitting:
    """刘芳 talks about policy today."""
    Organisation.objects.filter(pk=organisation.pk).update(confirmed_at=clock.now())
    facts = {"act": "talk", "held_on": clock.today(), "place": "礼堂", "about": ""}
    return sittings.begin(organisation, clerk=cast.liufang, by=cast.liufang_actor, **facts)


def rows(cast: Cast, world: Any) -> dict[str, Any]:
    """李晓梅's shop is a school for once; she left it herself, and files for it."""
    school = world.employer.organisation
    school.kind = Organisation.Kind.SCHOOL
    school.save(update_fields=["kind"])
    seat = Membership.objects.select_related("organisation").get(organisation=school)
    data = sheet([cells(1)], rules.COLUMNS)
    roster = graduates_rosters.stage(school, "higher", "毕业生.xlsx", data, by=actors.of_member(seat))
    return {
        "graduate": tag(cast.xiaomei, school),
        "graduate_roster": roster,
        "sitting": sitting(cast, school),
    }


def _roster(cast: Cast) -> GraduateRoster:
    return Schools(cast).staged([cells(1)])


def _reception(cast: Cast) -> GraduateReception:
    return GraduateReception.objects.create(
        case=Case.objects.first(),
        person=cast.xiaomei,
        residence_id=JINJIANG,
        school_name="四川某大学",
        school_kind="higher",
        level="bachelor",
        graduated_on=date(2026, 6, 30),
        destination="study",
        archive="unknown",
    )


def _own_tag(cast: Cast) -> UnemployedGraduate:
    return UnemployedGraduate.objects.filter(person=cast.xiaomei).first() or tag(cast.xiaomei)


def _act(cast: Cast) -> GraduateAct:
    facts = {"kind": "talk", "day": clock.today(), "note": "讲了政策", "key": "a"}
    return services.do(_own_tag(cast), clerk=cast.liufang, by=cast.liufang_actor, **facts)


def _contact(cast: Cast) -> GraduateContact:
    facts = {"channel": "phone", "outcome": "no_answer", "wish": "", "note": ""}
    return services.contact(_own_tag(cast), clerk=cast.liufang, by=cast.liufang_actor, **facts)


def _entry(cast: Cast) -> SittingEntry:
    found = _own_tag(cast)
    school = found.graduation.school or Schools(cast).school
    Graduation.objects.filter(pk=found.graduation_id).update(school=school)
    made = sitting(cast, school)
    facts = {"sheet_line": 1, "consented": True, "note": "", "by": cast.liufang_actor}
    return sittings.enter(made, cast.xiaomei, **facts)


ROWS = {
    "registration.GraduateRoster": _roster,
    "registration.GraduateLine": lambda cast: GraduateLine.objects.get(roster=_roster(cast)),
    "registration.Graduation": lambda cast: _own_tag(cast).graduation,
    "registration.GraduateReception": _reception,
    "registration.UnemployedGraduate": _own_tag,
    "registration.GraduateAct": _act,
    "registration.GraduateContact": _contact,
    "registration.GraduateSitting": lambda cast: sitting(cast, Schools(cast).school),
    "registration.SittingEntry": _entry,
}
