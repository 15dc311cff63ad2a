"""Employers reminded to be verified again."""

from celery import shared_task

from ..services import serving_employers


@shared_task
def remind_to_reverify() -> int:
    """Members of employers whose verification ends within two weeks; returns how many were told."""
    return serving_employers.remind_to_reverify()
