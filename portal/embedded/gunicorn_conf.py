"""Gunicorn under the supervisor: two processes with four threads each."""

import os
from typing import Any

from portal.embedded.process import die_with_parent

worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
preload_app = True  # imported once, shared by both, and a killed worker is back in a moment
timeout = 60
graceful_timeout = 2
keepalive = 5
loglevel = "warning"
control_socket_disable = True


def post_fork(server: Any, worker: Any) -> None:
    """No worker answers with old code after its master was killed."""
    die_with_parent()
