"""One message to a department's system over HTTP, and what its answer means."""

import json
import threading
from dataclasses import dataclass
from urllib.parse import urlsplit

from portal.kernel.fields import plaintext

from ..models import Delivery, Partner
from ..signing import headers_for

TIMEOUT = 5.0
TOLD = 200
_local = threading.local()


class PeerAway(Exception):
    """The other system did not take the message this time; a later try may."""


@dataclass(frozen=True)
class Answer:
    """state: a Delivery.State; reason says why it came back."""

    state: str
    receipt: str = ""
    reason: str = ""


def pool():
    """One kept connection a thread and host."""
    if not hasattr(_local, "pool"):
        import urllib3

        _local.pool = urllib3.PoolManager(maxsize=1, retries=False, timeout=TIMEOUT)
    return _local.pool


def message(delivery: Delivery) -> bytes:
    """What is told, as JSON."""
    said = {
        "id": str(delivery.pk),
        "dataset": delivery.dataset,
        "version": delivery.version,
        "subject": {"type": delivery.subject_type, "id": delivery.subject_id},
        "payload": json.loads(plaintext(delivery.payload)),
    }
    return json.dumps(said, ensure_ascii=False).encode()


def send_message(delivery: Delivery, partner: Partner) -> Answer:
    """POST {id, dataset, version, subject, payload}, signed. 2xx and 409 (known id) are taken, 400 and 422 come back.

    Raises PeerAway, or what urllib3 raises, for what a later try may mend.
    """
    body = message(delivery)
    url = f"{partner.address.rstrip('/')}/{delivery.dataset}/{delivery.version}"
    headers = {
        "Content-Type": "application/json",
        "Idempotency-Key": str(delivery.pk),
        **headers_for("POST", urlsplit(url).path, body),
    }
    answer = pool().request("POST", url, body=body, headers=headers, redirect=False)
    return _meaning(answer.status, answer.data)


def _meaning(status: int, data: bytes) -> Answer:
    try:
        said = json.loads(data or b"{}")
    except ValueError:
        said = {}
    said = said if isinstance(said, dict) else {}
    receipt, reason = str(said.get("receipt", ""))[:80], str(said.get("reason", ""))[:TOLD]
    if status in (400, 422) or (status < 300 and said.get("state") == "returned"):
        return Answer(Delivery.State.RETURNED, receipt, reason)
    if 200 <= status < 300 or status == 409:
        received = said.get("state") == "received"
        return Answer(Delivery.State.RECEIVED if received else Delivery.State.SENT, receipt)
    raise PeerAway(f"HTTP {status}")
