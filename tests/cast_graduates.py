"""A school in 锦江, its graduates as files, and the desk that looks after them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from portal.accounts import actors
from portal.accounts.models import Membership, Organisation
from portal.accounts.queries import number_index
from portal.agencies.models import Region
from portal.kernel import clock
from portal.kernel.actor import Actor
from registration.models import GraduateRoster, Graduation, UnemployedGraduate
from registration.rules import graduates as rules
from registration.services import graduates_rosters
from tests.cast import JINJIANG, Cast
from tests.cast_registers import name_of, number_of, sheet

BORN = date(2003, 5, 1)
LEIZI = "519999199011254330"  # 张磊 of the cast


def cells(index: int, **changed: str) -> dict[str, str]:
    """A line of a roster with nothing wrong in it: a bachelor of June without work."""
    return {
        "姓名": name_of(index),
        "证件号码": number_of(index, BORN),
        "学历": "本科",
        "专业": "会计学",
        "毕业日期": "2026-06-30",
        "毕业去向": "未就业",
        "生源地": "锦江区",
        "手机": "13800000100",
    } | changed


class Schools:
    """锦江学院, confirmed; 王建国 is its administrator."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.school = self.made("12510000MB0000001A", "锦江学院")

    def made(self, uscc: str, name: str, region: str = JINJIANG) -> Organisation:
        """A school with 王建国 as its administrator."""
        school = Organisation.objects.create(
            uscc=uscc,
            name=name,
            kind=Organisation.Kind.SCHOOL,
            region=Region.objects.get(pk=region),
            created_at=clock.now(),
            confirmed_at=clock.now(),
        )
        Membership.objects.create(user=self.cast.jianguo.user, organisation=school, role="admin")
        return school

    def by(self, school: Organisation | None = None) -> Actor:
        """王建国 speaking for a school."""
        school = school or self.school
        return actors.of_member(Membership.objects.select_related("organisation").get(organisation=school))

    def staged(
        self, rows: Iterable[dict[str, Any]], school: Organisation | None = None, kind: str = "higher"
    ) -> GraduateRoster:
        """A file read and shown."""
        school = school or self.school
        data = sheet(rows, rules.COLUMNS)
        return graduates_rosters.stage(school, kind, "毕业生.xlsx", data, by=self.by(school))

    def filed(self, *rows: dict[str, Any], school: Organisation | None = None) -> GraduateRoster:
        """Read and taken."""
        roster = self.staged(rows, school)
        return graduates_rosters.take(roster, by=self.by(school))


def graduation_of(index: int, school: Organisation | None = None) -> Graduation:
    """What was filed of a line's person."""
    found = number_index("citizen", number_of(index, BORN))
    rows = Graduation.objects.filter(person__documents__number_index=found)
    return rows.get(school=school) if school else rows.get()


def tag_of(index: int) -> UnemployedGraduate:
    """The tag of a line's person."""
    found = number_index("citizen", number_of(index, BORN))
    return UnemployedGraduate.objects.get(person__documents__number_index=found)
