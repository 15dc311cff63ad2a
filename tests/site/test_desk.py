"""The desk: other counties' cases show their least and leave a row; a gap in the law is told to the clerk alone."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client

from portal.accounts.models import AccessEntry
from portal.casework import services
from portal.rules.models import RuleValue
from tests.access.entering import enter
from tests.cast import NUMBERS

pytestmark = pytest.mark.django_db


def clerk(client: Client, member) -> Client:
    enter(client, member.user, "mfa")
    return client


def test_ones_own_case_opens_by_its_number(client: Client, cast):
    case = cast.case(cast.xiaomei)
    answer = clerk(client, cast.liufang).post("/desk/find/", {"q": case.number.lower()})
    assert answer["Location"] == f"/cases/{case.number}/"


def test_another_countys_case_is_not_found_in_browsing_and_least_by_exact_number(client: Client, cast):
    case = cast.case(cast.xiaomei)
    clerk(client, cast.hejing)
    assert client.get(f"/cases/{case.number}/").status_code == 404
    body = client.post("/desk/find/", {"q": case.number}).content.decode()
    assert "锦江区公共就业服务机构" in body
    assert "李" not in body
    assert "某餐饮公司" not in body
    entry = AccessEntry.objects.get(person_id=cast.xiaomei.pk)
    assert (entry.actor_name, entry.purpose) == ("何静", "通办查询")


def test_a_confirmed_document_number_finds_a_masked_card_anywhere(client: Client, cast):
    cast.case(cast.jianguo, retirement={})
    clerk(client, cast.hejing)
    body = client.post("/desk/find/", {"q": NUMBERS["王建国"]}).content.decode()
    assert "王*国" in body
    assert "王建国" not in body
    assert AccessEntry.objects.filter(person_id=cast.jianguo.pk, purpose="通办查询").exists()


def test_an_unconfirmed_number_finds_nobody(client: Client, cast):
    cast.case(cast.xiaomei)
    answer = clerk(client, cast.hejing).post("/desk/find/", {"q": NUMBERS["李晓梅"]}, follow=True)
    assert "没有找到" in answer.content.decode()
    assert not AccessEntry.objects.exists()


def test_a_gap_in_the_law_loses_nothing_and_names_its_key_to_the_clerk_only(client: Client, cast):
    for row in RuleValue.objects.filter(key_id="registration.min_age"):  # a value only ever gets its last day
        row.in_force = DateRange(row.in_force.lower, date(2020, 1, 1))
        row.save(update_fields=["in_force"])
    case = cast.case(cast.jianguo, retirement={})
    assert services.grant_by_rule(case) is None
    enter(client, cast.jianguo.user, "phone_code")
    page = client.get(f"/cases/{case.number}/")
    assert page.status_code == 200
    assert "registration.min_age" not in page.content.decode()
    desk = clerk(Client(), cast.liufang).get(f"/cases/{case.number}/").content.decode()
    assert "registration.min_age" in desk


def test_the_desk_asks_the_same_number_of_queries_however_long_the_queue(
    client: Client, cast, django_assert_max_num_queries
):
    for name in ("张磊", "吉克·阿呷"):
        cast.case(cast.person(name))
    clerk(client, cast.liufang).get("/desk/")
    with django_assert_max_num_queries(10):
        client.get("/desk/")


def test_elder_mode_is_a_cookie_and_stays_on_the_page(client: Client):
    answer = client.post("/mode/", {"mode": "elder", "next": "/services/"})
    assert answer["Location"] == "/services/"
    assert 'data-mode="elder"' in client.get("/services/").content.decode()
    assert client.post("/mode/", {"mode": "standard", "next": "//elsewhere.example/"})["Location"] == "/"
