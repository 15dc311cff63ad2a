"""The portal as a visitor meets it: gunicorn and a Celery worker as subprocesses on a copied database."""

import json
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
import uuid
from pathlib import Path

from tests import nursery, stack

REPOSITORY = Path(__file__).resolve().parent.parent


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _filled() -> str:
    """The database to copy: the bare template, or one filled to SHUYE_JOURNEY_SCALE (county, province)."""
    from bench.province import SIZES

    scale = os.environ.get("SHUYE_JOURNEY_SCALE", "")
    return stack.scaled_database(*SIZES[scale])[0] if scale else ""


class Portal:
    """Start with .start(), visit at .url, move the clock with .at()."""

    def __init__(self, folder: Path, *, demo: bool = True, worker: bool = True) -> None:
        self.folder, self.demo, self.with_worker = folder, demo, worker
        self.database = f"shuye_live_{uuid.uuid4().hex[:10]}"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.clock = folder / "clock"
        self.processes: list[nursery.Child] = []

    def env(self, role: str = "app") -> dict[str, str]:
        """Environment of the portal's processes."""
        extra = {"SHUYE_CLOCK": f"@{self.clock}", "PORT": str(self.port), "SHUYE_DB_ROLE": role}
        return {**stack.env_for(self.database, role), **extra}

    def at(self, moment: str) -> None:
        """Move the clock of every process."""
        self.clock.write_text(moment)

    def start(self) -> None:
        """Copy the database, seed the demo, start the servers, wait for /readyz."""
        self.at("2026-11-23T10:00:00+08:00")
        stack.copy_database(self.database, _filled())
        if self.demo:
            self.manage("seed_demo", role="owner")
        self.web = self._run(
            "gunicorn", "portal.wsgi:application", "-b", f"127.0.0.1:{self.port}", "--threads", "4"
        )
        if self.with_worker:
            self.worker = self.start_worker()
        self.wait()

    def start_worker(self) -> nursery.Child:
        """A Celery worker with one thread."""
        return self._run("celery", "-A", "portal.celery", "worker", "-P", "threads", "-c", "1")

    def _run(self, program: str, *arguments: str) -> nursery.Child:
        with (self.folder / f"{program}.log").open("ab") as log:
            process = nursery.Child([program, *arguments], self.env(), log.fileno(), log.fileno())
        self.processes.append(process)
        return process

    def manage(self, *arguments: str, role: str = "app") -> str:
        """Run a management command and return what it printed."""
        patience = 900 if os.environ.get("SHUYE_JOURNEY_SCALE") else 120
        done = nursery.run(["manage.py", *arguments], self.env(role), patience)
        if done.returncode:
            raise RuntimeError(done.stderr[-2000:])
        return done.stdout

    def printed(self, code: str) -> str:
        """What a short program on the portal's database printed last."""
        return (self.manage("shell", "-v", "0", "-c", code).strip().splitlines() or [""])[-1]

    def accounts(self) -> dict[str, dict[str, str]]:
        """Demo accounts by login."""
        return {row["login"]: row for row in json.loads(self.manage("demo_accounts", "--json"))}

    def wait(self, seconds: float = 90) -> None:
        """Until /readyz says 200."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                if urllib.request.urlopen(f"{self.url}/readyz", timeout=2).status == 200:  # noqa: S310
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        raise TimeoutError((self.folder / "gunicorn.log").read_text()[-3000:])

    def stop(self) -> None:
        """End what was started, drop the database."""
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            try:
                process.wait(8)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        if "SHUYE_KEEP" not in os.environ:
            stack.drop_database(self.database)
