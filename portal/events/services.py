"""Recording events and delivering them exactly once, with or without a broker."""

import functools
import json
import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any, ParamSpec, TypeVar

from django.db import DatabaseError, connection, transaction

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


def drain(limit: int = 500) -> int:
    """Run deliveries that are due, one transaction each, skipping rows another worker holds.

    Returns how many were done. A delivery that fails waits `every_seconds` and gives up after `attempts`.
    """
    done = 0
    for _turn in range(limit):
        outcome = _deliver_one()
        if outcome is None:
            break
        done += outcome
    return done


def _deliver_one() -> int | None:
    """Deliver one due row: 1 done, 0 failed, None when nothing is due."""
    with transaction.atomic():
        row = (
            Delivery.objects.select_for_update(of=("self",), skip_locked=True)
            .select_related("event")
            .filter(done_at__isnull=True, failed=False, next_at__lte=clock.now())
            .order_by("next_at", "id")
            .first()
        )
        if row is None:
            return None
        return _run_row(row)


def _run_row(row: Delivery) -> int:
    """Run one locked row inside a savepoint, so that a failing listener leaves only its error behind."""
    found = listener(row.listener)
    row.attempts += 1
    if found is None:
        row.failed, row.last_error = True, "no such listener"
        row.save(update_fields=["attempts", "failed", "last_error"])
        return 0
    try:
        with transaction.atomic():
            found.run(row.event)
    except Exception as error:
        if isinstance(error, DatabaseError) and connection.closed_in_transaction:
            raise
        log.exception("listener %s failed on event %s", row.listener, row.event_id)
        row.last_error = f"{type(error).__name__}: {error}"[:2000]
        row.failed = row.attempts >= found.attempts
        row.next_at = clock.now() + timedelta(seconds=found.every_seconds)
        row.save(update_fields=["attempts", "last_error", "failed", "next_at"])
        if row.failed and found.gave_up:
            found.gave_up(row.event)
        return 0
    row.done_at = clock.now()
    row.save(update_fields=["attempts", "done_at"])
    return 1
