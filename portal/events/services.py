"""Recording events and delivering them exactly once, with or without a broker."""

import functools
import json
import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any, ParamSpec, TypeVar

from django.db import InterfaceError, OperationalError, connection, transaction

from portal.kernel import clock
from portal.kernel.actor import Actor

from .models import Delivery, Event
from .registry import listener, listeners_of

log = logging.getLogger(__name__)
P = ParamSpec("P")
R = TypeVar("R")


def acting(by: Actor) -> None:
    """Tell the database who acts until the end of this transaction; the history trigger reads it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('shuye.actor', %s, true)", [json.dumps(by.as_json())])


def verb(run: Callable[P, R]) -> Callable[P, R]:
    """Make a function one transaction with a named actor: it must take keyword `by: Actor`."""

    @functools.wraps(run)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        with transaction.atomic():
            acting(kwargs["by"])
            return run(*args, **kwargs)

    return wrapped


def record(name: str, *, subject_type: str, subject_id: Any, by: Actor, payload: dict | None = None) -> Event:
    """Write an event and one delivery row for each listener, in the caller's transaction."""
    now = clock.now()
    event = Event.objects.create(
        at=now,
        name=name,
        subject_type=subject_type,
        subject_id=str(subject_id),
        payload=payload or {},
        actor=by.as_json(),
    )
    rows = [Delivery(event=event, listener=each.name, next_at=now) for each in listeners_of(name)]
    if rows:
        Delivery.objects.bulk_create(rows)
        transaction.on_commit(wake, robust=True)
    return event


def wake() -> None:
    """Hint the worker that deliveries wait. Without a broker the sweeper finds them within a minute."""
    from .tasks import drain_deliveries

    try:
        drain_deliveries.apply_async(retry=False, ignore_result=True)
    except Exception as error:  # the promise is already in the database: a lost hint is no error
        log.warning("worker not woken: %s", type(error).__name__)


CHUNK = 200
LOCK_ROW = """
SELECT d.listener, d.attempts, e.id, e.at, e.name, e.subject_type, e.subject_id, e.payload::text, e.actor::text
FROM events_delivery d JOIN events_event e ON e.id = d.event_id
WHERE d.id = %s AND d.done_at IS NULL AND NOT d.failed AND d.next_at <= %s FOR UPDATE OF d SKIP LOCKED
"""
DONE_ROW = "UPDATE events_delivery SET done_at = %s, attempts = attempts + 1 WHERE id = %s"


def drain(limit: int = 500) -> int:
    """Run deliveries that are due, one transaction each, skipping rows another worker holds.

    Returns how many were done. A delivery that fails waits `every_seconds` and gives up after `attempts`.
    """
    done = turns = 0
    while turns < limit:
        chunk = _due(min(CHUNK, limit - turns))
        outcomes = [_deliver(pk) for pk in chunk]
        turns += len(chunk)
        done += sum(outcome or 0 for outcome in outcomes)
        if all(outcome is None for outcome in outcomes):  # nothing due, or other workers hold all of it
            break
    return done


def _due(size: int) -> list[int]:
    """Keys of deliveries that are due, the oldest first. Looked up by the chunk: the index is full of done rows."""
    rows = Delivery.objects.filter(done_at__isnull=True, failed=False, next_at__lte=clock.now())
    return list(rows.order_by("next_at", "id").values_list("id", flat=True)[:size])


def _deliver(pk: int) -> int | None:
    """Run one delivery in the transaction that marks it done: 1 done, 0 failed, None when another has it.

    A failing listener rolls everything back; what is kept of it is written in a second transaction.
    """
    now = clock.now()
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(LOCK_ROW, [pk, now])
            row = cursor.fetchone()
            if row is None:
                return None
            found = listener(row[0])
            if found is None:
                raise LookupError("no such listener")
            found.run(_event(row[2:]))
            cursor.execute(DONE_ROW, [clock.now(), pk])
            return 1
    except Exception as error:
        if isinstance(error, InterfaceError | OperationalError):
            raise
        _failed(pk, error)
        return 0


def _event(row: tuple) -> Event:
    """The event of a locked row."""
    pk, at, name, subject_type, subject_id, payload, actor = row
    return Event(
        id=pk,
        at=at,
        name=name,
        subject_type=subject_type,
        subject_id=subject_id,
        payload=json.loads(payload),
        actor=json.loads(actor),
    )


@transaction.atomic
def _failed(pk: int, error: Exception) -> None:
    """Count a failed try, unless another worker was done with it meanwhile; the last one gives up."""
    row = Delivery.objects.select_for_update(of=("self",)).select_related("event").get(pk=pk)
    if row.done_at or row.failed:
        return
    found = listener(row.listener)
    log.error("listener %s failed on event %s", row.listener, row.event_id, exc_info=error)
    row.attempts += 1
    row.last_error = f"{type(error).__name__}: {error}"[:2000]
    row.failed = found is None or row.attempts >= found.attempts
    if found:
        row.next_at = clock.now() + timedelta(seconds=found.every_seconds)
    row.save(update_fields=["attempts", "last_error", "failed", "next_at"])
    if row.failed and found and found.gave_up:
        found.gave_up(row.event)
