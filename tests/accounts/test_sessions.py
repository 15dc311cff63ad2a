"""Sessions: listed and ended, confirmed after a pause, locked at the desk; who stands in for whom."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from portal.accounts import actors
from portal.accounts.models import Clerk
from portal.accounts.queries import covered_by
from portal.accounts.services import NotASubstitute, set_password, set_pin, set_substitute
from portal.kernel import clock
from tests.access.entering import client_of
from tests.cast import Cast

pytestmark = pytest.mark.django_db
PASSWORD = "青山依旧在-2026"
LATER = "2026-11-23T10:31:00+08:00"


def test_sessions_are_listed_and_one_or_all_ended(cast: Cast):
    here, there = client_of(cast.xiaomei.user), client_of(cast.xiaomei.user)
    stranger = client_of(cast.jianguo.user)
    there.get("/my/sessions/")
    page = here.get("/my/sessions/")
    rows = page.context["rows"]
    assert [row["here"] for row in rows] == [True, False]
    assert stranger.post(f"/my/sessions/{rows[1]['id']}/end/").status_code == 404
    here.post(f"/my/sessions/{rows[1]['id']}/end/")
    assert there.get("/my/").status_code == 302
    assert here.get("/my/").status_code == 200
    again = client_of(cast.xiaomei.user)
    again.get("/my/sessions/")
    here.post("/my/sessions/end-all/")
    assert here.get("/my/").status_code == again.get("/my/").status_code == 302


def test_a_pause_of_half_an_hour_asks_again_before_pages_that_matter(cast: Cast):
    set_password(cast.xiaomei.user, PASSWORD, by=actors.of_person(cast.xiaomei))
    client = client_of(cast.xiaomei.user)
    assert client.get("/my/sessions/").status_code == 200
    with clock.at("2026-11-23T10:29:00+08:00"):
        assert client.get("/my/sessions/").status_code == 200
    with clock.at("2026-11-23T11:01:00+08:00"):
        assert client.get("/my/").status_code == 200
        asked = client.get("/my/sessions/")
        assert asked["Location"] == "/my/confirm/?next=%2Fmy%2Fsessions%2F"
        assert client.get("/certificates/X.pdf")["Location"].startswith("/my/confirm/")
        wrong = client.post("/my/confirm/", {"step": "password", "password": "x"}).content.decode()
        assert "还可以试4次" in wrong
        right = {"step": "password", "password": PASSWORD, "next": "/my/sessions/"}
        assert client.post("/my/confirm/", right)["Location"] == "/my/sessions/"
        assert client.get("/my/sessions/").status_code == 200


def test_a_code_to_the_phone_of_the_sign_in_confirms_and_to_no_other(cast: Cast):
    import re

    from portal.kernel.fields import plaintext
    from portal.notices.models import Message

    client = Client()
    client.post("/sign-in/", {"phone": "13987654321"})
    code = re.search(r"\d{6}", plaintext(Message.objects.latest("created_at").body))[0]
    client.post("/sign-in/code/", {"code": code})
    number = {"name": "李晓梅", "kind": "resident_id", "number": "519999198303122642"}
    client.post("/my/identity/", number)
    with clock.at(LATER):
        assert client.get("/my/password/").status_code == 302
        other = client.post("/my/confirm/", {"step": "phone", "phone": "13800000009"}).content.decode()
        assert "不是您登录用的手机号" in other
        assert (
            "139****4321"
            in client.post("/my/confirm/", {"step": "phone", "phone": "13987654321"}).content.decode()
        )
        code = re.search(r"\d{6}", plaintext(Message.objects.latest("created_at").body))[0]
        assert (
            client.post("/my/confirm/", {"step": "code", "code": code, "next": "/my/password/"}).status_code
            == 302
        )
        assert client.get("/my/password/").status_code == 200


def test_an_idle_desk_locks_and_its_pin_opens_it(cast: Cast):
    set_pin(cast.liufang, "2580", by=cast.liufang_actor)
    desk = client_of(cast.liufang.user, method="mfa")
    assert desk.get("/desk/").status_code == 200
    with clock.at("2026-11-23T10:16:00+08:00"):
        assert desk.get("/desk/?q=1")["Location"] == "/desk/lock/?next=%2Fdesk%2F%3Fq%3D1"
        assert desk.get("/desk/", headers={"HX-Request": "true"}).status_code == 423
        assert desk.get("/desk/", headers={"Sec-Fetch-Mode": "cors"}).status_code == 423
        assert "锁屏口令" in desk.get("/desk/lock/").content.decode()
        wrong = desk.post("/desk/unlock/", {"pin": "1111"})
        assert wrong.status_code == 422
        assert "还可以试4次" in wrong.content.decode()
        assert desk.post("/desk/unlock/", {"pin": "2580", "next": "/desk/?q=1"})["Location"] == "/desk/?q=1"
        assert desk.get("/desk/").status_code == 200


def test_five_wrong_pins_end_the_session(cast: Cast):
    set_pin(cast.liufang, "2580", by=cast.liufang_actor)
    desk = client_of(cast.liufang.user, method="mfa")
    desk.post("/desk/lock/")
    assert desk.get("/desk/")["Location"].startswith("/desk/lock/")
    for _try in range(4):
        assert desk.post("/desk/unlock/", {"pin": "0000"}).status_code == 422
    desk.post("/desk/unlock/", {"pin": "0000"})
    assert desk.get("/desk/")["Location"].startswith("/accounts/login/")


def test_a_desk_without_a_pin_opens_by_no_pin(cast: Cast):
    desk = client_of(cast.liufang.user, method="mfa")
    desk.post("/desk/lock/")
    assert "还没有设锁屏口令" in desk.get("/desk/lock/").content.decode()
    assert desk.post("/desk/unlock/", {"pin": ""}).status_code == 422


@pytest.mark.parametrize(
    ("pin", "again", "told"),
    [
        ("123", "123", "4到8位"),
        ("1111", "1111", "同一个数字"),
        ("2580", "2581", "不一样"),
        ("25a0", "25a0", "4到8位"),
    ],
)
def test_a_weak_pin_is_refused_with_a_reason(cast: Cast, pin: str, again: str, told: str):
    desk = client_of(cast.liufang.user, method="mfa")
    assert told in desk.post("/desk/pin/", {"pin": pin, "again": again}).content.decode()
    assert not Clerk.objects.get(pk=cast.liufang.pk).pin_hash


def test_the_page_sets_a_pin_and_a_substitute(cast: Cast):
    desk, chentao = client_of(cast.liufang.user, method="mfa"), cast.chentao
    desk.post("/desk/pin/", {"pin": "2580", "again": "2580"})
    away = {"substitute": chentao.pk, "away_from": "2026-11-23", "away_until": "2026-11-27"}
    assert desk.post("/desk/pin/", away).status_code == 302
    liufang = Clerk.objects.get(pk=cast.liufang.pk)
    assert liufang.pin_hash
    assert covered_by(chentao) == [liufang]
    with clock.at("2026-11-28"):
        assert covered_by(chentao) == []
    bad = desk.post("/desk/pin/", away | {"away_until": "2026-11-20"}).content.decode()
    assert "截止不能早于开始" in bad
    assert (
        "请选择" in desk.post("/desk/pin/", away | {"substitute": cast.hejing.pk}).content.decode()
        or covered_by(cast.hejing) == []
    )


def test_a_substitute_is_a_colleague_and_not_oneself(cast: Cast):
    day = date(2026, 11, 23)
    for other in (cast.liufang, cast.hejing):
        with pytest.raises(NotASubstitute):
            set_substitute(cast.liufang, other, away_from=day, away_until=day, by=cast.liufang_actor)
    with pytest.raises(IntegrityError, match="clerk_substitute_is_another"), transaction.atomic():
        Clerk.objects.filter(pk=cast.liufang.pk).update(substitute=cast.liufang)
    with pytest.raises(IntegrityError, match="clerk_away_from_until"), transaction.atomic():
        Clerk.objects.filter(pk=cast.liufang.pk).update(away_from=day)
