"""Personnel files at the same moment: one file a person, one file a shelf, one journey a file."""

from registration.models import PersonnelFile, Transfer
from registration.services import archives
from registration.services.archives_rights import ArchiveRefused
from tests.cast_archives import PAGES, Archives
from tests.faults.conftest import Race

MANY = 6


def test_two_files_for_one_person_at_once_are_one(race: Race, racers):
    person, by, agency = Archives(racers).owner, racers.liufang_actor, racers.liufang.agency
    facts = {"group": "left", "ever_cadre": False, "agency": agency, "by": by}
    results = race.run(lambda n: archives.take_stock(person, shelf=f"A-{n}", **facts), MANY)
    assert sum(isinstance(each, PersonnelFile) for each in results) == 1
    assert {each.why for each in results if isinstance(each, ArchiveRefused)} == {"exists"}
    assert PersonnelFile.objects.count() == 1


def test_two_persons_never_get_one_shelf(race: Race, racers):
    people = (Archives(racers).owner, racers.jianguo)
    facts = {
        "group": "left",
        "ever_cadre": False,
        "agency": racers.liufang.agency,
        "by": racers.liufang_actor,
    }
    results = race.run(lambda n: archives.take_stock(people[n], shelf="A-1", **facts), 2)
    assert sum(isinstance(each, PersonnelFile) for each in results) == 1
    assert [each.why for each in results if isinstance(each, Exception)] == ["shelf"]


def test_one_step_taken_by_two_clerks_at_once_is_taken_once(race: Race, racers):
    world = Archives(racers)
    world.file()
    row, by = world.called(), racers.liufang_actor
    results = race.run(lambda _n: archives.review(row, pages=PAGES, missing=[], by=by), MANY)
    assert sum(isinstance(each, Transfer) for each in results) == 1
    assert {each.why for each in results if isinstance(each, ArchiveRefused)} == {"moved"}
    assert row.movements.filter(step="reviewed").count() == 1
