"""Text messages through a real gateway: once at the peer, retried 48 times, plain words when they never arrive."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from portal.accounts.models import Person
from portal.events.models import Delivery
from portal.events.services import drain
from portal.kernel import clock
from portal.notices.models import Dispatch, Message, Preference
from portal.notices.queries import dispatch_words
from portal.notices.services import tell, text_code
from tests.notices.gateway import Gateway

pytestmark = pytest.mark.django_db


@pytest.fixture
def gateway(settings: Any) -> Iterator[Gateway]:
    with Gateway() as running:
        settings.SMS_GATEWAY, settings.SMS_KEY = running.url, "k"
        yield running


def notice(person: Person, key: str = "one") -> Message:
    return tell(person, key=key, kind="test", title="标题", body="正文")


def test_a_message_stands_in_the_inbox_and_goes_out_once(gateway: Gateway, cast):
    message = notice(cast.xiaomei)
    assert notice(cast.xiaomei) == message
    drain()
    drain()
    dispatch = message.dispatches.get()
    assert (dispatch.state, dispatch.receipt, dispatch.attempts) == ("sent", "r-1", 1)
    assert gateway.taken == {
        str(dispatch.pk): {"id": str(dispatch.pk), "phone": "13800000001", "text": "正文"}
    }
    assert dispatch_words(Message.objects.get()) == "短信已发送"


def test_an_answer_that_was_lost_makes_no_second_message(gateway: Gateway, cast):
    message = notice(cast.xiaomei)
    gateway.lose_answer = True
    drain()
    assert message.dispatches.get().state == "waiting"
    assert len(gateway.taken) == 1
    gateway.lose_answer = False
    with clock.at(clock.now() + timedelta(minutes=6)):
        drain()
    assert message.dispatches.get().state == "sent"
    assert len(gateway.taken) == 1
    assert gateway.asked == 2


def test_it_is_tried_forty_eight_times_every_five_minutes_then_said_so(gateway: Gateway, cast):
    message = notice(cast.xiaomei)
    gateway.answer = 503
    start = clock.now()
    for n in range(50):
        with clock.at(start + timedelta(minutes=5 * n, seconds=n)):
            drain()
    assert gateway.asked == 48
    dispatch = message.dispatches.get()
    assert (dispatch.state, dispatch.failure) == ("failed", "unreachable")
    assert dispatch_words(message) == "短信没有送到:多次没有送到,请换一个号码"
    assert Delivery.objects.get(listener="notices.send").failed


def test_a_number_that_does_not_exist_is_not_tried_again(gateway: Gateway, cast):
    message = notice(cast.xiaomei)
    gateway.answer, gateway.words = 422, '{"error":"no_such_number"}'
    drain()
    with clock.at(clock.now() + timedelta(hours=1)):
        drain()
    assert gateway.asked == 1
    assert dispatch_words(message) == "短信没有送到:号码不存在,请换一个号码"


def test_a_wrong_key_is_our_fault_and_waits(gateway: Gateway, cast, settings: Any):
    settings.SMS_KEY = "another"
    message = notice(cast.xiaomei)
    drain()
    assert message.dispatches.get().state == "waiting"
    assert not gateway.taken


def test_who_switched_text_messages_off_reads_the_inbox(gateway: Gateway, cast):
    Preference.objects.create(person=cast.xiaomei, sms=False)
    message = notice(cast.xiaomei)
    drain()
    assert not message.dispatches.exists()
    assert not gateway.asked


def test_a_code_goes_out_and_never_stands_in_an_inbox(gateway: Gateway, cast):
    message = text_code("13800000055", "123456")
    drain()
    assert message.person is None
    assert "123456" in next(iter(gateway.taken.values()))["text"]


def test_one_connection_serves_many_messages(gateway: Gateway, cast):
    for n in range(20):
        notice(cast.xiaomei, key=f"n-{n}")
    drain()
    assert len(gateway.taken) == 20
    assert len(gateway.connections) == 1
    assert Dispatch.objects.filter(state="sent").count() == 20
