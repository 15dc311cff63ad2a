"""A process that has the whole program loaded and forks for each command of the live portals.

Loading Django with all our apps costs two to three seconds of a processor; a browser test runs a dozen commands
(seed_demo, gunicorn, celery, shell …). Each is a process of its own as before, with the environment it is given and
settings read anew from it; only the modules are in memory already, as under `gunicorn --preload`.
`manage.py up` and the images are tested with processes that start from nothing: tests/embedded, tests/deploy.

One connection for a command: the client sends its words and environment with the two descriptors to write to,
and reads a line with the process's number and, when that ends, a line with its code.
"""

import array
import atexit
import contextlib
import gc
import importlib
import json
import os
import selectors
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from portal.embedded import paths
from portal.embedded.process import die_with_parent, spawn

LOADED = (
    "django.core.wsgi",
    "django.core.management.commands.shell",
    "portal.celery",
    "portal.urls",
    "celery.bin.celery",
    "celery.bin.worker",
    "celery.apps.worker",
    "celery.concurrency.thread",
    "gunicorn.app.wsgiapp",
    "gunicorn.workers.gthread",
    "gunicorn.glogging",
)
# What differs between the commands of one nursery; any other variable may be read while modules are loaded.
FREE = {"DATABASE_URL", "DATABASE_OWNER_URL", "SHUYE_DB_ROLE", "SHUYE_CLOCK", "PORT", "PYTEST_CURRENT_TEST"}


class Child:
    """A forked command: what the tests use of subprocess.Popen."""

    def __init__(self, argv: Sequence[str], env: Mapping[str, str], stdout: int, stderr: int) -> None:
        self.args, self.returncode = list(argv), None
        self._line = socket.socket(socket.AF_UNIX)
        self._line.connect(_nursery(env))
        words = json.dumps({"argv": self.args, "env": dict(env)}).encode()
        files = array.array("i", [stdout, stderr])
        self._line.sendmsg(
            [len(words).to_bytes(4, "big")], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, files.tobytes())]
        )
        self._line.sendall(words)
        self._read: IO[str] = self._line.makefile("r", encoding="ascii")
        self.pid = int(self._read.readline())

    def poll(self) -> int | None:
        """The code it ended with, or None while it runs."""
        if self.returncode is None and _readable(self._line, 0):
            self._ended()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Until it has ended. Raises subprocess.TimeoutExpired."""
        if self.returncode is None:
            if not _readable(self._line, timeout):
                raise subprocess.TimeoutExpired(self.args, timeout)
            self._ended()
        return self.returncode

    def _ended(self) -> None:
        self.returncode = int(self._read.readline())
        self._read.close()
        self._line.close()

    def send_signal(self, signum: int) -> None:
        """Signal it, unless it has ended."""
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signum)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)


class Talking(Child):
    """A command whose words are read while it runs."""

    def __init__(self, argv: Sequence[str], env: Mapping[str, str]) -> None:
        read, write = os.pipe()
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - read when it has ended
        super().__init__(argv, env, write, self._said.fileno())
        os.close(write)
        self.stdout = os.fdopen(read, encoding="utf-8")

    def communicate(self, timeout: float) -> tuple[str, str]:
        """What is left to read, and its errors, when it has ended. Raises subprocess.TimeoutExpired."""
        self.wait(timeout)
        with self.stdout, self._said:
            self._said.seek(0)
            return self.stdout.read(), self._said.read().decode()


def run(argv: Sequence[str], env: Mapping[str, str], timeout: float) -> subprocess.CompletedProcess[str]:
    """Run a command to its end and keep what it said. Raises subprocess.TimeoutExpired."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = Child(argv, env, out.fileno(), err.fileno())
        try:
            code = child.wait(timeout)
        except subprocess.TimeoutExpired:
            child.kill()
            raise
        texts = []
        for file in (out, err):
            file.seek(0)
            texts.append(file.read().decode())
    return subprocess.CompletedProcess(list(argv), code, *texts)


def _readable(line: socket.socket, timeout: float | None) -> bool:
    with selectors.DefaultSelector() as selector:
        selector.register(line, selectors.EVENT_READ)
        return bool(selector.select(timeout))


_open: dict[tuple, tuple[subprocess.Popen, str]] = {}


def _kind(env: Mapping[str, str]) -> tuple:
    return tuple(sorted((name, value) for name, value in env.items() if name not in FREE))


def _nursery(env: Mapping[str, str]) -> str:
    """Where the nursery of this kind listens; started when first asked for, ended with us."""
    if (kind := _kind(env)) not in _open:
        address = f"{tempfile.mkdtemp(prefix='shuye-nursery-')}/line"
        log = paths.log_file("nursery")
        argv = [sys.executable, "-m", "tests.nursery", address]
        with log.open("ab") as output:
            child = spawn(argv, env=env, cwd=paths.REPOSITORY, output=output)
        end = time.monotonic() + 120
        while not Path(address).exists():
            if child.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"the nursery did not start, see {log}")
            time.sleep(0.02)
        _open[kind] = child, address
    return _open[kind][1]


def dismiss(env: Mapping[str, str]) -> None:
    """End the nursery of this kind, and with it whatever it has forked."""
    child, address = _open.pop(_kind(env), (None, ""))
    if child:
        child.kill()
        child.wait()
        shutil.rmtree(Path(address).parent)


@atexit.register
def _dismiss_all() -> None:
    for kind in list(_open):
        dismiss(dict(kind))


class Nursery:
    """The loaded process: takes commands, forks, tells how they ended."""

    def __init__(self, address: str) -> None:
        self.listener = socket.socket(socket.AF_UNIX)
        self.selector = selectors.DefaultSelector()
        self.clients: dict[int, socket.socket] = {}
        self.woken, wake = socket.socketpair()
        self.woken.setblocking(False)
        wake.setblocking(False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wake.fileno(), warn_on_full_buffer=False)
        self.wake = wake
        self.listener.bind(draft := f"{address}.draft")
        self.listener.listen()
        os.rename(draft, address)  # who sees the name can connect
        self.selector.register(self.listener, selectors.EVENT_READ)
        self.selector.register(self.woken, selectors.EVENT_READ)

    def serve(self) -> None:
        """For ever; our death ends the children."""
        while True:
            for key, _events in self.selector.select():
                if key.fileobj is self.listener:
                    self.take(self.listener.accept()[0])
                else:
                    with contextlib.suppress(BlockingIOError):
                        self.woken.recv(4096)
            self.reap()

    def take(self, line: socket.socket) -> None:
        """Fork for one command."""
        size, files = self._receive(line)
        words = b""
        while len(words) < size:
            words += line.recv(size - len(words))
        asked = json.loads(words)
        pid = os.fork()
        if pid == 0:
            self._become(line, asked["argv"], asked["env"], files)
        for file in files:
            os.close(file)
        self.clients[pid] = line
        line.sendall(f"{pid}\n".encode())

    @staticmethod
    def _receive(line: socket.socket) -> tuple[int, list[int]]:
        head, ancillary, _flags, _from = line.recvmsg(4, socket.CMSG_SPACE(2 * array.array("i").itemsize))
        files = array.array("i")
        files.frombytes(ancillary[0][2])
        return int.from_bytes(head, "big"), list(files)

    def reap(self) -> None:
        """Tell of those that have ended."""
        while self.clients:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                return
            line = self.clients.pop(pid)
            with contextlib.suppress(OSError):  # who asked may be gone
                line.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())
            line.close()

    def _become(self, line: socket.socket, argv: list[str], env: dict[str, str], files: list[int]) -> None:
        code = 1
        try:
            die_with_parent()
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            for each in (self.listener, self.woken, self.wake, line, *self.clients.values()):
                each.close()
            self.selector.close()
            for target, file in enumerate(files, 1):
                os.dup2(file, target)
                os.close(file)
            gc.unfreeze()
            settle(env)
            code = obey(argv)
        except BaseException:
            import traceback

            traceback.print_exc()
        finally:
            end(code)


def settle(env: Mapping[str, str]) -> None:
    """This environment, and settings read from it; what was made of the older ones is forgotten."""
    from django.conf import settings
    from django.db import connections

    import portal.settings
    from portal.celery import app

    os.environ.clear()
    os.environ.update(env)
    fresh: Any = importlib.reload(portal.settings)
    for name in dir(fresh):
        if name.isupper():
            setattr(settings, name, getattr(fresh, name))
    os.environ["TZ"] = settings.TIME_ZONE
    time.tzset()
    for alias in list(connections):
        with contextlib.suppress(AttributeError):
            del connections[alias]
    connections.__dict__.pop("settings", None)
    connections._settings = None
    app.config_from_object("django.conf:settings", namespace="CELERY", force=True)


def obey(argv: list[str]) -> int:
    """Do what the program of this name does."""
    program, sys.argv = Path(argv[0]).name, list(argv)
    try:
        if program == "manage.py":
            from django.core.management import execute_from_command_line

            execute_from_command_line(argv)
        elif program == "gunicorn":
            from gunicorn.app.wsgiapp import run as serve

            serve()
        else:
            from celery.__main__ import main

            main()
    except SystemExit as left:
        if isinstance(left.code, str):
            print(left.code, file=sys.stderr)
            return 1
        return left.code or 0
    return 0


def end(code: int) -> None:
    """Leave as an interpreter leaves: threads, exit functions, what is still to be written."""
    with contextlib.suppress(Exception):
        threading._shutdown()
        atexit._run_exitfuncs()
    with contextlib.suppress(Exception):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


def main() -> None:
    """Load everything, then serve."""
    import django

    django.setup()
    for name in LOADED:
        importlib.import_module(name)
    from django.urls import get_resolver

    from portal.celery import app

    get_resolver()._populate()
    app.loader.import_default_modules()
    gc.collect()
    gc.freeze()  # the pages of what is loaded stay shared
    Nursery(sys.argv[1]).serve()


if __name__ == "__main__":
    main()
