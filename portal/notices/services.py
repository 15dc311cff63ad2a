"""Telling people: every message stands in the inbox; a text message goes along where there is a phone."""

import logging

from django.conf import settings
from django.db import transaction

from portal.accounts.models import Person
from portal.events.services import record
from portal.kernel import clock
from portal.kernel.actor import system
from portal.kernel.fields import plaintext
from portal.kernel.ids import uuid7

from .models import Message

log = logging.getLogger(__name__)
NOTICES = system("notices")


@transaction.atomic
def tell(person: Person, *, key: str, kind: str, title: str, body: str, link: str = "") -> Message:
    """Put a message in a person's inbox, and on its way by text message; `key` makes it one message only."""
    phone = plaintext(person.contact_phone) if person.contact_phone else None
    message, made = Message.objects.get_or_create(
        key=key,
        defaults={
            "person": person,
            "kind": kind,
            "title": title,
            "body": body,
            "link": link,
            "phone": phone,
            "state": Message.State.WAITING if phone else Message.State.INBOX_ONLY,
            "created_at": clock.now(),
        },
    )
    if made and phone:
        record("message.made", subject_type="message", subject_id=message.pk, by=NOTICES)
    return message


@transaction.atomic
def text_code(phone: str, code: str) -> Message:
    """Send a one-time code; it never stands in an inbox."""
    message = Message.objects.create(
        key=f"code-{uuid7()}",
        kind="code",
        title="登录验证码",
        body=f"验证码 {code},10分钟内有效。不是您本人操作请不要理会,也不要告诉任何人。",
        phone=phone,
        state=Message.State.WAITING,
        created_at=clock.now(),
    )
    record("message.made", subject_type="message", subject_id=message.pk, by=NOTICES)
    return message


def send(message: Message) -> None:
    """Hand a message to the text gateway. In development it is kept for the outbox page instead."""
    if settings.SMS_GATEWAY != "outbox":
        raise NotImplementedError("no gateway of this name is built in")
    message.state, message.sent_at = Message.State.SENT, clock.now()
    message.save(update_fields=["state", "sent_at"])
