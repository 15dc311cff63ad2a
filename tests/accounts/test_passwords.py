"""Document number and password: the same words for numbers known and unknown, five tries, the window's key."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from portal.accounts import actors
from portal.accounts.models import PasswordTries, PhoneCode, User
from portal.accounts.services import (
    CodeLocked,
    CodeWrong,
    PasswordWrong,
    check_password_of_number,
    code_is_right,
    merge,
    register_person,
    send_code,
    set_password,
    unlock_sign_in,
)
from portal.kernel import clock
from portal.kernel.actor import system
from tests.access.entering import client_of
from tests.cast import NUMBERS, Cast

pytestmark = pytest.mark.django_db
GOOD, BAD, KIND = "青山依旧在-2026", "没有这个密码-0000", "resident_id"
NOBODY = "519999199505050020"


def with_password(cast: Cast, *, verified: bool = False, password: str = GOOD) -> User:
    person = cast.person("李晓梅", verified=True) if verified else cast.xiaomei
    set_password(person.user, password, by=actors.of_person(person))
    return person.user


def test_number_and_password_sign_in(cast: Cast):
    user = with_password(cast)
    client = Client()
    form = {"kind": KIND, "number": "51999919830312 2642", "password": GOOD}
    answer = client.post("/sign-in/password/?next=/my/access/", form | {"next": "/my/access/"})
    assert (answer.status_code, answer["Location"]) == (302, "/my/access/")
    assert int(client.session["_auth_user_id"]) == user.pk


def words(html: str) -> str:
    found = re.search(r'class="error-summary".*?</div>|class="field__error".*?</p>', html, re.DOTALL)
    return re.sub(r"<[^>]+>|\d{10,}[\dX]", "", found[0] if found else html)


def test_known_and_unknown_numbers_hear_the_same_words_to_the_lock(cast: Cast):
    with_password(cast)
    client = Client()
    for turn in range(6):
        told = [
            words(
                client.post(
                    "/sign-in/password/", {"kind": KIND, "number": n, "password": BAD}
                ).content.decode()
            )
            for n in (NUMBERS["李晓梅"], NOBODY)
        ]
        assert told[0] == told[1]
        assert ("已暂停" in told[0]) == (turn >= 4)


def test_the_lock_holds_a_right_password_off_for_fifteen_minutes(cast: Cast):
    with_password(cast)
    for left in (4, 3, 2, 1):
        with pytest.raises(PasswordWrong) as wrong:
            check_password_of_number(KIND, NUMBERS["李晓梅"], BAD)
        assert wrong.value.left == left
    for password in (BAD, GOOD):
        with pytest.raises(CodeLocked):
            check_password_of_number(KIND, NUMBERS["李晓梅"], password)
    with clock.at("2026-11-23T10:16:00+08:00"):
        assert check_password_of_number(KIND, NUMBERS["李晓梅"], GOOD)
    assert PasswordTries.objects.get().tries == 0


def test_a_declared_number_is_shut_out_once_it_is_confirmed_for_somebody(cast: Cast):
    squatter = User.objects.create(username="squatter", phone_index=b"squat")
    person = register_person(
        user=squatter, name="张三", kind=KIND, number=NUMBERS["李晓梅"], by=system("test")
    )
    set_password(squatter, BAD, by=actors.of_person(person))
    assert check_password_of_number(KIND, NUMBERS["李晓梅"], BAD) == squatter
    owner = with_password(cast, verified=True)
    assert check_password_of_number(KIND, NUMBERS["李晓梅"], GOOD) == owner
    with pytest.raises(PasswordWrong):
        check_password_of_number(KIND, NUMBERS["李晓梅"], BAD)


def test_the_password_of_a_merged_sign_in_still_opens(cast: Cast):
    user = with_password(cast)
    merge(cast.jianguo, user.person, reason="同一个人", by=cast.liufang_actor)
    assert check_password_of_number(KIND, NUMBERS["李晓梅"], GOOD) == user


def test_setting_a_password_checks_it_and_ends_other_sessions(cast: Cast):
    here, there = client_of(cast.xiaomei.user), client_of(cast.xiaomei.user)
    short = here.post("/my/password/", {"new": "short", "again": "short"}).content.decode()
    assert "错误:" in short
    assert "不一样" in here.post("/my/password/", {"new": GOOD, "again": BAD}).content.decode()
    assert here.post("/my/password/", {"new": GOOD, "again": GOOD}).status_code == 302
    assert here.get("/my/").status_code == 200
    assert there.get("/my/")["Location"].startswith("/sign-in/")
    assert check_password_of_number(KIND, NUMBERS["李晓梅"], GOOD) == cast.xiaomei.user


def test_a_clerk_unlocks_by_number_and_by_phone_and_leaves_a_row(cast: Cast):
    with_password(cast)
    for _try in range(4):
        with pytest.raises(PasswordWrong):
            check_password_of_number(KIND, NUMBERS["李晓梅"], BAD)
    with pytest.raises(CodeLocked):
        check_password_of_number(KIND, NUMBERS["李晓梅"], BAD)
    desk = client_of(cast.liufang.user, method="mfa")
    desk.post("/desk/unlock-sign-in/", {"kind": KIND, "value": NUMBERS["李晓梅"]})
    assert check_password_of_number(KIND, NUMBERS["李晓梅"], GOOD)
    send_code("13800000001", address="127.0.0.1")
    PhoneCode.objects.update(locked_until=clock.now(), tries=3)
    desk.post("/desk/unlock-sign-in/", {"kind": "phone", "value": "138 0000 0001"})
    row = PhoneCode.objects.get()
    assert (row.locked_until, row.tries) == (None, 0)
    with pytest.raises(PermissionDenied):
        unlock_sign_in(phone="13800000001", by=actors.of_person(cast.xiaomei))
    assert "错误:" in desk.post("/desk/unlock-sign-in/", {"kind": KIND, "value": "1"}).content.decode()


def test_a_code_can_sign_a_promise_without_making_a_user():
    code = send_code("13811112222", address="127.0.0.1")
    with pytest.raises(CodeWrong):
        code_is_right("13811112222", "000000" if code != "000000" else "111111")
    code_is_right("13811112222", code)
    assert not User.objects.exists()
    with pytest.raises(CodeWrong):
        code_is_right("13811112222", code)  # a code works once
