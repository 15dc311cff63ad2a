"""Mail through a real SMTP server: a confirmed address only, one Message-ID, the second channel when texts fail."""

import email
from collections.abc import Iterator
from datetime import timedelta
from email.header import decode_header, make_header
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from portal.accounts import actors
from portal.accounts.models import Person
from portal.events.services import drain
from portal.kernel import clock
from portal.kernel.fields import plaintext
from portal.notices import services
from portal.notices.models import Dispatch, Preference
from tests.live import free_port
from tests.notices.gateway import Gateway

pytestmark = pytest.mark.django_db


class Box:
    """What arrived; `refuse` answers 550 to every recipient, `busy` 451."""

    def __init__(self) -> None:
        self.mails: list = []
        self.code = "250 OK"

    async def handle_RCPT(  # noqa: N802 - the library calls it so
        self, server, session, envelope, address, options
    ) -> str:
        if self.code.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.code

    async def handle_DATA(  # noqa: N802
        self, server, session, envelope
    ) -> str:
        self.mails.append(email.message_from_bytes(envelope.content))
        return "250 OK"


@pytest.fixture
def box(settings: Any) -> Iterator[Box]:
    port = free_port()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    box = Box()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield box
    controller.stop()


def confirmed(person: Person, box: Box) -> Preference:
    by = actors.of_person(person)
    services.choose(person, sms=True, email="mei@example.com", by=by)
    drain()
    code = plaintext(Preference.objects.get().email_code)
    assert code in box.mails[-1].get_payload(decode=True).decode()
    assert not services.confirm_email(person, "000000" if code != "000000" else "111111", by=by)
    assert services.confirm_email(person, code, by=by)
    box.mails.clear()
    return Preference.objects.get()


def test_nothing_goes_to_an_address_that_was_not_confirmed(box: Box, cast):
    services.choose(cast.xiaomei, sms=True, email="mei@example.com", by=actors.of_person(cast.xiaomei))
    drain()
    assert len(box.mails) == 1  # the code alone
    services.tell(cast.xiaomei, key="a", kind="test", title="标题", body="正文")
    drain()
    assert len(box.mails) == 1


def test_a_mail_has_a_stable_id_so_that_a_second_try_is_the_same_mail(box: Box, cast):
    confirmed(cast.xiaomei, box)
    message = services.tell(cast.xiaomei, key="a", kind="test", title="失业登记已办好", body="正文")
    drain()
    dispatch = message.dispatches.get(channel="email")
    services.SENDERS["email"](dispatch)
    ids = [mail["Message-ID"] for mail in box.mails]
    assert len(ids) == 2
    assert ids[0] == ids[1] == f"<{dispatch.pk}@shuye.local>"
    assert str(make_header(decode_header(box.mails[0]["Subject"]))) == "失业登记已办好"


def test_a_busy_server_is_tried_again_a_refusal_is_not(box: Box, cast):
    confirmed(cast.xiaomei, box)
    message = services.tell(cast.xiaomei, key="a", kind="test", title="t", body="b")
    box.code = "451 later"
    drain()
    assert message.dispatches.get(channel="email").state == "waiting"
    box.code = "550 no such user"
    with clock.at(clock.now() + timedelta(minutes=6)):
        drain()
    assert message.dispatches.get(channel="email").failure == "refused"


def test_a_mail_that_is_refused_goes_by_text_though_texts_are_switched_off(box: Box, cast, settings: Any):
    confirmed(cast.xiaomei, box)
    by = actors.of_person(cast.xiaomei)
    services.choose(cast.xiaomei, sms=False, email="mei@example.com", by=by)
    with Gateway() as gateway:
        settings.SMS_GATEWAY, settings.SMS_KEY = gateway.url, "k"
        box.code = "550 gone"
        message = services.tell(cast.xiaomei, key="a", kind="test", title="t", body="b")
        assert [row.channel for row in message.dispatches.all()] == ["email"]
        drain()
        drain()
        assert message.dispatches.get(channel="email").failure == "refused"
        assert message.dispatches.get(channel="sms").state == "sent"
        assert len(gateway.taken) == 1


def test_taking_the_address_away_ends_mail(box: Box, cast):
    confirmed(cast.xiaomei, box)
    services.choose(cast.xiaomei, sms=True, email="", by=actors.of_person(cast.xiaomei))
    services.tell(cast.xiaomei, key="a", kind="test", title="t", body="b")
    assert not Dispatch.objects.filter(channel="email", message__key="a").exists()
