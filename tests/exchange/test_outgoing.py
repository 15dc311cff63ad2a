"""Messages to another department's system: once at the other side, whatever happens between."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from portal.events.models import Event
from portal.exchange.models import Delivery
from portal.exchange.services import outgoing
from portal.exchange.signing import own_public_key
from portal.kernel import clock
from portal.kernel.actor import system
from tests.cast_exchange import partner
from tests.peers.department import Department

pytestmark = pytest.mark.django_db
BY = system("test")
PAYLOAD = {"number": "0001", "region": "510104", "name": "李晓梅"}


@pytest.fixture
def department() -> Iterator[Department]:
    with Department(own_public_key()) as running:
        partner(running.url)
        yield running


def push(**changes: str) -> Delivery:
    return outgoing.push(
        "test-hires", subject_type="spell", subject_id="7", payload={**PAYLOAD, **changes}, by=BY
    )


def names() -> list[str]:
    return list(
        Event.objects.filter(name__startswith="exchange.").order_by("id").values_list("name", flat=True)
    )


def test_it_is_sent_once_signed_and_says_so(department: Department):
    made = push()
    assert push() == made
    assert made.get_state_display() == "待推送"
    assert outgoing.send_due() == 1
    assert outgoing.send_due() == 0
    row = outgoing.deliveries_of("spell", 7).get()
    assert (row.get_state_display(), row.receipt, row.attempts) == ("已推送", "R-1", 1)
    assert department.asked == 1
    assert department.taken[str(row.pk)]["payload"] == PAYLOAD
    assert names() == ["exchange.waiting", "exchange.sent"]


def test_the_name_is_sealed_in_the_database(department: Department):
    push()
    assert "李晓梅" not in repr(Delivery.objects.values())


def test_other_content_is_another_message(department: Department):
    push()
    push(name="王建国")
    outgoing.send_due()
    assert len(department.taken) == 2


@pytest.mark.parametrize(
    ("answer", "word", "reason"),
    [
        ((200, {"state": "received", "receipt": "R-9"}), "已接收", ""),
        ((200, {"state": "returned", "reason": "身份证号不存在"}), "退回", "身份证号不存在"),
        ((422, {"reason": "单位没有参保"}), "退回", "单位没有参保"),
        ((409, {}), "已推送", ""),
    ],
)
def test_the_answer_is_kept(department: Department, answer: tuple, word: str, reason: str):
    department.answer = answer
    push()
    outgoing.send_due()
    row = Delivery.objects.get()
    assert (row.get_state_display(), row.reason) == (word, reason)
    assert bool(row.answered_at) is (word != "已推送")


def test_an_answer_that_was_lost_makes_no_second_message(department: Department):
    push()
    department.lose_answer = True
    outgoing.send_due()
    assert Delivery.objects.get().state == "waiting"
    department.lose_answer = False
    with clock.at(clock.now() + timedelta(minutes=2)):
        outgoing.send_due()
    assert Delivery.objects.get().state == "sent"
    assert (department.asked, len(department.taken)) == (2, 1)


def test_a_system_that_is_down_and_comes_back_gets_it_then():
    with Department(own_public_key()) as gone:
        port = gone.port
        partner(gone.url)
    start = clock.now()
    push()
    waits = []
    for _try in range(4):
        with clock.at(max(start, *waits) if waits else start + timedelta(seconds=1)):
            assert outgoing.send_due() == 1
        waits.append(Delivery.objects.get().next_at)
    assert [(b - a).seconds // 60 for a, b in zip(waits, waits[1:], strict=False)] == [2, 4, 8]
    assert Delivery.objects.get().reason == "对方系统没有回应"
    with Department(own_public_key(), port) as back, clock.at(waits[-1]):
        outgoing.send_due()
        assert Delivery.objects.get().state == "sent"
        assert len(back.taken) == 1


def test_nobody_connected_yet_loses_nothing():
    push()
    outgoing.send_due()
    row = Delivery.objects.get()
    assert (row.state, row.attempts, row.reason) == ("waiting", 0, "还没有部门接入")
    with Department(own_public_key()) as late, clock.at(clock.now() + timedelta(hours=2)):
        partner(late.url)
        outgoing.send_due()
    assert Delivery.objects.get().state == "sent"


def test_a_payload_against_the_contract_is_refused_without_its_values():
    with pytest.raises(outgoing.BadPayload) as told:
        push(number="51999919830312264X")
    assert told.value.problems == ["number:格式不对"]
    with pytest.raises(LookupError):
        outgoing.push("nothing", subject_type="a", subject_id=1, payload={}, by=BY)
    assert not Delivery.objects.exists()


def test_what_came_back_is_sent_again_on_request(department: Department):
    department.answer = (422, {"reason": "请补充"})
    push()
    outgoing.send_due()
    department.answer = (200, {"state": "received"})
    assert outgoing.retry(Delivery.objects.get(), by=BY)
    outgoing.send_due()
    assert Delivery.objects.get().get_state_display() == "已接收"
    assert not outgoing.retry(Delivery.objects.get(), by=BY)


def test_a_thousand_at_once_take_few_statements(django_assert_max_num_queries):
    rows = [(n, {**PAYLOAD, "number": f"{n:04}"}) for n in range(1000)]
    with django_assert_max_num_queries(8):
        made = outgoing.push_many("test-hires", subject_type="spell", rows=rows, by=BY)
    assert made == 1000
    assert outgoing.push_many("test-hires", subject_type="spell", rows=rows, by=BY) == 0
