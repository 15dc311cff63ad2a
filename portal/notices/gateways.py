"""The ways out of the house: an SMS gateway over HTTP and an SMTP server. Each knows one dispatch by its id.

A gateway returns the peer's receipt. It raises Refused for what no second try can mend, anything else for what a
later try may.
"""

import hashlib
import hmac
import json
import threading
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from portal.kernel.fields import plaintext

from .models import Dispatch

TIMEOUT = 5.0
DUPLICATE, UNPROCESSABLE = 409, 422
_local = threading.local()


class Refused(Exception):
    """The peer will never take this message to this address; `failure` is a Dispatch.Failure."""

    def __init__(self, failure: str) -> None:
        super().__init__(failure)
        self.failure = failure


class GatewayAway(Exception):
    """The peer did not take the message this time."""


def sign(body: bytes) -> str:
    """The signature a gateway checks: HMAC-SHA256 of the body under the shared key."""
    return hmac.new(settings.SMS_KEY.encode(), body, hashlib.sha256).hexdigest()


def _pool():
    """One kept connection a thread."""
    if not hasattr(_local, "pool"):
        import urllib3

        _local.pool = urllib3.PoolManager(maxsize=1, retries=False, timeout=TIMEOUT)
    return _local.pool


def send_sms(dispatch: Dispatch) -> str:
    """POST {id, phone, text} to the gateway; 2xx or 409 (known id) is taken, 422 names why never."""
    if settings.SMS_GATEWAY == "outbox":
        return "outbox"
    body = json.dumps(
        {
            "id": str(dispatch.pk),
            "phone": plaintext(dispatch.address),
            "text": plaintext(dispatch.message.body),
        },
        ensure_ascii=False,
    ).encode()
    headers = {
        "Content-Type": "application/json",
        "X-Signature": sign(body),
        "Idempotency-Key": str(dispatch.pk),
    }
    answer = _pool().request("POST", settings.SMS_GATEWAY, body=body, headers=headers)
    if 200 <= answer.status < 300 or answer.status == DUPLICATE:
        return answer.headers.get("X-Receipt", "")[:80]
    if answer.status == UNPROCESSABLE:
        known = b"no_such_number" in answer.data
        raise Refused(Dispatch.Failure.NO_SUCH_NUMBER if known else Dispatch.Failure.REFUSED)
    raise GatewayAway(f"HTTP {answer.status}")


def send_email(dispatch: Dispatch) -> str:
    """One plain mail whose Message-ID is the dispatch: a second try is the same mail to every mail program."""
    message_id = f"<{dispatch.pk}@{settings.EMAIL_DOMAIN}>"
    mail = EmailMessage(
        subject=dispatch.message.title,
        body=plaintext(dispatch.message.body),
        to=[plaintext(dispatch.address)],
        headers={"Message-ID": message_id, "Auto-Submitted": "auto-generated"},
        connection=get_connection(timeout=TIMEOUT),
    )
    try:
        mail.send()
    except SMTPRecipientsRefused as error:
        codes = {code for code, _text in error.recipients.values()}
        if all(500 <= code < 600 for code in codes):
            raise Refused(Dispatch.Failure.REFUSED) from error
        raise
    return message_id


SENDERS = {"sms": send_sms, "email": send_email}
