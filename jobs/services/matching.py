"""Matching everybody: one run, its results, and what is kept of older runs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection

from portal.events.services import record, transaction_by
from portal.kernel import clock
from portal.kernel.actor import Actor

from ..models import MatchRun

KEPT_RUNS = 2
CHUNK = 100_000


@dataclass(frozen=True)
class Ground:
    """Both sides as arrays."""

    seekers: Any
    openings: Any
    opening_blocks: Any
    turns: Any
    order: Any
    seeker_blocks: Any


def load(seekers: int | None = None, openings: int | None = None) -> Ground:
    """Read both sides; a number takes only the first so many rows."""
    from ..matching import rows

    def limit(count: int | None) -> str:
        return f"LIMIT {int(count)}" if count else ""

    raw_openings = rows.read(rows.OPENINGS.format(limit=limit(openings)), 11)
    raw_seekers = rows.read(rows.SEEKERS.format(where="", limit=limit(seekers)), 14)
    groups = rows.groups_of(raw_openings)
    side, blocks, turns = rows.openings_side(raw_openings, groups, clock.today().toordinal())
    people = rows.seekers_side(raw_seekers, groups)
    order, seeker_blocks = rows.seeker_blocks(people, groups)
    return Ground(people, side, blocks, turns, order, seeker_blocks)


def best_openings(
    ground: Ground, progress: Callable[[int, int], None] = lambda done, of: None
) -> tuple[Any, Any]:
    """For every seeker the keys of the best openings and their points."""
    import numpy as np

    from ..matching import kernel

    many, blocks, parts = len(ground.seekers.keys), ground.opening_blocks, []
    for first in range(0, many, CHUNK):
        last = min(first + CHUNK, many)
        parts.append(
            kernel.seekers_best(
                ground.seekers.columns,
                ground.openings.columns,
                blocks.starts,
                blocks.ends,
                blocks.places,
                blocks.of_group,
                ground.turns,
                first,
                last,
            )  # fmt: skip
        )
        progress(last, many)
    return _keys(parts, ground.openings.keys, np)


def best_seekers(ground: Ground) -> tuple[Any, Any]:
    """For every opening the keys of the best seekers; at a tie whoever registered first."""
    import numpy as np

    from ..matching import kernel

    many, blocks, parts = len(ground.openings.keys), ground.seeker_blocks, []
    turns = np.arange(len(ground.seekers.keys))
    for first in range(0, many, CHUNK):
        parts.append(
            kernel.openings_best(
                ground.openings.columns,
                ground.seekers.columns,
                blocks.starts,
                blocks.ends,
                blocks.places,
                blocks.of_group,
                ground.order,
                turns,
                first,
                min(first + CHUNK, many),
            )  # fmt: skip
        )
    return _keys(parts, ground.seekers.keys, np)


def _keys(parts: list[tuple[Any, Any]], keys: Any, np: Any) -> tuple[Any, Any]:
    if not parts:
        return np.empty((0, 10), np.int64), np.empty((0, 10), np.int16)
    best, scores = (np.concatenate(each) for each in zip(*parts, strict=True))
    return np.where(best >= 0, keys[np.maximum(best, 0)] if len(keys) else best, -1), scores


def match(
    *, by: Actor, seekers: int | None = None, progress: Callable[[int, int], None] = lambda done, of: None
) -> MatchRun:
    """Match everybody and keep the ten best of each side. Readers see the new run when it is whole."""
    from ..matching import writing

    ground = load(seekers)
    found, others = best_openings(ground, progress), best_seekers(ground)
    with transaction_by(by):
        run = MatchRun.objects.create(begun_at=clock.now())
        names = ("seeker_id", "run_id", "openings", "scores")
        writing.write("jobs_seekermatch", names, ground.seekers.keys, run.pk, *found)
        names = ("opening_id", "run_id", "seekers", "scores")
        writing.write("jobs_openingmatch", names, ground.openings.keys, run.pk, *others)
        run.finished_at = clock.now()
        run.seekers, run.openings = len(ground.seekers.keys), len(ground.openings.keys)
        run.save(update_fields=["finished_at", "seekers", "openings"])
        record("match.finished", subject_type="match_run", subject_id=run.pk, by=by)
    forget_old(run)
    return run


def forget_old(run: MatchRun) -> None:
    """Results older than the run before this one go."""
    with connection.cursor() as cursor:
        for table in ("jobs_seekermatch", "jobs_openingmatch"):
            cursor.execute(f"DELETE FROM {table} WHERE run_id <= %s", [run.pk - KEPT_RUNS])  # noqa: S608


def last_run() -> MatchRun | None:
    """The newest whole run."""
    return MatchRun.objects.filter(finished_at__isnull=False).order_by("-pk").first()
