"""Finding people by name, phone and number: blind indexes only, kept right wherever a value changes."""

from datetime import date

import pytest

from portal.accounts.models import Person
from portal.accounts.queries import people_by_name, people_by_phone, possible_twins
from portal.accounts.services import register_person, update_person
from portal.kernel.actor import system
from tests.cast import NUMBERS, Cast

pytestmark = pytest.mark.django_db
BY = system("test")


def somebody(name: str, number: str, phone: str | None = None) -> Person:
    return register_person(user=None, name=name, kind="resident_id", number=number, phone=phone, by=BY)


def test_a_whole_name_is_found_before_a_beginning(cast: Cast):
    xiaomei = cast.xiaomei
    other = somebody("李晓梅子", "519999197001010018")
    assert people_by_name("李晓梅") == [xiaomei]
    assert set(people_by_name("李晓")) == {xiaomei, other}
    assert people_by_name("李")[0] == other  # the oldest first
    assert people_by_name("李晓东") == [other, xiaomei]  # no such whole name: those that begin alike
    assert people_by_name("王") == people_by_name("") == people_by_name("12") == []


def test_a_year_of_birth_narrows_and_a_limit_cuts(cast: Cast):
    xiaomei, other = cast.xiaomei, somebody("李春", "519999197001010018")
    assert people_by_name("李", 1983) == [xiaomei]
    assert people_by_name("李", 1970) == [other]
    assert len(people_by_name("李", limit=1)) == 1


def test_a_name_with_a_dot_is_found_by_its_first_part(cast: Cast):
    ago = cast.person("吉克·阿呷")
    assert people_by_name("吉克") == people_by_name("吉克•阿呷") == [ago]


def test_the_phone_index_follows_the_phone(cast: Cast):
    xiaomei = cast.xiaomei
    assert people_by_phone("13800000001") == [xiaomei]
    update_person(xiaomei, by=BY, contact_phone="13900000009")
    assert people_by_phone("13800000001") == []
    assert people_by_phone("13900000009") == [xiaomei]
    update_person(xiaomei, by=BY, contact_phone="")
    assert people_by_phone("13900000009") == []
    xiaomei.refresh_from_db()
    assert (xiaomei.contact_phone, xiaomei.phone_index) == (None, None)


def test_a_submitted_case_keeps_the_index_right(cast: Cast):
    cast.case(cast.xiaomei, contact={"phone": ["13700000007"]})
    assert people_by_phone("13700000007") == [cast.xiaomei]


def test_twins_share_a_number_or_a_name_with_birthday_or_phone(cast: Cast):
    xiaomei = cast.xiaomei
    ask = {
        "name": "王五",
        "birth": None,
        "phone": None,
        "kind": "resident_id",
        "number": "519999197001010018",
    }
    assert possible_twins(**ask) == []
    assert possible_twins(**ask | {"number": NUMBERS["李晓梅"]}) == [xiaomei]
    assert possible_twins(**ask | {"name": "李晓梅", "birth": date(1983, 3, 12)}) == [xiaomei]
    assert possible_twins(**ask | {"name": "李晓梅", "birth": date(1983, 3, 13)}) == []
    assert possible_twins(**ask | {"name": "李晓梅", "phone": "13800000001"}) == [xiaomei]
    assert possible_twins(**ask | {"phone": "13800000001"}) == []  # one phone serves a family


def test_a_record_merged_away_is_found_no_more(cast: Cast):
    twin = somebody("李晓梅", NUMBERS["李晓梅"], "13800000001")
    Person.objects.filter(pk=twin.pk).update(merged_into=cast.xiaomei)
    assert people_by_name("李晓梅") == people_by_phone("13800000001") == [cast.xiaomei]


@pytest.mark.parametrize("ask", ["name", "phone"])
def test_a_lookup_is_one_query_by_index(cast: Cast, django_assert_num_queries, ask: str):
    cast.xiaomei  # noqa: B018
    with django_assert_num_queries(1):
        assert people_by_name("李晓梅") if ask == "name" else people_by_phone("13800000001")
