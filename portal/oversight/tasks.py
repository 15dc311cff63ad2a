from celery import shared_task

from . import services


@shared_task
def patrol() -> dict[str, int]:
    """Nightly."""
    return services.run_patrol()
