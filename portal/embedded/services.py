"""The processes that `manage.py up` runs beside the servers."""

import signal
import sys
from dataclasses import dataclass
from pathlib import Path

from portal.embedded import paths


@dataclass(frozen=True)
class Service:
    """One process: how it starts, and which signals end it, each with the seconds it gets before the next.

    `first`: it answers people, so it has the machine to itself until it does; the others follow then.
    """

    name: str
    argv: tuple[str, ...]
    stop_steps: tuple[tuple[int, float], ...] = ((signal.SIGTERM, 2.5),)
    first: bool = False


def manage(*words: str) -> tuple[str, ...]:
    """The command line of one management command."""
    return (sys.executable, str(paths.REPOSITORY / "manage.py"), *words)


def portal_services(host: str, port: int, var: Path) -> list[Service]:
    """Web, worker and beat.

    The worker uses prefork: when the child that runs a task is killed, its parent puts the task back at once;
    with threads a kill takes both, and the task waits for the visibility timeout of six hours.
    """
    python = (sys.executable, "-m")
    celery = (*python, "celery", "-A", "portal.celery")
    web = (*python, "gunicorn", "-c", "python:portal.embedded.gunicorn_conf", "--bind", f"{host}:{port}")
    schedule = str(var / "run" / "celerybeat-schedule")
    return [
        Service("web", (*web, "portal.wsgi:application"), first=True),
        Service(
            "worker",
            (*celery, "worker", "--concurrency", "1", "--pool", "prefork", "--loglevel", "WARNING")
            + ("--without-gossip", "--without-mingle"),
            # First let the running task finish; then SIGQUIT, which gives an unfinished one back.
            ((signal.SIGTERM, 1.8), (signal.SIGQUIT, 0.7)),
        ),
        # An empty pidfile: one left by kill -9 would keep beat from starting.
        Service("beat", (*celery, "beat", "--loglevel", "WARNING", "--schedule", schedule, "--pidfile=")),
    ]
