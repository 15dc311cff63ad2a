"""`manage.py up` as a stranger types it: from an empty folder to a portal that answers."""

import os
import signal
import socket
from pathlib import Path

import pytest

from portal.embedded.process import is_alive, wait_until
from tests.embedded.running import up

WORKER = "celery -A portal.celery worker"

pytestmark = pytest.mark.server


def test_from_nothing_to_ready_and_back(var: Path, bare_environment: None) -> None:
    """Starts twice; stops when asked; a killed worker comes back; kill -9 leaves nothing (bench has the times)."""
    portal = up(var)
    try:
        portal.start(90)
        portal.signal(signal.SIGTERM)
        portal.start(60)
        assert portal.comes_back(WORKER, 0)  # the web may answer a moment before the worker stands
        worker = portal.pid_of(WORKER)
        os.kill(worker, signal.SIGKILL)
        assert portal.comes_back(WORKER, worker)
        web, worker = portal.pid_of("portal.wsgi"), portal.pid_of(WORKER)
        portal.signal(signal.SIGKILL)
        assert wait_until(lambda: not portal.answers(), 10)
        assert wait_until(lambda: not is_alive(web) and not is_alive(worker), 10)
        portal.start(60)
        portal.signal(signal.SIGINT)
    finally:
        portal.end()


def test_a_taken_port_is_refused(var: Path, bare_environment: None) -> None:
    portal = up(var)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", portal.port))
        taken.listen()
        words, _ = portal.launch().communicate(timeout=60)
    assert portal.process is not None
    assert portal.process.returncode == 1
    assert "已被占用" in words
    assert "Traceback" not in words
