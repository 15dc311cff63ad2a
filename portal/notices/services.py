"""Telling people: every message stands in the inbox; other channels go along where the person has one."""

import hmac
import secrets
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from portal.accounts.models import Organisation, Person
from portal.accounts.queries import people_of
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor, system
from portal.kernel.fields import plaintext
from portal.kernel.ids import uuid7

from .gateways import SENDERS, Refused
from .models import Channel, Dispatch, Message, MessageTemplate, Preference

NOTICES = system("notices")
# By hand: a province's notices go through these two statements, and building them anew costs more than running them.
READ = """
SELECT d.id, d.message_id, d.channel, d.address, d.state, d.failure, d.attempts,
       m.id, m.person_id, m.title, m.body
FROM notices_dispatch d JOIN notices_message m ON m.id = d.message_id WHERE d.id = ANY(%s::uuid[])
"""
OF_DISPATCH = ["id", "message_id", "channel", "address", "state", "failure", "attempts"]
OF_MESSAGE = ["id", "person_id", "title", "body"]
SENT = "UPDATE notices_dispatch SET state = 'sent', sent_at = %s, attempts = %s, receipt = %s WHERE id = %s"


def dispatches_of(keys: list[str]) -> dict[str, Dispatch]:
    """Dispatches with their messages by key; what a gateway does not need is not read.

    Only the delivery of a dispatch changes it, so that the delivery's mark is its lock.
    """
    with connection.cursor() as cursor:
        cursor.execute(READ, [keys])
        rows = cursor.fetchall()
    out = {}
    for row in rows:
        dispatch = Dispatch.from_db("default", OF_DISPATCH, row[:7])
        dispatch.message = Message.from_db("default", OF_MESSAGE, row[7:])
        out[str(dispatch.pk)] = dispatch
    return out


@transaction.atomic
def tell(
    person: Person,
    *,
    key: str,
    kind: str,
    title: str,
    body: str,
    link: str = "",
    template: MessageTemplate | None = None,
) -> Message:
    """Put a message in a person's inbox and on its way by the channels they have; `key` makes it one message only."""
    message, made = Message.objects.get_or_create(
        key=key,
        defaults={
            "person": person,
            "kind": kind,
            "title": title[:80],
            "body": body,
            "link": link,
            "template": template,
            "created_at": clock.now(),
        },
    )
    if made:
        for channel, address in _addresses(person):
            _dispatch(message, channel, address)
    return message


def tell_members(
    organisation: Organisation, *, key: str, kind: str, title: str, body: str, link: str = ""
) -> int:
    """The same for every person behind an active member of an organisation, each under a key of their own.

    Returns how many there are.
    """
    members = people_of(organisation)
    for member in members:
        tell(member, key=f"{key}-{member.pk}", kind=kind, title=title, body=body, link=link)
    return len(members)


def tell_by(
    person: Person, template: str, *, key: str, kind: str, facts: dict[str, Any], link: str = ""
) -> Message:
    """The same with the version of a template in force today. Raises MessageTemplate.DoesNotExist."""
    version = (
        MessageTemplate.objects.filter(code=template, from_day__lte=clock.today())
        .order_by("-version")
        .first()
    )
    if version is None:
        raise MessageTemplate.DoesNotExist(template)
    title, body = version.title.format(**facts), version.body.format(**facts)
    return tell(person, key=key, kind=kind, title=title, body=body, link=link, template=version)


def _addresses(person: Person) -> list[tuple[str, str]]:
    """Where else a message goes: the phone unless it is switched off, the mail once it is confirmed."""
    return ways(person, Preference.objects.filter(person=person).first())


def ways(person: Person, wish: Preference | None) -> list[tuple[str, str]]:
    """The channels of somebody whose wish is known."""
    out = []
    if person.contact_phone and (wish is None or wish.sms):
        out.append((Channel.SMS, plaintext(person.contact_phone)))
    if wish and wish.email and wish.email_confirmed_at:
        out.append((Channel.EMAIL, plaintext(wish.email)))
    return out


def _dispatch(message: Message, channel: str, address: str) -> Dispatch:
    dispatch = Dispatch.objects.create(message=message, channel=channel, address=address)
    record("dispatch.made", subject_type="dispatch", subject_id=dispatch.pk, by=NOTICES)
    return dispatch


@transaction.atomic
def text_code(phone: str, code: str) -> Message:
    """Send a one-time code; it never stands in an inbox."""
    body = _("验证码 %(code)s,10分钟内有效。不是您本人操作请不要理会,也不要告诉任何人。")
    message = Message.objects.create(
        key=f"code-{uuid7()}",
        kind="code",
        title=_("登录验证码"),
        body=body % {"code": code},
        created_at=clock.now(),
    )
    _dispatch(message, Channel.SMS, phone)
    return message


def send(dispatch: Dispatch) -> None:
    """Hand one dispatch to its gateway. What can never arrive is marked so, and the other channel tried."""
    dispatch.attempts += 1
    try:
        dispatch.receipt = SENDERS[dispatch.channel](dispatch)
    except Refused as refused:
        fail(dispatch, refused.failure)
        return
    dispatch.state, dispatch.sent_at = Dispatch.State.SENT, clock.now()
    with connection.cursor() as cursor:
        cursor.execute(SENT, [dispatch.sent_at, dispatch.attempts, dispatch.receipt, dispatch.pk])


def fail(dispatch: Dispatch, failure: str) -> None:
    """This channel is at its end: say why in plain words, and take the other one where it was not used yet."""
    dispatch.state, dispatch.failure = Dispatch.State.FAILED, failure
    dispatch.save(update_fields=["state", "failure", "attempts"])
    message = dispatch.message
    if message.person is None:
        return
    used = set(message.dispatches.values_list("channel", flat=True))
    for channel, address in _second_channels(message.person):
        if channel not in used:
            _dispatch(message, channel, address)


def _second_channels(person: Person) -> list[tuple[str, str]]:
    """Every channel the person ever confirmed, also one that is switched off: a lost message outweighs the switch."""
    wish = Preference.objects.filter(person=person).first()
    out = [(Channel.SMS, plaintext(person.contact_phone))] if person.contact_phone else []
    if wish and wish.email and wish.email_confirmed_at:
        out.append((Channel.EMAIL, plaintext(wish.email)))
    return out


@verb
def read(message: Message, *, by: Actor) -> None:
    """The person has opened this message."""
    if message.read_at is None:
        message.read_at = clock.now()
        message.save(update_fields=["read_at"])


@verb
def choose(person: Person, *, sms: bool, email: str, by: Actor) -> Preference:
    """Set how somebody wants to hear from us; a new mail address is confirmed by a code sent to it."""
    wish = Preference.objects.select_for_update(of=("self",)).filter(person=person).first() or Preference(
        person=person
    )
    wish.sms = sms
    if not email:
        wish.email = wish.email_code = wish.email_confirmed_at = None
    elif wish.email is None or plaintext(wish.email) != email:
        wish.email, wish.email_code = email, f"{secrets.randbelow(10**6):06d}"
        wish.email_confirmed_at = None
    wish.save()
    if wish.email_code:
        _mail_code(wish)
    return wish


def _mail_code(wish: Preference) -> None:
    """The code that proves a mail address, to that address alone."""
    message = Message.objects.create(
        key=f"mail-code-{uuid7()}",
        kind="code",
        title=_("确认您的邮箱"),
        body=_("邮箱验证码 %(code)s。不是您本人操作请不要理会。") % {"code": plaintext(wish.email_code)},
        created_at=clock.now(),
    )
    _dispatch(message, Channel.EMAIL, plaintext(wish.email))


@verb
def confirm_email(person: Person, code: str, *, by: Actor) -> bool:
    """Whether the code was the one mailed; a right one confirms the address."""
    wish = Preference.objects.select_for_update(of=("self",)).filter(person=person).first()
    if wish is None or wish.email_code is None:
        return False
    if not hmac.compare_digest(plaintext(wish.email_code).encode(), code.encode()):
        return False
    wish.email_code, wish.email_confirmed_at = None, clock.now()
    wish.save(update_fields=["email_code", "email_confirmed_at"])
    return True
