"""The official source of names and numbers over HTTP (联网核验): one signed question, one signed answer.

POST {name, kind, number, nonce, at} as JSON; `X-Signature` is HMAC-SHA256 of the body under REALNAME_KEY. The
answer {result: match | mismatch | unknown, serial} is signed over «nonce.body», so that no answer serves twice.
"""

import hashlib
import hmac
import json
import logging
import secrets
from dataclasses import dataclass

from django.conf import settings

from portal.kernel import clock

log = logging.getLogger(__name__)
TIMEOUT = 3.0
RESULTS = ("match", "mismatch", "unknown")
LONGEST = 4096


class RealNameAway(Exception):
    """The source did not answer in time, or not in a way that can be trusted."""


@dataclass(frozen=True)
class Answer:
    """What the source said, and the serial number it keeps the question under."""

    result: str
    serial: str


def configured() -> bool:
    """Whether there is a source to ask."""
    return bool(settings.REALNAME_URL)


def sign(body: bytes) -> str:
    """HMAC-SHA256 under the shared key, as hex."""
    return hmac.new(settings.REALNAME_KEY.encode(), body, hashlib.sha256).hexdigest()


def ask(*, name: str, kind: str, number: str) -> Answer:
    """Ask whether a name and a number belong together. Raises RealNameAway."""
    import requests

    nonce = secrets.token_hex(16)
    question = {"name": name, "kind": kind, "number": number, "nonce": nonce, "at": clock.now().isoformat()}
    body = json.dumps(question, ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json", "X-Signature": sign(body)}
    try:
        reply = requests.post(
            settings.REALNAME_URL, data=body, headers=headers, timeout=TIMEOUT, allow_redirects=False
        )
    except requests.RequestException as error:
        log.warning("real-name source away: %s", type(error).__name__)  # the text would hold the address only
        raise RealNameAway from None
    return _read(reply.status_code, reply.content, reply.headers.get("X-Signature", ""), nonce)


def _read(status: int, body: bytes, signature: str, nonce: str) -> Answer:
    """An answer whose signature is right; anything else is no answer."""
    right = hmac.compare_digest(sign(f"{nonce}.".encode() + body).encode(), signature.encode())
    if status != 200 or len(body) > LONGEST or not right:
        log.warning("real-name source answered %s, signature %s", status, "right" if right else "wrong")
        raise RealNameAway
    try:
        found = json.loads(body)
        answer = Answer(str(found["result"]), str(found["serial"])[:80])
    except (ValueError, KeyError, TypeError):
        raise RealNameAway from None
    if answer.result not in RESULTS:
        raise RealNameAway
    return answer
