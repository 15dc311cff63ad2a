"""Var folders of their own, so that killing servers here harms no other test."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from portal.embedded import paths
from portal.embedded.stack import Stack
from tests.embedded.running import Running, stub


def _tidy(folder: Path) -> None:
    for leftover in (folder, paths.runtime_dir(folder), paths.socket_dir(folder), paths.shared_dir(folder)):
        shutil.rmtree(leftover, ignore_errors=True)


@contextmanager
def _empty(mode: int) -> Iterator[Path]:
    parent = Path(tempfile.mkdtemp(prefix="shuye-test-"))
    parent.chmod(mode)
    try:
        yield parent / "var"
    finally:
        _tidy(parent / "var")
        shutil.rmtree(parent, ignore_errors=True)


@pytest.fixture
def var() -> Iterator[Path]:
    """An empty var folder that every account may pass through."""
    with _empty(0o755) as folder:
        yield folder


@pytest.fixture(scope="module")
def servers() -> Iterator[Stack]:
    """Postgres and Valkey for the tests that only ask them something."""
    with _empty(0o755) as folder, Stack(folder, fsync=False) as stack:
        yield stack


@pytest.fixture
def private_var() -> Iterator[Path]:
    """A var folder under one that is closed to all others, as in a checkout under /root."""
    with _empty(0o700) as folder:
        yield folder


@pytest.fixture
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No outer servers named, as on a stranger's machine."""
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "SHUYE_DB_ROLE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def supervisor(var: Path, bare_environment: None) -> Iterator[Running]:
    """A supervisor with real servers, real gunicorn and a two-line application, answering."""
    running = stub(var)
    running.start()
    yield running
    running.end()


@pytest.fixture
def as_root() -> None:
    """For what only root meets: handing Postgres to nobody."""
    if os.getuid() != 0:
        pytest.skip("only root hands Postgres to another account")
