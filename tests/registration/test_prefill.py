"""What fills a form before anybody types: at most four statements for the facts of a page, whatever is known."""

import re

import pytest

from jobs.services import applications
from portal.accounts import actors
from portal.accounts.models import Person
from portal.casework.models import Draft
from tests.access.entering import client_of
from tests.cast import JINJIANG, NUMBERS, SICHUAN
from tests.cast_jobs import Employers
from tests.cast_prefill import ITEMS, asked_by_page, facts_asked, known_person
from tests.cast_registers import Units

pytestmark = pytest.mark.django_db
MOST = 4
SAID = {
    "residence": {"residence": [JINJIANG]},
    "household": {"household": [SICHUAN]},
    "retirement": {"kind": ["female55"]},
    "intention": {"able": ["yes"], "wants_work": ["yes"]},
    "left_by": {"left_by": ["never"]},
}


@pytest.fixture
def known(cast) -> Person:
    return known_person(cast, Units(cast))


def told(asked: dict[str, list[str]]) -> str:
    return "\n".join(
        f"{page}: {re.sub(r'^.*? FROM', 'FROM', each)[:160]}"
        for page, found in asked.items()
        for each in found
    )


@pytest.mark.parametrize("item", ITEMS)
def test_each_page_asks_little_for_its_facts(known: Person, item: str):
    asked = asked_by_page(known, client_of(known.user), item)
    assert len(asked) >= 3
    wrong = {page: found for page, found in asked.items() if len(found) > MOST}
    assert not wrong, told(wrong)


def test_an_answered_draft_asks_no_more(known: Person):
    asked = asked_by_page(known, client_of(known.user), ITEMS[0], SAID)
    # One more than a blank one: the places answered before are looked up again to be checked.
    assert max(map(len, asked.values())) <= MOST + 1, told(asked)


def test_a_unit_that_hires_from_an_application_asks_little(cast):
    vacancy = Employers(cast).open()
    row, _new = applications.apply(vacancy, cast.xiaomei, by=actors.of_person(cast.xiaomei))
    unit = Employers(cast).actor(vacancy.employer.organisation)
    for move in (applications.invite, applications.offer, applications.hire):
        row = move(row, by=unit)
    client = client_of(cast.jianguo.user)
    with facts_asked() as found:
        page = client.get(f"/units/{vacancy.employer_id}/staff/hire/?of=application:{row.pk}")
    assert page.status_code == 200
    assert NUMBERS["李晓梅"] in page.content.decode()
    assert 0 < len(found) <= MOST, [each[:300] for each in found]


def test_a_clean_measure_sees_what_is_asked(known: Person):
    with facts_asked() as found:
        list(Person.objects.filter(pk=known.pk))
        list(Draft.objects.all())
    assert len(found) == 1
