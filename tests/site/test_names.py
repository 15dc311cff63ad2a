"""The desk's search box finds people by name and birth year: masked, of one's own area, each look recorded."""

import pytest

from portal.accounts.models import AccessEntry
from tests.access.entering import client_of
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def find(cast: Cast, clerk, q: str) -> str:
    return client_of(clerk.user, method="mfa").post("/desk/find/", {"q": q}, follow=True).content.decode()


@pytest.mark.parametrize("q", ["李 1983", "李晓 1983", "李晓梅", "李晓梅1983", "李"])
def test_a_name_leads_to_a_masked_row_and_the_look_is_recorded(cast: Cast, q: str):
    cast.case(cast.xiaomei)
    text = find(cast, cast.liufang, q)
    assert "李*梅" in text
    assert "李晓梅" not in text.replace(f'value="{q}"', "")
    assert f"/desk/people/{cast.xiaomei.pk}/" in text
    assert AccessEntry.objects.filter(person_id=cast.xiaomei.pk, purpose="按姓名查询").count() == 1


@pytest.mark.parametrize("q", ["李 1984", "王", "晓梅"])
def test_another_name_or_year_finds_nobody(cast: Cast, q: str):
    cast.case(cast.xiaomei)
    assert "没有找到" in find(cast, cast.liufang, q)


def test_people_of_another_area_are_not_listed(cast: Cast):
    cast.case(cast.xiaomei)
    assert "没有找到" in find(cast, cast.hejing, "李 1983")
    assert not AccessEntry.objects.filter(purpose="按姓名查询").exists()
