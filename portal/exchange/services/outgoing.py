"""What other departments are told: written down first, sent by a worker, answered by the other side.

The row is the promise: without a broker, with the other system down or a worker killed, it is sent later, under the
same id, so that nothing is lost and nothing doubled.
"""

import json
import logging
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from celery import current_app
from django.db import transaction
from django.utils.translation import gettext as _

from portal.events.services import record, record_many, transaction_by, verb
from portal.kernel import clock
from portal.kernel.actor import Actor, system
from portal.kernel.ids import uuid_of
from portal.kernel.sealing import blind_index

from .. import registry
from ..models import Delivery, Partner
from ..queries import deliveries_of, receiver_of
from ..schemas import problems
from .peers import TOLD, Answer, message, send_message
from .stores import store_of

__all__ = ["BadPayload", "answer", "deliveries_of", "push", "push_many", "retry", "send_due"]

log = logging.getLogger(__name__)
BY = system("exchange.send")
TASK = "portal.exchange.tasks.send_deliveries"
State = Delivery.State
OPEN = (State.WAITING, State.SENT)
LONGEST_WAIT = 6 * 60  # minutes between two tries, once many have failed
NOBODY_YET = timedelta(hours=1)
EVENTS = {
    State.SENT: "exchange.sent",
    State.RECEIVED: "exchange.received",
    State.RETURNED: "exchange.returned",
}


class BadPayload(ValueError):
    """The payload does not fit its contract; `problems` say where, without the values."""

    def __init__(self, found: list[str]) -> None:
        super().__init__(";".join(found))
        self.problems = found


def push(dataset: str, *, subject_type: str, subject_id: Any, payload: dict, by: Actor) -> Delivery:
    """Tell another department about a subject. The same content about the same subject is one delivery.

    Raises LookupError for a dataset nobody registered as pushed, BadPayload for one that breaks the contract.
    """
    push_many(dataset, subject_type=subject_type, rows=[(subject_id, payload)], by=by)
    return deliveries_of(subject_type, subject_id).get(dataset=dataset, digest=_digest(dataset, payload))


@verb
def push_many(dataset: str, *, subject_type: str, rows: Iterable[tuple[Any, dict]], by: Actor) -> int:
    """The same for many subjects: a fixed number of statements a thousand. Returns how many are new."""
    contract = registry.newest(dataset, pushed=True)
    if contract is None:
        raise LookupError(f"no dataset {dataset} is pushed")
    now, made = clock.now(), []
    for subject_id, payload in rows:
        if found := problems(contract, payload):
            raise BadPayload(found)
        made.append(
            Delivery(
                dataset=dataset,
                version=contract.version,
                subject_type=subject_type,
                subject_id=str(subject_id),
                payload=_canonical(payload),
                digest=_digest(dataset, payload),
                next_at=now,
                made_at=now,
            )
        )
    Delivery.objects.bulk_create(made, batch_size=1000, ignore_conflicts=True)
    keys = [row.pk for row in made]
    new = list(Delivery.objects.filter(pk__in=keys).values_list("subject_id", flat=True))
    if new:
        record_many("exchange.waiting", subject_type=subject_type, subject_ids=new, by=by)
        transaction.on_commit(wake, robust=True)
    return len(new)


def _canonical(payload: dict) -> str:
    return json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _digest(dataset: str, payload: dict) -> bytes:
    return blind_index(f"exchange.{dataset}", _canonical(payload))


def wake() -> None:
    """Hint the worker. Without a broker the sweep finds what waits within a minute."""
    try:
        current_app.send_task(TASK, retry=False, ignore_result=True)
    except Exception as error:  # the promise is in the database: a lost hint is no error
        log.warning("worker not woken: %s", type(error).__name__)


def send_due(limit: int = 500) -> int:
    """Send what is due, one transaction each, skipping rows another worker holds. Returns how many were tried."""
    tried = 0
    while tried < limit and _send_next():
        tried += 1
    return tried


def _send_next() -> bool:
    """Send the longest waiting; its lock is held until the outcome is written, so that no two workers send it."""
    with transaction_by(BY):
        row = (
            Delivery.objects.select_for_update(of=("self",), skip_locked=True)
            .filter(state=State.WAITING, next_at__lte=clock.now())
            .order_by("next_at")
            .first()
        )
        if row is None:
            return False
        partner = receiver_of(row.dataset)
        if partner is None:
            row.reason, row.next_at = _("还没有部门接入"), clock.now() + NOBODY_YET
            row.save(update_fields=["reason", "next_at"])
            return True
        row.partner, row.attempts = partner, row.attempts + 1
        try:
            said = _handed_over(row, partner)
        except Exception as error:  # noqa: BLE001 - whatever the net does, the row waits for its next try
            _later(row, error)
        else:
            row.sent_at = clock.now()
            _answered(row, said, BY)
    return True


def _handed_over(row: Delivery, partner: Partner) -> Answer:
    """By HTTP, or as a file named after its id: written twice it is still one."""
    if partner.transport == Partner.Transport.HTTP:
        return send_message(row, partner)
    with store_of(partner) as store:
        store.write(f"out/{row.dataset}-v{row.version}-{row.pk}.json", message(row))
    return Answer(State.SENT)


def _later(row: Delivery, error: Exception) -> None:
    """One more try in 1, 2, 4 … minutes, at most six hours; it never gives up by itself."""
    log.warning("delivery %s not sent: %s", row.pk, type(error).__name__)
    minutes = min(2 ** min(row.attempts - 1, 12), LONGEST_WAIT)
    row.reason = _("对方系统没有回应")
    row.next_at = clock.now() + timedelta(minutes=minutes)
    row.save(update_fields=["partner", "attempts", "reason", "next_at"])


def _answered(row: Delivery, said: Answer, by: Actor) -> None:
    row.state, row.receipt, row.reason = said.state, said.receipt or row.receipt, ""
    if said.state == State.RETURNED:
        row.reason = said.reason or _("对方没有说明原因")
    if said.state != State.SENT:
        row.answered_at = clock.now()
    row.save()
    record(
        EVENTS[State(said.state)],
        subject_type=row.subject_type,
        subject_id=row.subject_id,
        by=by,
        payload={"dataset": row.dataset, "delivery": str(row.pk)},
    )


@verb
def answer(partner: Partner, key: Any, said: Answer, *, by: Actor) -> str:
    """What a department tells about one delivery: "ok", "known" (said before), "unknown" or "conflict"."""
    row = Delivery.objects.select_for_update(of=("self",)).filter(pk=key, partner=partner).first()
    if row is None:
        return "unknown"
    if row.state == said.state:
        return "known"
    if row.state not in OPEN or said.state not in (State.RECEIVED, State.RETURNED):
        return "conflict"
    row.sent_at = row.sent_at or clock.now()
    _answered(row, said, by)
    return "ok"


def answer_many(partner: Partner, answers: Iterable[dict[str, Any]], *, by: Actor) -> list[str]:
    """Answers as departments write them: {"id", "state", "receipt", "reason"}; one word for each."""
    told = []
    for each in answers:
        said = Answer(each["state"], str(each.get("receipt", ""))[:80], str(each.get("reason", ""))[:TOLD])
        told.append(answer(partner, uuid_of(str(each["id"])), said, by=by))
    return told


@verb
def retry(delivery: Delivery, *, by: Actor) -> bool:
    """Send again at once what came back or waits; False when there is nothing to send."""
    row = Delivery.objects.select_for_update(of=("self",)).get(pk=delivery.pk)
    if row.state not in (State.WAITING, State.RETURNED):
        return False
    row.state, row.next_at, row.attempts, row.reason = State.WAITING, clock.now(), 0, ""
    row.answered_at = None
    row.save()
    payload = {"dataset": row.dataset, "delivery": str(row.pk)}
    record(
        "exchange.retried", subject_type=row.subject_type, subject_id=row.subject_id, by=by, payload=payload
    )
    transaction.on_commit(wake, robust=True)
    return True
