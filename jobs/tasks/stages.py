"""Service stages each day: who moves, what is proposed, what is pushed; and the count of likely employers."""

from collections.abc import Callable
from typing import Any

from celery import shared_task

from portal.kernel import clock
from portal.kernel.actor import system

from ..services import likely, opening_stages, pushing, stages

BY = system("jobs.stages")
PUSH = system("jobs.push")


def _to_the_end(step: Callable[[Any], tuple[Any, int]]) -> int:
    """Take batches, each after the key where the last one ended, until none is left; returns the sum."""
    after, total = None, 0
    while True:
        after, some = step(after)
        total += some
        if after is None:
            return total


@shared_task
def move_stages() -> int:
    """Open for whom an event was missed, move from stage 1 to 2, propose to clerks; returns how many proposals."""
    opening_stages.open_missing(by=BY)
    while stages.profile_some(by=BY) == stages.BATCH:
        pass
    held = stages.limits()
    return _to_the_end(lambda after: stages.propose_some(after, held, by=BY))


@shared_task
def push_new_openings() -> int:
    """Stage 1: a few new openings a day; returns how many people were told."""
    run = pushing.begin()
    return _to_the_end(lambda after: pushing.push_by_category(after, run, by=PUSH))


@shared_task
def push_best_openings() -> int:
    """Stage 2 and on: the best of the newest match, once a week each; returns how many people were told."""
    today = clock.today()
    return _to_the_end(lambda after: pushing.push_by_profile(after, today, by=PUSH))


@shared_task
def count_likely_employers() -> int:
    """可投递单位; returns how many rows."""
    return likely.count_likely(by=system("jobs.likely"))
