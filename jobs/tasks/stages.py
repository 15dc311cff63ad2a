"""Service stages each day: who moves, what is proposed, what is pushed; and the count of likely employers."""

from celery import shared_task

from portal.kernel import clock
from portal.kernel.actor import system

from ..services import likely, opening_stages, pushing, stages

BY = system("jobs.stages")
PUSH = system("jobs.push")


@shared_task
def move_stages() -> int:
    """Open for whom an event was missed, move from stage 1 to 2, propose to clerks; returns how many proposals."""
    opening_stages.open_missing(by=BY)
    while stages.profile_some(by=BY) == stages.BATCH:
        pass
    held, after, made = stages.limits(), None, 0
    while True:
        after, some = stages.propose_some(after, held, by=BY)
        made += some
        if after is None:
            return made


@shared_task
def push_new_openings() -> int:
    """Stage 1: a few new openings a day; returns how many people were told."""
    run, after, told = pushing.begin(), None, 0
    while True:
        after, some = pushing.push_by_category(after, run, by=PUSH)
        told += some
        if after is None:
            return told


@shared_task
def push_best_openings() -> int:
    """Stage 2 and on: the best of the newest match, once a week each; returns how many people were told."""
    today, after, told = clock.today(), None, 0
    while True:
        after, some = pushing.push_by_profile(after, today, by=PUSH)
        told += some
        if after is None:
            return told


@shared_task
def count_likely_employers() -> int:
    """可投递单位; returns how many rows."""
    return likely.count_likely(by=system("jobs.likely"))
