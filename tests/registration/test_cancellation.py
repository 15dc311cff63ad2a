"""失业登记注销: by the person in two taps; for want of contact only after two ways, notice, and a second clerk."""

from datetime import date, timedelta

import pytest

from portal.accounts import actors
from portal.accounts.models import User
from portal.casework import services as casework
from portal.casework.models import Case, Contact, Task
from portal.casework.services import NotAllowed
from portal.events.services import drain
from portal.kernel import clock
from portal.kernel.fields import plaintext
from portal.notices.models import Message
from registration.models import Cancellation, FlexibleWork, LostContact, Spell
from registration.services import cancellation, lost
from registration.tasks.lost import look_for_silent
from tests.access.entering import client_of
from tests.cast_flexible import work_case

pytestmark = pytest.mark.django_db
APPLY = "/apply/unemployment-registration-cancellation/"


@pytest.fixture
def spell(cast):
    """李晓梅, registered as unemployed today."""
    case = cast.case(cast.xiaomei)
    casework.confirm_identity(case, method="data", by=cast.liufang_actor)
    casework.grant_by_rule(Case.objects.get(pk=case.pk))
    cast.xiaomei.refresh_from_db()
    return Spell.objects.get(person=cast.xiaomei)


@pytest.fixture
def silent(spell, cast):
    """The same, a year ago, and nothing since."""
    long_ago = clock.now() - timedelta(365)
    Spell.objects.filter(pk=spell.pk).update(registered_at=long_ago, period=(long_ago.date(), None))
    Case.objects.update(submitted_at=long_ago)
    Message.objects.update(read_at=None)
    User.objects.filter(pk=cast.xiaomei.user_id).update(last_login=long_ago)
    spell.refresh_from_db()
    return spell


def _ended(client, ground="no_wish", day=None):
    client.get(APPLY, follow=True)
    told = {"ground": ground, "day": day or clock.today().isoformat()}
    client.post(f"{APPLY}ground/", told)
    return client.post(f"{APPLY}check/", {}, follow=True)


def test_two_pages_end_it_with_the_ground(client, spell, cast):
    client.force_login(cast.xiaomei.user)
    assert "注销失业登记" in client.get("/my/work/").content.decode()
    page = _ended(client, "earning")
    assert "已办好" in page.content.decode()
    spell.refresh_from_db()
    assert (spell.ending, spell.period.upper is not None) == ("earning", True)
    assert "现在没有失业登记" in client.get(APPLY, follow=True).content.decode()


@pytest.mark.parametrize("ground", ["no_contact", "imprisoned", "revoked", "left"])
def test_a_ground_that_is_not_ones_own_to_tell_is_refused(client, spell, cast, ground):
    client.force_login(cast.xiaomei.user)
    _ended(client, ground)
    assert not Cancellation.objects.exists()


def test_a_day_to_come_or_before_the_registration_is_refused(client, spell, cast):
    client.force_login(cast.xiaomei.user)
    for day in ("2030-01-01", "2020-01-01"):
        _ended(client, day=day)
    assert not Cancellation.objects.exists()


def test_work_beside_takes_its_place_when_unemployment_ends(client, spell, cast):
    work_case(cast.xiaomei, band="below")
    client.force_login(cast.xiaomei.user)
    _ended(client)
    drain()
    row, ended = FlexibleWork.objects.select_related("spell").get(), Spell.objects.get(pk=spell.pk)
    assert row.spell.period.lower == ended.period.upper


def test_a_revoked_cancellation_lets_the_registration_stand_again(client, spell, cast):
    client.force_login(cast.xiaomei.user)
    _ended(client)
    case = Cancellation.objects.get().case
    assert cancellation.stand_again(case, by=cast.liufang_actor) is not None
    spell.refresh_from_db()
    assert (spell.ending, spell.period.upper) == ("", None)


def test_the_silent_are_looked_for_once_and_nothing_else_happens(silent, cast):
    assert (look_for_silent(), look_for_silent()) == (1, 0)
    silent.refresh_from_db()
    assert silent.period.upper is None
    assert Task.objects.filter(kind="contact", note__contains="没有联系").count() == 1
    assert Message.objects.filter(person=cast.xiaomei, title="您还在找工作吗?").count() == 1


def _call(cast):
    Contact.objects.create(
        person=cast.xiaomei,
        kind="call_in",
        text="问工作",
        at=clock.now(),
        clerk=cast.liufang,
        agency=cast.liufang.agency,
    )


def _sign_in(cast):
    User.objects.filter(pk=cast.xiaomei.user_id).update(last_login=clock.now())


def _read(cast):
    Message.objects.filter(person=cast.xiaomei).update(read_at=clock.now())


def _apply(cast):
    Case.objects.filter(person=cast.xiaomei).update(submitted_at=clock.now())


@pytest.mark.parametrize("sign", [_call, _sign_in, _read, _apply])
def test_any_sign_of_theirs_counts(silent, cast, sign):
    drain()  # there are messages to read
    Message.objects.update(read_at=None)
    sign(cast)
    assert look_for_silent() == 0


def test_found_counts_as_heard_for_the_next_months(silent, cast):
    look_for_silent()
    lost.found(LostContact.objects.get(), reason="接了电话", by=cast.liufang_actor)
    assert look_for_silent() == 0


def _announced(cast) -> LostContact:
    look_for_silent()
    row = LostContact.objects.get()
    lost.note_try(row, way="phone", text="无人接听", by=cast.liufang_actor)
    lost.note_try(row, way="visit", text="不在家", by=cast.liufang_actor)
    return lost.announce(row, by=cast.liufang_actor)


def test_notice_only_after_two_different_ways(silent, cast):
    look_for_silent()
    row = LostContact.objects.get()
    for _turn in range(2):
        lost.note_try(row, way="phone", text="无人接听", by=cast.liufang_actor)
        with pytest.raises(lost.NotNow):
            lost.announce(row, by=cast.liufang_actor)
    lost.note_try(row, way="community", text="邻居说搬走了", by=cast.liufang_actor)
    assert lost.announce(row, by=cast.liufang_actor).state == "notified"


def test_cancelled_by_a_second_clerk_after_the_days_with_the_way_to_appeal(silent, cast):
    row = _announced(cast)
    with pytest.raises(lost.NotNow):
        lost.cancel(row, reason="没有联系上", by=cast.chentao_actor)  # the days are not over
    LostContact.objects.update(answer_until=clock.today() - timedelta(1))
    with pytest.raises(lost.NotNow):
        lost.cancel(row, reason="没有联系上", by=cast.liufang_actor)  # who announced does not decide
    lost.cancel(row, reason="没有联系上", by=cast.chentao_actor)
    silent.refresh_from_db()
    assert silent.ending == "no_contact"
    body = plaintext(Message.objects.get(title="您的失业登记已注销").body)
    assert all(word in body for word in ("陈涛", "60日内申请行政复议", "没有联系上", "第六十六条"))


def test_one_tap_keeps_the_registration(silent, cast, client):
    _announced(cast)
    client.force_login(cast.xiaomei.user)
    assert "我还在找工作" in client.get("/my/work/").content.decode()
    client.post("/my/work/here/")
    row = LostContact.objects.get()
    assert (row.state, row.decided_by) == ("found", None)
    LostContact.objects.update(answer_until=date(2026, 1, 1))
    with pytest.raises(lost.NotNow):
        lost.cancel(row, reason="没有联系上", by=cast.chentao_actor)


def test_another_countys_clerk_and_the_person_cannot(silent, cast):
    look_for_silent()
    row = LostContact.objects.get()
    for by in (cast.hejing_actor, actors.of_person(cast.xiaomei)):
        with pytest.raises(NotAllowed):
            lost.note_try(row, way="phone", text="x", by=by)


def test_the_desk_writes_tries_and_sees_why_it_cannot_announce(silent, cast):
    look_for_silent()
    row = LostContact.objects.get()
    desk = client_of(cast.liufang.user, method="mfa")
    assert "李*梅" in desk.get("/desk/register/lost/").content.decode()
    address = f"/desk/register/lost/{row.pk}/"
    assert desk.post(address, {"move": "try", "try-way": "phone", "try-text": ""}).status_code == 422
    assert desk.post(address, {"move": "try", "try-way": "phone", "try-text": "无人接听"}).status_code == 302
    page = desk.post(address, {"move": "announce"})
    assert page.status_code == 422
    assert "两种不同的方式" in page.content.decode()
