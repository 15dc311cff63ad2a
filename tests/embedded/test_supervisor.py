"""The supervisor from outside, over a two-line application: signals, kill -9, taken ports, restarts."""

import os
import signal
import socket
from pathlib import Path

import pytest

from portal.embedded import paths
from portal.embedded.process import is_alive, wait_until
from portal.embedded.supervisor import account_lines
from tests.embedded.running import Running, stub

pytestmark = pytest.mark.server


@pytest.mark.parametrize("signum", [signal.SIGTERM, signal.SIGINT])
def test_everything_stops_in_five_seconds(var: Path, bare_environment: None, signum: int) -> None:
    """Also the process that ignores SIGTERM; and the end is an orderly one."""
    running = stub(var, None, "stubborn")
    try:
        running.start()
        postgres, stubborn = running.postgres_pid(), running.pid_of("SIG_IGN")
        assert running.signal(signum) <= 5
    finally:
        running.end()
    assert running.process is not None
    assert running.process.returncode == 0
    assert not running.answers()
    assert not is_alive(postgres)
    assert not is_alive(stubborn)
    assert not (paths.data_dir(var) / "postmaster.pid").exists()


def test_nothing_answers_after_kill_9_and_the_next_start_works(supervisor: Running) -> None:
    old = [supervisor.postgres_pid(), supervisor.pid_of("valkey-server"), supervisor.pid_of("gunicorn")]
    supervisor.signal(signal.SIGKILL)
    assert wait_until(lambda: not supervisor.answers(), 2)
    assert wait_until(lambda: not any(is_alive(pid) for pid in old), 5)
    supervisor.start()
    supervisor.signal(signal.SIGKILL)
    supervisor.start()  # also at once


def test_a_taken_port_is_refused_before_anything_starts(var: Path, bare_environment: None) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        running = stub(var, taken.getsockname()[1])
        words, _ = running.launch().communicate(timeout=20)
    assert running.process is not None
    assert running.process.returncode == 1
    assert "已被占用" in words
    assert not var.exists()


def test_two_supervisors_on_one_folder_refuse_politely(supervisor: Running) -> None:
    second = stub(supervisor.var)
    words, _ = second.launch().communicate(timeout=20)
    assert second.process is not None
    assert supervisor.process is not None
    assert second.process.returncode == 1
    assert str(supervisor.process.pid) in words
    assert "Traceback" not in words
    assert supervisor.answers()


def test_killed_processes_come_back(supervisor: Running) -> None:
    for words in ("gunicorn", "valkey-server"):
        old = supervisor.pid_of(words)
        os.kill(old, signal.SIGKILL)
        assert supervisor.comes_back(words, old)
    assert wait_until(supervisor.answers, 5)


def test_a_killed_postgres_comes_back(supervisor: Running) -> None:
    old = supervisor.postgres_pid()
    os.kill(old, signal.SIGKILL)

    def back() -> bool:
        try:
            return supervisor.postgres_pid() != old and is_alive(supervisor.postgres_pid())
        except (FileNotFoundError, IndexError):
            return False

    assert wait_until(back, 10)


def test_a_signal_in_the_middle_of_starting_stops_too(var: Path, bare_environment: None) -> None:
    running = stub(var)
    running.launch()
    assert wait_until(lambda: (var / "log" / "postgres.log").exists(), 10)
    assert running.signal(signal.SIGTERM) <= 5
    try:
        running.start()  # a broken first start leaves nothing in the way
    finally:
        running.end()


def test_accounts_are_shown_as_a_table() -> None:
    lines = account_lines([{"role": "综合窗口", "login": "a", "password": "b", "totp_secret": "C"}])
    assert lines[-1].split() == ["综合窗口", "a", "b", "C"]
    assert account_lines([]) == []
