"""What people and machines type wrong: a clear word at the field, nothing lost, never an error page."""

from datetime import timedelta

import pytest
from django.test import Client

from portal.accounts.models import Person, PhoneCode, User
from portal.accounts.services import CodeLocked, CodeWrong, TooManyCodes, check_code, send_code
from portal.casework.models import Case, CommitmentText, Draft
from portal.kernel import clock
from tests.access.entering import enter
from tests.cast import ITEM

pytestmark = pytest.mark.django_db
GOOD = {"name": "李晓梅", "kind": "resident_id", "number": "519999198303122642"}


@pytest.fixture
def newcomer(client: Client) -> Client:
    """Signed in by phone, nobody behind it yet."""
    enter(client, User.objects.create(username="new", phone_index=b"n", phone_tail="0001"), "phone_code")
    return client


BAD = {
    "check digit": ({"number": "519999198303122643"}, "number", "校验码"),
    "impossible birth": ({"number": "519999198302302647"}, "number", "日期"),
    "future birth": ({"number": "519999209901012645"}, "number", "还没有到"),
    "fifteen digits": ({"number": "519999830312264"}, "number", "15位"),
    "nul": ({"number": "51999919830312\x002642"}, "number", ""),
    "emoji": ({"number": "😀😀"}, "number", ""),
    "name emoji": ({"name": "李😀"}, "name", ""),
    "name nul": ({"name": "李\x00梅"}, "name", ""),
    "name of 2 MB": ({"name": "李" * 700_000}, "name", ""),
    "name missing": ({"name": ""}, "name", "姓名"),
    "unknown kind": ({"kind": "passport"}, "kind", ""),
}


@pytest.mark.parametrize("case", list(BAD))
def test_a_wrong_identity_is_told_at_its_field_and_keeps_the_rest(newcomer: Client, case: str):
    change, field, words = BAD[case]
    answer = newcomer.post("/my/identity/", {**GOOD, **change})
    assert answer.status_code in (200, 400)
    assert not Person.objects.exists()
    if answer.status_code == 200:
        form = answer.context["form"]
        assert form.errors.get(field), form.errors
        assert words in str(form.errors[field])
        assert answer.content.decode().count("<title>错误:") == 1


def test_full_width_digits_are_read_as_digits(newcomer: Client):
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in GOOD["number"])
    assert newcomer.post("/my/identity/", {**GOOD, "number": wide}).status_code == 302
    assert Person.objects.get().birth.isoformat() == "1983-03-12"


def test_an_unknown_county_is_only_a_warning(newcomer: Client):
    answer = newcomer.post("/my/identity/", GOOD, follow=True)
    assert Person.objects.count() == 1
    assert "519999" in " ".join(str(message) for message in answer.context["messages"])


@pytest.mark.parametrize("name", ["吉克·阿呷", "吉克•阿呷", "䶮𫖮", "阿" * 30])
def test_rare_and_long_names_are_names(newcomer: Client, name: str):
    assert newcomer.post("/my/identity/", {**GOOD, "name": name}).status_code == 302


def test_a_forged_form_does_nothing(cast):
    strict = Client(enforce_csrf_checks=True)
    enter(strict, cast.xiaomei.user, "phone_code")
    cast.draft(cast.xiaomei)
    text = CommitmentText.objects.get(item_id=ITEM)
    answer = strict.post(f"/apply/{ITEM}/check/", {"promise": "1", "text": text.pk})
    assert answer.status_code == 403
    assert not Case.objects.exists()
    assert Draft.objects.count() == 1


def test_a_replayed_submission_leads_to_the_one_case(client: Client, cast):
    enter(client, cast.xiaomei.user, "phone_code")
    cast.draft(cast.xiaomei)
    form = {"promise": "1", "text": CommitmentText.objects.get(item_id=ITEM).pk}
    first = client.post(f"/apply/{ITEM}/check/", form)
    again = client.post(f"/apply/{ITEM}/check/", form, follow=True)
    assert Case.objects.count() == 1
    assert Case.objects.get().number in first["Location"]
    assert Case.objects.get().number in again.redirect_chain[-1][0]


def test_a_new_promise_is_shown_before_it_is_signed_and_answers_stay(client: Client, cast):
    enter(client, cast.xiaomei.user, "phone_code")
    cast.draft(cast.xiaomei)
    old = CommitmentText.objects.get(item_id=ITEM)
    new = CommitmentText.objects.create(
        item_id=ITEM, version=2, body="新的承诺", consequences="后果", from_day=clock.today()
    )
    answer = client.post(f"/apply/{ITEM}/check/", {"promise": "1", "text": old.pk})
    assert not Case.objects.exists()
    assert "新的承诺" in answer.content.decode()
    assert "承诺书刚刚更新了" in answer.content.decode()
    client.post(f"/apply/{ITEM}/check/", {"promise": "1", "text": new.pk})
    assert Case.objects.get().commitments.get().text == new


def test_a_code_survives_a_resend_works_once_and_locks_after_five(db):
    phone = "13812345678"
    code = send_code(phone, address="127.0.0.1")
    assert send_code(phone, address="127.0.0.1") == code
    wrong = "000000" if code != "000000" else "111111"
    for left in (4, 3, 2, 1):
        with pytest.raises(CodeWrong) as error:
            check_code(phone, wrong)
        assert error.value.left == left
    with pytest.raises(CodeLocked):
        check_code(phone, wrong)
    with pytest.raises(CodeLocked):
        check_code(phone, code)
    with clock.at(clock.now() + timedelta(minutes=16)):
        code = send_code(phone, address="127.0.0.1")
        assert check_code(phone, code).phone_tail == "5678"
        with pytest.raises(CodeWrong):
            check_code(phone, code)


def test_a_code_runs_out_after_ten_minutes(db):
    code = send_code("13812345678", address="127.0.0.1")
    with clock.at(clock.now() + timedelta(minutes=10, seconds=1)), pytest.raises(CodeWrong):
        check_code("13812345678", code)
    assert not User.objects.exists()


def test_one_phone_and_one_address_have_budgets(db):
    for _send in range(6):
        send_code("13812345678", address="127.0.0.1")
    with pytest.raises(TooManyCodes):
        send_code("13812345678", address="127.0.0.1")
    for number in range(54):
        send_code(f"139000000{number:02d}", address="127.0.0.1")
    with pytest.raises(TooManyCodes):
        send_code("13900000099", address="127.0.0.1")
    assert send_code("13900000099", address="127.0.0.2")


def test_codes_are_sealed_at_rest(db):
    from django.db import connection

    code = send_code("13812345678", address="127.0.0.1")
    with connection.cursor() as cursor:
        cursor.execute("SELECT accounts_phonecode::text FROM accounts_phonecode")
        assert code.encode().hex() not in cursor.fetchone()[0]
    assert str(PhoneCode.objects.get().code) != code
