"""Verification by data against a real source: what it may say, how it may fail, whom it lets take over."""

import time
from collections.abc import Iterator

import pytest

from portal.accounts import actors
from portal.accounts.models import IdentityCheck, Person, PersonMerge, User
from portal.accounts.queries import person_by_document, person_of
from portal.accounts.realname import TIMEOUT, RealNameAway
from portal.accounts.services import TooManyChecks, WindowNeeded, take_in_person, verify_by_data
from portal.events.models import Event
from tests.access.entering import client_of
from tests.cast import NUMBERS, Cast
from tests.live import free_port
from tests.peers.realname import KEY, Source

pytestmark = pytest.mark.django_db


@pytest.fixture
def source(settings) -> Iterator[Source]:
    running = Source().start()
    running.known = {NUMBERS["李晓梅"]: "李晓梅"}
    settings.REALNAME_URL, settings.REALNAME_KEY = running.url, KEY
    yield running
    running.stop()


def verify(person: Person) -> Person:
    return verify_by_data(person, by=actors.of_person(person))


def at_window(cast: Cast, *, phone: str | None = None) -> Person:
    return take_in_person(
        name="李晓梅",
        kind="resident_id",
        number=NUMBERS["李晓梅"],
        phone=phone,
        birth=None,
        sex="",
        by=cast.liufang_actor,
    )


def test_a_match_verifies_and_keeps_the_serial(source: Source, cast: Cast):
    person = verify(cast.xiaomei)
    assert (person.assurance, person.verified_by) == ("verified", "data")
    row = IdentityCheck.objects.get()
    assert (row.result, row.serial, row.method) == ("match", "S-1", "data")
    assert person_by_document("resident_id", NUMBERS["李晓梅"]) == person
    assert set(source.asked[0]) == {"name", "kind", "number", "nonce", "at"}


@pytest.mark.parametrize(("known", "result"), [({NUMBERS["李晓梅"]: "李小梅"}, "mismatch"), ({}, "unknown")])
def test_a_mismatch_and_an_unknown_number_verify_nobody(source: Source, cast: Cast, known: dict, result: str):
    source.known = known
    assert verify(cast.xiaomei).assurance == "phone"
    assert IdentityCheck.objects.get().result == result


@pytest.mark.parametrize("mood", ["broken", "forged", "replayed", "odd"])
def test_no_trustworthy_answer_is_no_answer(source: Source, cast: Cast, mood: str):
    source.mood = mood
    with pytest.raises(RealNameAway):
        verify(cast.xiaomei)
    assert not IdentityCheck.objects.exists()
    cast.xiaomei.refresh_from_db()
    assert cast.xiaomei.assurance == "phone"


def test_a_slow_source_is_waited_for_three_seconds(source: Source, cast: Cast):
    source.mood, began = "slow", time.monotonic()
    with pytest.raises(RealNameAway):
        verify(cast.xiaomei)
    assert TIMEOUT <= time.monotonic() - began < TIMEOUT + 0.5


def test_a_source_that_is_down_or_has_another_key_is_away(source: Source, cast: Cast, settings):
    settings.REALNAME_KEY = "another"
    with pytest.raises(RealNameAway):
        verify(cast.xiaomei)
    settings.REALNAME_URL = f"http://127.0.0.1:{free_port()}/"
    with pytest.raises(RealNameAway):
        verify(cast.xiaomei)


def test_the_owner_takes_over_the_windows_record(source: Source, cast: Cast):
    made, declared = at_window(cast), cast.xiaomei
    case = cast.case(declared)
    kept = verify(declared)
    assert kept == made
    assert person_of(declared.user) == made
    case.refresh_from_db()
    assert case.person_id == made.pk
    done = PersonMerge.objects.get()
    assert (done.kept_id, done.gone_id, done.by_id) == (made.pk, declared.pk, None)
    assert Event.objects.filter(name="person.merged").exists()


def test_a_declaration_alone_takes_nothing_over(source: Source, cast: Cast):
    made, declared = at_window(cast), cast.xiaomei
    assert person_of(declared.user) == declared
    source.known = {}
    verify(declared)
    made.refresh_from_db()
    assert made.user_id is None
    assert not PersonMerge.objects.exists()


def test_a_record_with_another_phone_or_a_sign_in_needs_the_window(source: Source, cast: Cast):
    made = at_window(cast, phone="13812345678")
    declared = cast.xiaomei
    with pytest.raises(WindowNeeded):
        verify(declared)
    Person.objects.filter(pk=made.pk).update(phone_index=None, user=User.objects.create(username="other"))
    with pytest.raises(WindowNeeded):
        verify(declared)
    declared.refresh_from_db()
    assert declared.merged_into_id is None
    assert IdentityCheck.objects.count() == 2  # the answers stay, whatever follows


def test_five_questions_a_day(source: Source, cast: Cast):
    source.known = {}
    for _time in range(5):
        verify(cast.xiaomei)
    with pytest.raises(TooManyChecks):
        verify(cast.xiaomei)
    assert len(source.asked) == 5


def test_the_page_says_each_outcome_and_discloses_nothing(source: Source, cast: Cast):
    client = client_of(cast.xiaomei.user)
    page = client.get("/my/verify/").content.decode()
    assert "联网核验" in page
    assert NUMBERS["李晓梅"] not in page.partition("<main")[2]
    source.mood = "broken"
    assert "连不上" in client.post("/my/verify/").content.decode()
    source.mood = ""
    at_window(cast, phone="13812345678")
    told = client.post("/my/verify/").content.decode()
    assert "请带证件到窗口" in told
    assert "档案" not in told
    Person.objects.exclude(pk=cast.xiaomei.pk).update(phone_index=None)
    assert client.post("/my/verify/").status_code == 302
    assert "已经核验过" in client.get("/my/verify/").content.decode()


def test_without_a_source_there_is_no_such_page(cast: Cast):
    assert client_of(cast.xiaomei.user).get("/my/verify/").status_code == 404
