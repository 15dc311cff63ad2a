"""The worker's side of delivery."""

from celery import shared_task

from . import services


@shared_task
def drain_deliveries() -> int:
    """Deliver whatever is due. Woken after commits and once a minute by beat."""
    return services.drain()
