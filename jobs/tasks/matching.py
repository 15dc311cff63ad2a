"""The nightly match."""

from celery import shared_task

from portal.kernel.actor import system

from ..services import matching


@shared_task
def match_everybody() -> int:
    """One run over all seekers and open vacancies; returns how many seekers were matched."""
    return matching.match(by=system("jobs.match")).seekers
