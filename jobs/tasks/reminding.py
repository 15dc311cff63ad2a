"""Reminders before a time somebody holds."""

from celery import shared_task

from ..services import reminding


@shared_task
def remind_of_times() -> int:
    """A day and two hours before interviews, activities and fairs; returns how many were told."""
    return reminding.remind()
