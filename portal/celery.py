"""The Celery application. `celery -A portal.celery worker` runs tasks, `beat` sends the regular ones."""

import os

from celery import Celery
from celery.signals import worker_process_init

from portal.embedded.process import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_process_init.connect
def _die_with_the_worker(**_: object) -> None:
    """A pool child must not go on with old code when its worker was killed."""
    die_with_parent()
