"""Work of one's own is asked after once it has stood for six months."""

from celery import shared_task

from portal.kernel import clock
from portal.kernel.actor import system

from ..models import FlexibleWork
from ..services.flexible import ask_to_confirm

MOST = 2000  # a night's worth; the rest follows the night after


@shared_task
def ask_flexible() -> int:
    """Ask everybody whose six months are over, the longest waiting first; returns how many were asked."""
    due = FlexibleWork.objects.filter(
        ended_on__isnull=True, confirm_by__lte=clock.today(), asked_on__isnull=True
    )
    by = system("registration.flexible")
    return sum(ask_to_confirm(each, by=by) for each in due.order_by("confirm_by", "pk")[:MOST])
