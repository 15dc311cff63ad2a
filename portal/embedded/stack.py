"""Postgres and Valkey together, one owner per var folder."""

import fcntl
import os
import time
from pathlib import Path

from portal.embedded import paths
from portal.embedded.postgres import Postgres
from portal.embedded.process import EmbeddedError
from portal.embedded.valkey import Valkey


class AlreadyRunningError(EmbeddedError):
    """Somebody else already runs the servers of this var folder."""


class VarLock:
    """var/run/up.pid, held by flock: the kernel drops it with the process, however that ends."""

    def __init__(self, var: Path) -> None:
        self.path = var / "run" / "up.pid"
        self._handle: int | None = None

    def acquire(self, patience: float = 0.0) -> None:
        """Take the lock and write our pid into it, or say who holds it."""
        paths.make_var(self.path.parent.parent)
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o644)
        end = time.monotonic() + patience
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() < end:
                    time.sleep(0.1)
                    continue
                holder = os.read(handle, 32).decode(errors="replace").strip() or "?"
                os.close(handle)
                raise AlreadyRunningError(
                    f"{self.path.parent.parent} 已有一套服务在运行（进程 {holder}）。"
                    "请先停止它，或用 SHUYE_VAR 指定另一个目录。"
                ) from None
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
        self._handle = handle

    def release(self) -> None:
        """Give the lock back; the file stays, because removing a locked file invites races."""
        if self._handle is not None:
            os.ftruncate(self._handle, 0)
            os.close(self._handle)
            self._handle = None


class Stack:
    """The servers of one var folder: those that DATABASE_URL and REDIS_URL do not replace.

    Start it from the main thread: the servers are tied to the thread that starts them. With `isolated` the
    environment's DATABASE_URL and REDIS_URL are ignored, which tests want.
    """

    def __init__(self, var: Path | None = None, *, fsync: bool = True, isolated: bool = True) -> None:
        self.var = (var or paths.var_dir()).absolute()
        self.isolated = isolated
        own_postgres = isolated or not paths.has_external_postgres()
        own_valkey = isolated or not paths.has_external_valkey()
        self.postgres = Postgres(self.var, fsync=fsync) if own_postgres else None
        self.valkey = Valkey(self.var, fsync=fsync) if own_valkey else None
        self._lock = VarLock(self.var)

    @property
    def env(self) -> dict[str, str]:
        """Environment for subprocesses that use this stack."""
        extra = {"SHUYE_VAR": str(self.var)}
        if self.postgres:
            extra["DATABASE_URL"] = paths.embedded_database_url("app", var=self.var)
            extra["DATABASE_OWNER_URL"] = paths.embedded_database_url("owner", var=self.var)
        if self.valkey:
            extra["REDIS_URL"] = f"unix://{paths.valkey_socket(self.var)}"
        return {**os.environ, **extra}

    def start(self, patience: float = 0.0) -> "Stack":
        """Lock the folder, start what is ours, wait until it answers; on failure leave nothing behind."""
        self._lock.acquire(patience)
        try:
            if self.postgres:
                self.postgres.start()
            if self.valkey:
                self.valkey.start()
        except BaseException:
            self.stop()
            raise
        return self

    def stop(self, seconds: float = 4) -> None:
        """Stop both and release the folder. Safe to call twice."""
        end = time.monotonic() + seconds
        try:
            if self.valkey:
                self.valkey.stop(max(0.5, seconds / 3))
            if self.postgres:
                self.postgres.stop(max(0.5, end - time.monotonic()))
        finally:
            self._lock.release()

    def __enter__(self) -> "Stack":
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()
