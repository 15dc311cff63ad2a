"""Internships by the clock: agreements end on their day; 留用率 is counted each night."""

from celery import shared_task

from portal.kernel.actor import system

from ..services import internships, retention

BY = system("jobs.internships")


@shared_task
def end_internships() -> int:
    """End what is past its last day; returns how many."""
    return internships.expire_due(by=BY)


@shared_task
def count_retention() -> int:
    """Count 留用率 of every base and county; returns how many bases."""
    return retention.count(by=BY)
