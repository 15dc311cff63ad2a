"""A supervisor in a subprocess, seen from outside: does it answer, how fast does it go."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from portal.embedded import paths
from portal.embedded.process import wait_until


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Running:
    """Start it, signal it, ask whether its port answers."""

    command: list[str]
    var: Path
    port: int
    environment: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[str] | None = None

    def launch(self) -> subprocess.Popen[str]:
        """Start without waiting."""
        env = {**os.environ, "SHUYE_VAR": str(self.var), "PORT": str(self.port), **self.environment}
        self.process = subprocess.Popen(
            self.command,
            env=env,
            cwd=paths.REPOSITORY,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            bufsize=1,
        )
        return self.process

    def start(self, seconds: float = 30) -> float:
        """Start and wait for 200 on /readyz; returns the seconds it took."""
        begun = time.monotonic()
        process = self.launch()
        assert wait_until(lambda: self.answers() or process.poll() is not None, seconds), "not ready in time"
        assert process.poll() is None, process.communicate()[0]
        return time.monotonic() - begun

    def answers(self) -> bool:
        """Whether anything says 200 on our port."""
        try:
            address = f"http://127.0.0.1:{self.port}/readyz"
            with urllib.request.urlopen(address, timeout=1) as page:  # noqa: S310 - our own address
                return page.status == 200
        except (urllib.error.URLError, OSError):
            return False

    def signal(self, signum: int) -> float:
        """Send a signal and wait for the end; returns the seconds it took."""
        assert self.process is not None
        begun = time.monotonic()
        self.process.send_signal(signum)
        self.process.communicate(timeout=15)
        return time.monotonic() - begun

    def end(self) -> None:
        """Whatever state it is in, leave nothing."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.communicate(timeout=10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.communicate()

    def pid_of(self, words: str) -> int:
        """The process among our descendants whose command line holds these words (the oldest one)."""
        import psutil

        assert self.process is not None
        found = []
        for child in psutil.Process(self.process.pid).children(recursive=True):
            with contextlib.suppress(psutil.NoSuchProcess):  # ended, or a zombie, while we looked
                if words in " ".join(child.cmdline()):
                    found.append((child.create_time(), child.pid))
        if not found:
            raise LookupError(f"no process of ours holds {words!r}")
        return min(found)[1]

    def comes_back(self, words: str, old: int, seconds: float = 40) -> bool:
        """Whether another process takes the place of this killed one."""

        def replaced() -> bool:
            try:
                return self.pid_of(words) != old
            except LookupError:
                return False

        return wait_until(replaced, seconds)

    def postgres_pid(self) -> int:
        """The postmaster's pid."""
        return int((paths.data_dir(self.var) / "postmaster.pid").read_text().split()[0])


def stub(var: Path, port: int | None = None, *extra: str) -> Running:
    """The supervisor of tests/embedded/stub.py: everything real but the portal itself."""
    port = port or free_port()
    return Running([sys.executable, "-m", "tests.embedded.stub", str(var), str(port), *extra], var, port)


def up(var: Path) -> Running:
    """`manage.py up`."""
    return Running([sys.executable, "manage.py", "up"], var, free_port(), {"SHUYE_ENV": "development"})
