"""The worker's side of the exchange."""

from celery import shared_task

from .services import outgoing


@shared_task
def send_deliveries() -> int:
    """Send what waits for other departments. Woken after commits and once a minute by beat."""
    return outgoing.send_due()
