"""Made-up people in great number are people like others: they open, they are found, nothing contradicts."""

import json
import re
from pathlib import Path

import pytest

from portal.kernel import identity
from portal.site.operations.people_by_number import DAYS, MOST, STRIDE, somebody
from tests import stack
from tests.operations.conftest import House

pytestmark = pytest.mark.server
PEOPLE, CASES = 2000, 300


def test_every_number_is_valid_unique_and_of_no_real_place():
    people = [somebody(index) for index in [*range(300), *range(DAYS, DAYS + 50), MOST - 1]]
    assert len({one.number for one in people}) == len(people)
    for one in people:
        checked = identity.check("resident_id", one.number)
        assert checked.valid
        assert (checked.birth, checked.sex, checked.region) == (one.birth, one.sex, "519999")
        assert identity.check_name(one.name) == (one.name, ())
        assert identity.check_phone(one.phone) == (one.phone, ())
    assert all((STRIDE % n) or (DAYS % n) for n in range(2, 200))
    assert somebody(7) == somebody(7)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory):
    house = House(tmp_path_factory.mktemp("scale"))
    stack.copy_database(house.database)
    done = house.run("seed_scale", "--persons", str(PEOPLE), "--cases", str(CASES))
    assert re.search(rf"{PEOPLE} people, {CASES} cases in .* people/s\); {PEOPLE} in all", done.stdout)
    yield house
    stack.drop_database(house.database)


LOOK = """
import json
from portal.accounts.models import Document, Person
from portal.accounts.queries import person_by_document
from portal.accounts.services import register_person
from portal.kernel.actor import system
from portal.kernel.fields import plaintext
from portal.site.operations.people_by_number import somebody
from django.db import transaction
opened = {plaintext(d.number): (plaintext(d.person.name), plaintext(d.person.contact_phone), str(d.person_id))
          for d in Document.objects.select_related("person")}
right = found = 0
for index in range(2000):
    one = somebody(index)
    name, phone, pk = opened[one.number]
    right += (name, phone) == (one.name, one.phone)
    person = person_by_document("resident_id", one.number)
    found += str(person.pk) == pk and (person.birth, person.sex) == (one.birth, one.sex)
one = somebody(0)
with transaction.atomic():
    twin = register_person(user=None, name=one.name, kind="resident_id", number=one.number, phone=one.phone,
                           by=system("test"))
    seeded = person_by_document("resident_id", one.number)
    other = [f.attname for f in Person._meta.concrete_fields if f.attname.endswith(("index", "prefix1", "prefix2"))
             and bytes(getattr(twin, f.attname) or b"") != bytes(getattr(seeded, f.attname) or b"")]
    less = [f.attname for f in Person._meta.concrete_fields
            if getattr(twin, f.attname) not in (None, "") and getattr(seeded, f.attname) in (None, "")]
    transaction.set_rollback(True)
print(json.dumps([len(opened), right, found, other, less]))
"""


def test_every_row_opens_and_is_found_and_has_every_column_that_registering_fills(filled: House):
    done = filled.run("shell", "-v", "0", "-c", LOOK, role="app")
    opened, right, found, other, less = json.loads(done.stdout.strip().splitlines()[-1])
    assert (opened, right, found) == (PEOPLE, PEOPLE, PEOPLE)
    assert other == []
    assert less == []


def test_cases_stand_in_many_counties_and_states_with_their_events(filled: House):
    with stack.owner_cursor(filled.database) as cursor:
        cursor.execute("SELECT state, count(*), count(DISTINCT responsible_id) FROM casework_case GROUP BY 1")
        states = {state: (count, places) for state, count, places in cursor.fetchall()}
        assert sum(count for count, _places in states.values()) == CASES
        assert set(states) == {"submitted", "accepted", "granted", "refused", "closed"}
        assert states["closed"][1] > 50
        cursor.execute(
            "SELECT count(*) FROM casework_case c WHERE c.state <> (SELECT to_state FROM casework_caseevent e "
            "WHERE e.case_id = c.id ORDER BY id DESC LIMIT 1)"
        )
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT count(*), count(DISTINCT person_id) FROM registration_spell")
        assert cursor.fetchone()[0] > 500
        cursor.execute("SELECT count(*) FROM events_change WHERE actor ->> 'id' = 'seed:scale'")
        assert cursor.fetchone()[0] > 2 * PEOPLE


def test_the_patrol_finds_nothing(filled: House):
    done = filled.run("check_consistency", role="app")
    assert not re.search(r"[1-9]\d*", done.stdout), done.stdout


def test_a_second_run_adds_nothing_and_more_adds_others(filled: House):
    assert f"nothing added: {PEOPLE}" in filled.run("seed_scale", "--persons", "50").stdout
    assert filled.ask("Person.objects.count()") == str(PEOPLE)
    done = filled.run("seed_scale", "--persons", "50", "--cases", "50", "--more")
    assert f"{PEOPLE + 50} in all" in done.stdout
    assert filled.ask("Document.objects.values('number_index').distinct().count()") == str(PEOPLE + 50)


def test_real_people_are_not_mixed_with_made_up_ones(filled: House, tmp_path: Path):
    done = filled.run(
        "seed_scale", "--persons", "5", "--more", code=1, SHUYE_ENV="production", ALLOWED_HOSTS="x"
    )
    assert "no place in production" in done.stderr
    done = filled.run("seed_scale", "--persons", "5", "--cases", "6", "--more", code=1)
    assert "one case at most" in done.stderr
