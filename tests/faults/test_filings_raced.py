"""Two uploads of one file at once, two units that hire one person at once: nothing doubled, nobody lost."""

from portal.accounts.models import Person
from registration.models import Contract, Spell
from registration.services import filings
from tests.cast_jobs import STUDIO
from tests.cast_registers import Units, hire_cells
from tests.faults.conftest import Race, race, racers  # noqa: F401 - fixtures

PEOPLE = 60


def test_one_file_sent_eight_times_at_once(race: Race, racers):  # noqa: F811
    units = Units(racers)
    known = Person.objects.count()
    staged = [units.staged([hire_cells(index) for index in range(PEOPLE)]) for _turn in range(8)]
    results = race.run(lambda n: units.sent(staged[n]), 8)
    assert [each for each in results if isinstance(each, Exception)] == []
    assert Spell.objects.count() == Contract.objects.count() == PEOPLE
    assert Person.objects.count() == known + PEOPLE


def test_two_units_that_hire_the_same_people_at_once(race: Race, racers):  # noqa: F811
    units = Units(racers)
    other = units.employers.organisation(
        racers.person("王秀兰", verified=True, phone="13800000044"), STUDIO, "云码"
    )
    rows = [hire_cells(index) for index in range(PEOPLE)]
    units.hired(
        *range(PEOPLE), 合同类型="非全日制", 合同结束日期="2027-11-01"
    )  # everybody is known from now on
    left = [row | {"合同类型": "无固定期限", "合同结束日期": "", "入职日期": "2026-11-03"} for row in rows]
    third = units.employers.organisation(
        racers.person("张磊", verified=True, phone="13800000045"), "93519999MA6XN002XP", "绣坊"
    )
    staged = [units.staged(left, unit=other), units.staged(left, unit=third)]
    results = race.run(lambda n: units.sent(staged[n]), 2)
    assert [each for each in results if isinstance(each, Exception)] == []
    full_time = Spell.objects.filter(exclusive=True)
    assert full_time.count() == PEOPLE
    told = sum(filing.lines.exclude(problem="").count() for filing in staged)
    assert told == PEOPLE
    assert {filings.Filing.objects.get(pk=each.pk).state for each in staged} == {"done"}
