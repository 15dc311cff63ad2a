"""Starting children that cannot outlive us."""

import contextlib
import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO


class EmbeddedError(RuntimeError):
    """Something could not start; the message says why, in words for the operator."""


_libc = ctypes.CDLL(None, use_errno=True)
_PR_SET_PDEATHSIG = 1


def die_with_parent(signum: int = signal.SIGKILL) -> None:
    """Ask the kernel to send us this signal when the thread that forked us ends, even by kill -9.

    Called in the child, after any change of user (that clears the request) and before exec (that keeps it).
    """
    _libc.prctl(_PR_SET_PDEATHSIG, int(signum), 0, 0, 0)


def _tied(parent: int, signum: int) -> Callable[[], None]:
    def prepare() -> None:
        die_with_parent(signum)
        if os.getppid() != parent:  # the parent died between fork and prctl: nobody would tell us
            os._exit(1)

    return prepare


def spawn(
    argv: Sequence[str],
    *,
    on_parent_death: int = signal.SIGKILL,
    env: Mapping[str, str] | None = None,
    cwd: Path | str | None = None,
    output: IO[bytes] | int | None = None,
    account: tuple[int, int] | None = None,
) -> subprocess.Popen[bytes]:
    """Start a child tied to the calling thread's life, in a session of its own.

    Its own session keeps Ctrl-C in a terminal from reaching it: the supervisor decides the order of stopping.
    """
    user, group = account or (None, None)
    return subprocess.Popen(
        list(argv),
        env=None if env is None else dict(env),
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output is not None else None,
        start_new_session=True,
        user=user,
        group=group,
        extra_groups=None if account is None else [],
        preexec_fn=_tied(os.getpid(), on_parent_death),  # noqa: PLW1509 - single-threaded callers only
    )


def wait_until(ready: Callable[[], bool], seconds: float, pause: float = 0.02) -> bool:
    """Poll until ready or out of time."""
    end = time.monotonic() + seconds
    while not ready():
        if time.monotonic() >= end:
            return False
        time.sleep(pause)
    return True


def kill_group(child: subprocess.Popen[bytes], signum: int) -> None:
    """Signal a child and everything it forked (they share its session)."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signum)


def is_alive(pid: int) -> bool:
    """Whether a process still runs (a zombie does not)."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def tail(log: Path, lines: int = 12) -> str:
    """The last lines of a log, for an error message that says why."""
    try:
        text = log.read_text(errors="replace")
    except OSError:
        return ""
    return "\n".join(text.splitlines()[-lines:])
