"""Rosters of graduates at once: one file many times, two schools naming the same people; receptions beside them."""

from portal.accounts.models import Person
from registration.models import GraduateAct, Graduation, UnemployedGraduate
from registration.services import graduates, graduates_rosters
from tests.cast import QINGYANG
from tests.cast_graduates import Schools, cells, tag_of
from tests.faults.conftest import Race, race, racers  # noqa: F401 - fixtures

PEOPLE = 40


def _taken(schools: Schools, roster):
    try:
        return graduates_rosters.take(roster, by=schools.by(roster.school))
    except graduates_rosters.NotNow as not_now:
        return str(not_now)


def test_one_file_taken_eight_times_at_once(race: Race, racers):  # noqa: F811
    schools, known = Schools(racers), Person.objects.count()
    rows = [cells(index) for index in range(PEOPLE)]
    staged = [schools.staged(rows) for _turn in range(4)]
    results = race.run(lambda n: _taken(schools, staged[n % 4]), 8)
    assert [each for each in results if isinstance(each, Exception)] == []
    assert sum(isinstance(each, str) for each in results) == 4  # each roster is taken once
    assert Graduation.objects.count() == UnemployedGraduate.objects.count() == PEOPLE
    assert Person.objects.count() >= known + PEOPLE
    assert Person.objects.filter(graduations__isnull=False).count() == PEOPLE


def test_two_schools_that_name_the_same_people_at_once(race: Race, racers):  # noqa: F811
    schools = Schools(racers)
    other = schools.made("12510000MB0000002B", "青羊职业学院", QINGYANG)
    rows = [cells(index) for index in range(PEOPLE)]
    later = [cells(index, 毕业日期="2026-07-05") for index in range(PEOPLE)]
    staged = [schools.staged(rows), schools.staged(later, other)]
    results = race.run(lambda n: _taken(schools, staged[n]), 2)
    assert [each for each in results if isinstance(each, Exception | str)] == []
    assert Graduation.objects.count() == 2 * PEOPLE
    assert Person.objects.filter(graduations__isnull=False).distinct().count() == PEOPLE
    assert UnemployedGraduate.objects.filter(graduation__school=other).count() == PEOPLE


def test_one_form_of_the_desk_sent_eight_times_counts_once(race: Race, racers):  # noqa: F811
    schools = Schools(racers)
    schools.filed(cells(1))
    tag, clerk, by = tag_of(1), racers.liufang, racers.liufang_actor
    facts = {"clerk": clerk, "kind": "talk", "note": "讲了政策", "key": "k", "by": by}
    results = race.run(lambda n: graduates.do(tag, day=tag.opened_on, **facts), 8)
    assert [each for each in results if isinstance(each, Exception)] == []
    assert GraduateAct.objects.count() == 1
