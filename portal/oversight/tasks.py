from celery import shared_task

from . import services


@shared_task
def patrol() -> dict[str, int]:
    """Nightly."""
    return services.run_patrol()


@shared_task
def compute_boards() -> dict[str, dict[str, int]]:
    """Nightly."""
    return services.compute_recent()
