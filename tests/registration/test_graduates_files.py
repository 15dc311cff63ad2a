"""A school's roster: what is taken, what is told, two files, two schools, two uploads at once."""

from datetime import date

import pytest
from django.db import connection

from portal.accounts.models import Organisation, Person
from portal.casework.services import NotAllowed
from portal.events.models import Event
from portal.exchange import sheets
from portal.kernel import clock
from portal.kernel.fields import plaintext
from registration.models import GraduateLine, Graduation, Spell, UnemployedGraduate
from registration.services import graduates_rosters as services
from tests.cast import JINJIANG, QINGYANG
from tests.cast_graduates import LEIZI, Schools, cells, graduation_of, tag_of
from tests.cast_registers import number_of, sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def schools(cast):
    return Schools(cast)


def test_good_lines_are_taken_and_wrong_ones_told(schools):
    rows = [cells(index) for index in range(40)]
    rows[3]["证件号码"] = rows[3]["证件号码"][:-1] + ("0" if rows[3]["证件号码"][-1] != "0" else "1")
    rows[4]["毕业日期"] = "2099-06-30"
    rows[5]["学历"] = "中职"
    rows[6]["毕业去向"] = "升学"
    rows[7] = cells(8)
    roster = schools.staged(rows)
    assert (roster.total, roster.bad, roster.fresh, roster.tagged) == (40, 4, 36, 35)
    assert not Graduation.objects.exists()
    roster = services.take(roster, by=schools.by())
    assert (roster.state, Graduation.objects.count(), UnemployedGraduate.objects.count()) == ("done", 36, 35)
    assert dict(roster.lines.values_list("line", "problem")).keys() == {5, 6, 7, 10}
    assert Event.objects.filter(name="graduate.tagged").count() == 35
    tag = tag_of(1)
    assert (tag.region_id, tag.until, tag.wish) == (JINJIANG, date(2028, 6, 29), "unknown")
    assert plaintext(graduation_of(1).phone) == "13800000100"


def test_lines_hold_no_name_or_number(schools):
    schools.staged([cells(1)])
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(l)::text FROM registration_graduateline l")
        text = cursor.fetchone()[0]
    assert number_of(1, date(2003, 5, 1)) not in text
    assert cells(1)["姓名"] not in text
    assert "13800000100" not in text


def test_the_same_file_again_changes_nothing(schools):
    schools.filed(*[cells(index) for index in range(5)])
    before = _counts()
    again = schools.filed(*[cells(index) for index in range(5)])
    assert (again.fresh, again.changed, again.same, again.tagged) == (0, 0, 5, 0)
    assert _counts() == before


def _counts():
    events = Event.objects.exclude(name__startswith="graduate_roster")
    models = (Person, Graduation, UnemployedGraduate)
    return [model.objects.count() for model in models] + [events.count()]


def test_two_schools_name_one_person_once(schools):
    other = schools.made("12510000MB0000002B", "青羊职业学院", QINGYANG)
    schools.filed(cells(1, 毕业日期="2025-06-30"))
    schools.filed(cells(1, 学历="专科", 毕业日期="2026-06-30"), school=other)
    assert Person.objects.filter(graduations__isnull=False).distinct().count() == 1
    assert Graduation.objects.count() == 2
    tag = tag_of(1)
    assert (tag.graduation.school, tag.until) == (other, date(2028, 6, 29))
    schools.filed(cells(1, 毕业日期="2025-06-30", 专业="经济学"))
    tag.refresh_from_db()
    assert tag.graduation.school == other


def test_a_graduate_known_by_a_confirmed_number_is_found(schools, cast):
    person = cast.person("张磊", verified=True)
    schools.filed(cells(1, 姓名="张磊", 证件号码=LEIZI))
    assert Graduation.objects.get().person == person
    wrong = schools.staged([cells(1, 姓名="张雷", 证件号码=LEIZI)])
    assert wrong.bad == 1


def test_who_works_by_the_register_gets_no_tag(schools, cast):
    person = cast.person("张磊", verified=True)
    agency = cast.liufang.agency
    Spell.objects.create(
        person=person,
        kind="employment",
        period=(date(2026, 7, 1), None),
        agency=agency,
        registered_at=clock.now(),
    )
    schools.filed(cells(1, 姓名="张磊", 证件号码=LEIZI))
    assert not UnemployedGraduate.objects.exists()


@pytest.mark.parametrize(
    ("day", "tags"), [("2024-11-29", 1), ("2024-11-28", 0), ("2024-11-27", 0)], ids=["last", "over", "past"]
)
def test_the_choice_period_ends_on_its_day(schools, day, tags):
    with clock.at("2026-11-28T10:00:00+08:00"):
        schools.filed(cells(1, 毕业日期=day))
    assert UnemployedGraduate.objects.count() == tags


def test_a_school_corrects_a_destination(schools):
    schools.filed(cells(1), cells(2))
    schools.filed(cells(1, 毕业去向="单位就业", 去向单位="某公司"), cells(2))
    assert (tag_of(1).ending, tag_of(2).ending) == ("school", "")
    schools.filed(cells(1))
    assert tag_of(1).ended_on is None


def test_home_outside_the_province_falls_to_the_schools_county(schools):
    schools.filed(cells(1, 生源地="北京市"), cells(2, 生源地="青羊区"))
    assert (tag_of(1).region_id, tag_of(2).region_id) == (JINJIANG, QINGYANG)


def test_files_that_cannot_be_read(schools):
    for data in (b"", sheet([], ["姓名"]), sheet([], cells(1))):
        with pytest.raises(sheets.BadSheet):
            services.stage(schools.school, "higher", "a.xlsx", data, by=schools.by())
    text = ",".join(cells(1)) + "\n" + ",".join(cells(1).values()) + "\n"
    roster = services.stage(schools.school, "higher", "a.csv", text.encode("gb18030"), by=schools.by())
    assert roster.fresh == 1


def test_only_the_schools_own_member_files(schools, cast):
    other = schools.made("12510000MB0000002B", "青羊职业学院", QINGYANG)
    roster = schools.staged([cells(1)])
    with pytest.raises(NotAllowed):
        services.take(roster, by=schools.by(other))
    with pytest.raises(NotAllowed):
        services.stage(schools.school, "higher", "a.xlsx", sheet([cells(1)]), by=cast.liufang_actor)
    Organisation.objects.filter(pk=schools.school.pk).update(kind="employer")
    schools.school.refresh_from_db()
    with pytest.raises(NotAllowed):
        schools.staged([cells(1)])


def test_dropped_and_taken_are_ends(schools):
    roster = schools.staged([cells(1)])
    services.drop(roster, by=schools.by())
    roster.refresh_from_db()
    assert (roster.state, roster.data, GraduateLine.objects.count()) == ("dropped", None, 0)
    with pytest.raises(services.NotNow):
        services.take(roster, by=schools.by())


def test_what_a_file_asks_does_not_grow_with_its_lines(schools):
    few = schools.staged([cells(index) for index in range(3)])
    one, two = _Counter(), _Counter()
    with connection.execute_wrapper(one):
        services.take(few, by=schools.by())
    many = schools.staged([cells(index) for index in range(100, 400)])
    with connection.execute_wrapper(two):
        services.take(many, by=schools.by())
    assert two.count <= one.count + 2


class _Counter:
    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute, sql, params, many, context):
        self.count += 1
        return execute(sql, params, many, context)
