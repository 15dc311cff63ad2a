"""Recording events and delivering them exactly once, with or without a broker."""

import json
import logging
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from functools import partial, wraps
from typing import Any, ParamSpec, TypeVar

from django.db import InterfaceError, OperationalError, connection, transaction

from portal.kernel import clock
from portal.kernel.actor import Actor

from .models import Delivery, Event
from .registry import listener, listeners_of

log = logging.getLogger(__name__)
P = ParamSpec("P")
R = TypeVar("R")
_standing: ContextVar[Actor | None] = ContextVar("standing_actor", default=None)


def acting(by: Actor) -> None:
    """Tell the database who acts until the end of this transaction; the history trigger reads it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('shuye.actor', %s, true)", [json.dumps(by.as_json())])


@contextmanager
def transaction_by(by: Actor) -> Iterator[None]:
    """One transaction with a named actor.

    One inside another may be somebody else's (the system opens a task while a clerk decides): what the
    outer one changes after it is again under the outer one's name.
    """
    outer = _standing.get()
    token = _standing.set(by)
    try:
        with transaction.atomic():
            acting(by)
            yield
            if outer is not None and outer != by:
                acting(outer)
    finally:
        _standing.reset(token)


def verb(run: Callable[P, R]) -> Callable[P, R]:
    """Make a function one transaction with a named actor: it must take keyword `by: Actor`."""

    @wraps(run)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        with transaction_by(kwargs["by"]):
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


def record_many(name: str, *, subject_type: str, subject_ids: list[Any], by: Actor) -> int:
    """The same for many subjects at once: two statements whatever their number."""
    now, actor = clock.now(), by.as_json()
    events = Event.objects.bulk_create(
        [
            Event(at=now, name=name, subject_type=subject_type, subject_id=str(each), payload={}, actor=actor)
            for each in subject_ids
        ]
    )
    listening = listeners_of(name)
    rows = [Delivery(event=event, listener=each.name, next_at=now) for event in events for each in listening]
    if rows:
        Delivery.objects.bulk_create(rows)
        transaction.on_commit(wake, robust=True)
    return len(events)


def wake() -> None:
    """Hint the worker that deliveries wait. Without a broker the sweeper finds them within a minute."""
    from .tasks import drain_deliveries

    try:
        drain_deliveries.apply_async(retry=False, ignore_result=True)
    except Exception as error:  # the promise is already in the database: a lost hint is no error
        log.warning("worker not woken: %s", type(error).__name__)


CHUNK = 200
DUE = """
SELECT d.id, d.listener, e.id, e.at, e.name, e.subject_type, e.subject_id, e.payload::text, e.actor::text
FROM events_delivery d JOIN events_event e ON e.id = d.event_id
WHERE d.done_at IS NULL AND NOT d.failed AND d.next_at <= %s ORDER BY d.next_at, d.id LIMIT %s
"""
DONE = """
UPDATE events_delivery SET done_at = %s, attempts = attempts + 1 WHERE id = (
    SELECT id FROM events_delivery
    WHERE id = %s AND done_at IS NULL AND NOT failed AND next_at <= %s FOR UPDATE SKIP LOCKED
)
"""


def drain(limit: int = 500) -> int:
    """Run deliveries that are due, one transaction each, skipping rows another worker holds.

    Returns how many were done. A delivery that fails waits `every_seconds` and gives up after `attempts`.
    """
    done = turns = 0
    while turns < limit:
        chunk = _due(min(CHUNK, limit - turns))
        outcomes = [_deliver(pk, name, run) for pk, name, run in _prepared(chunk)]
        turns += len(chunk)
        done += sum(outcome or 0 for outcome in outcomes)
        if all(outcome is None for outcome in outcomes):  # nothing due, or other workers hold all of it
            break
    return done


def _due(size: int) -> list[tuple[int, str, Event]]:
    """Deliveries that are due with their events, the oldest first. By the chunk: the index is full of done rows."""
    with connection.cursor() as cursor:
        cursor.execute(DUE, [clock.now(), size])
        return [(row[0], row[1], _event(row[2:])) for row in cursor.fetchall()]


def _prepared(chunk: list[tuple[int, str, Event]]) -> Iterator[tuple[int, str, Callable[[], None] | None]]:
    """Each delivery with what to run; listeners that read ahead get the subjects of the whole chunk at once."""
    subjects: dict[str, list[str]] = defaultdict(list)
    for _pk, name, event in chunk:
        subjects[name].append(event.subject_id)
    found = {name: listener(name) for name in subjects}
    read = {name: each.ahead(subjects[name]) for name, each in found.items() if each and each.ahead}
    for pk, name, event in chunk:
        each = found[name]
        if each is None:
            yield pk, name, None
        elif name in read:
            yield pk, name, partial(each.run, event, read[name].get(event.subject_id))
        else:
            yield pk, name, partial(each.run, event)


def _deliver(pk: int, name: str, run: Callable[[], None] | None) -> int | None:
    """Run one delivery in the transaction that marks it done: 1 done, 0 failed, None when another has it.

    The mark comes first and is the lock: who cannot set it has nothing to do. A failing listener rolls it
    back with everything else; what is kept of the failure is written in a second transaction.
    """
    now = clock.now()
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(DONE, [now, pk, now])
                if cursor.rowcount == 0:
                    return None
            if run is None:
                raise LookupError(f"no listener {name}")
            run()
            return 1
    except Exception as error:
        if isinstance(error, InterfaceError | OperationalError):
            raise
        _failed(pk, error)
        return 0


def _event(row: tuple) -> Event:
    """The event of a due delivery; an event, once written, is never changed."""
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


EVENTS_OF = """
WITH subjects AS ({source}), made AS (
    INSERT INTO events_event (at, name, subject_type, subject_id, payload, actor)
    SELECT %(event_at)s, %(event_name)s, %(event_subject)s, id::text, '{{}}', %(event_actor)s FROM subjects
    RETURNING id
), sent AS (
    INSERT INTO events_delivery (event_id, listener, attempts, next_at, failed, last_error)
    SELECT made.id, listener, 0, %(event_at)s, false, '' FROM made, unnest(%(event_listeners)s::text[]) AS listener
)
SELECT count(*) FROM made
"""


def record_from(name: str, *, subject_type: str, source: str, values: dict[str, Any], by: Actor) -> int:
    """The same for every `id` that `source` (a statement of our own code) gives, in one statement; how many.

    `source` may itself write: WITH … INSERT … RETURNING id is one act with its events.
    """
    listening = [each.name for each in listeners_of(name)]
    event = {
        "event_at": clock.now(),
        "event_name": name,
        "event_subject": subject_type,
        "event_actor": json.dumps(by.as_json()),
        "event_listeners": listening,
    }
    with connection.cursor() as cursor:
        cursor.execute(EVENTS_OF.format(source=source), values | event)
        made = cursor.fetchone()[0]
    if made and listening:
        transaction.on_commit(wake, robust=True)
    return made
