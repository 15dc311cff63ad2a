"""人员360°: one page of everything, a purpose for who has none, few queries, a note the person can read."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.accounts.models import AccessEntry
from portal.casework import services
from portal.casework.models import Contact
from portal.events.services import drain
from tests.access.entering import client_of
from tests.cast import Cast

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


def page_of(person) -> str:
    return f"/desk/people/{person.pk}/"


def test_everything_of_a_person_stands_on_one_page_in_twelve_queries(cast: Cast):
    case = cast.case(cast.jianguo, retirement={})
    services.grant_by_rule(case)
    drain()
    desk = client_of(cast.liufang.user, method="mfa")
    desk.get(page_of(cast.jianguo))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        text = desk.get(page_of(cast.jianguo)).content.decode()
    assert len(asked) <= MOST_QUERIES, [query["sql"][:120] for query in asked]
    for words in ("王*国", "失业", case.number, "失业登记凭证", "已收到您的失业登记申请", "实名已核验"):
        assert words in text, words
    assert "王建国" not in text
    assert "519999196809051010" not in text


def test_a_case_of_ones_own_is_purpose_enough_and_is_recorded(cast: Cast):
    case = cast.case(cast.xiaomei)
    client_of(cast.liufang.user, method="mfa").get(page_of(cast.xiaomei))
    entry = AccessEntry.objects.filter(what="人员全貌").get()
    assert entry.purpose == f"办理{case.number}"
    assert entry.actor_name == "刘芳"


def test_another_county_writes_a_purpose_first_and_it_holds_half_an_hour(cast: Cast):
    cast.case(cast.xiaomei)
    hejing = client_of(cast.hejing.user, method="mfa")
    asked = hejing.get(page_of(cast.xiaomei)).content.decode()
    assert "为什么查看这个人" in asked
    assert "李*梅" not in asked
    assert not AccessEntry.objects.filter(what="人员全貌").exists()
    assert hejing.post(page_of(cast.xiaomei), {"purpose": " "}, follow=True).status_code == 200
    assert "李*梅" not in hejing.get(page_of(cast.xiaomei)).content.decode()
    hejing.post(page_of(cast.xiaomei), {"purpose": "通办咨询"})
    assert "李*梅" in hejing.get(page_of(cast.xiaomei)).content.decode()
    assert AccessEntry.objects.get(what="人员全貌").purpose == "通办咨询"


def test_a_call_is_written_down_for_who_may_see_the_person(cast: Cast):
    cast.case(cast.xiaomei)
    url = f"{page_of(cast.xiaomei)}contact/"
    data = {"kind": "call_in", "text": "问什么时候办好。"}
    assert client_of(cast.hejing.user, method="mfa").post(url, data).status_code == 404
    desk = client_of(cast.liufang.user, method="mfa")
    assert desk.post(url, data).status_code == 302
    assert Contact.objects.get().clerk == cast.liufang
    assert "问什么时候办好。" in desk.get(page_of(cast.xiaomei)).content.decode()
