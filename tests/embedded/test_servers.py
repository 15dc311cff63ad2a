"""The embedded servers themselves, started for real."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg2
import pytest

from portal.embedded import binaries, paths
from portal.embedded.postgres import EXTENSIONS, Postgres
from portal.embedded.process import is_alive, wait_until
from portal.embedded.stack import AlreadyRunningError, Stack
from portal.embedded.valkey import Valkey, ValkeyError

pytestmark = pytest.mark.server


@contextmanager
def _connect(stack: Stack, role: paths.Role, database: str = "shuye") -> Iterator[Any]:
    connection = psycopg2.connect(
        host=str(paths.socket_dir(stack.var)),
        user=paths.ROLE_NAMES[role],
        password=paths.secret(f"postgres-{role}", stack.var),
        dbname=database,
    )
    connection.autocommit = True
    try:
        yield connection.cursor()
    finally:
        connection.close()


def _redis(var: Path, *lines: str) -> bytes:
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(str(paths.valkey_socket(var)))
        client.sendall("".join(f"{line}\r\n" for line in lines).encode())
        time.sleep(0.1)
        return client.recv(1000)


def test_chinese_is_seen_by_trigrams_and_words(servers: Stack) -> None:
    with _connect(servers, "app") as cursor:
        cursor.execute("SELECT show_trgm('成都'), '成都' ~ '^\\w+$'")
        trigrams, word = cursor.fetchone()
    assert trigrams
    assert word


def test_nothing_listens_on_the_network(servers: Stack) -> None:
    with _connect(servers, "app") as cursor:
        cursor.execute("SHOW listen_addresses")
        assert cursor.fetchone() == ("",)
    assert paths.socket_dir(servers.var).stat().st_mode & 0o077 == 0
    assert paths.runtime_dir(servers.var).stat().st_mode & 0o077 == 0


def test_passwords_are_asked_for(servers: Stack) -> None:
    with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
        psycopg2.connect(
            host=str(paths.socket_dir(servers.var)), user="postgres", password="guess", dbname="shuye"
        )


def test_the_application_creates_nothing(servers: Stack) -> None:
    for statement in (
        "CREATE TABLE mine (id int)",
        "CREATE SCHEMA mine",
        "CREATE ROLE mine",
        "CREATE DATABASE mine",
    ):
        with _connect(servers, "app") as cursor, pytest.raises(psycopg2.errors.InsufficientPrivilege):
            cursor.execute(statement)


def test_the_owner_owns_but_is_no_superuser(servers: Stack) -> None:
    with _connect(servers, "owner") as cursor:
        cursor.execute(
            "SELECT rolsuper, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == (False, False, True)
        cursor.execute("CREATE TABLE ours (id int)")
        cursor.execute("DROP TABLE ours")
    with _connect(servers, "app") as cursor, pytest.raises(psycopg2.errors.InsufficientPrivilege):
        cursor.execute("SET ROLE shuye_owner")


def test_new_databases_have_the_extensions(servers: Stack) -> None:
    with _connect(servers, "owner") as cursor:
        cursor.execute("CREATE DATABASE shuye_fresh")
    with _connect(servers, "owner", "shuye_fresh") as cursor:
        cursor.execute("SELECT extname FROM pg_extension")
        assert {row[0] for row in cursor.fetchall()} >= set(EXTENSIONS)
        cursor.execute("CREATE TABLE ours (id int)")  # the schema is the owner's there too


def test_one_folder_has_one_master(servers: Stack) -> None:
    with pytest.raises(AlreadyRunningError, match=str(os.getpid())):
        Stack(servers.var, fsync=False).start()


def test_a_live_valkey_keeps_its_socket(servers: Stack) -> None:
    with pytest.raises(ValkeyError, match="另一个 Valkey"):
        Valkey(servers.var).start()
    assert servers.valkey is not None
    assert servers.valkey.ready()


def test_a_killed_postgres_starts_again(var: Path) -> None:
    first = Postgres(var, fsync=False)
    first.start()
    with first.connect("shuye") as connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE kept AS SELECT 1 AS n")
    assert first.child is not None
    first.child.kill()
    first.child.wait()
    assert (first.data / "postmaster.pid").exists()
    second = Postgres(var, fsync=False)
    second.start()
    with second.connect("shuye") as connection, connection.cursor() as cursor:
        cursor.execute("SELECT n FROM kept")
        assert cursor.fetchone() == (1,)
    second.stop()


def test_an_orphaned_postgres_makes_way(var: Path) -> None:
    orphan = Postgres(var, fsync=False)
    orphan.start()
    heir = Postgres(var, fsync=False)
    heir.start()  # whoever starts holds the folder's lock, so the other one can only be left over
    assert orphan.child is not None
    assert orphan.child.wait(1) == 0
    heir.stop()


def test_another_process_under_the_old_number_is_left_alone(var: Path) -> None:
    server = Postgres(var, fsync=False)
    server.start()
    server.stop()
    who = paths.server_account()
    stranger = subprocess.Popen(["sleep", "60"], user=who.pw_uid if os.getuid() == 0 else None)
    try:
        pid_file = server.data / "postmaster.pid"
        pid_file.write_text(f"{stranger.pid}\n{server.data}\n")
        if os.getuid() == 0:
            os.chown(pid_file, who.pw_uid, who.pw_gid)
        server.start()
        assert is_alive(stranger.pid)
        server.stop()
    finally:
        stranger.kill()
        stranger.wait()


def test_a_closed_checkout_works(as_root: None, private_var: Path) -> None:
    with Stack(private_var, fsync=False) as stack, _connect(stack, "app") as cursor:
        cursor.execute("SELECT show_trgm('成都')")
        assert cursor.fetchone()[0]
    assert not (private_var / "postgres").exists()


def test_closed_programs_are_copied_for_nobody(
    as_root: None, private_var: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if binaries.wheel_postgres() is None:
        pytest.skip("the system's PostgreSQL is readable for all")
    monkeypatch.setattr(binaries, "_all_readable", lambda folder, account: False)
    assert binaries.postgres_bin(private_var).is_relative_to(paths.shared_dir(private_var))
    with Stack(private_var, fsync=False) as stack, _connect(stack, "app") as cursor:
        cursor.execute("SELECT 1")


def test_queued_work_survives_a_killed_valkey(var: Path) -> None:
    first = Valkey(var)
    first.start()
    assert b":1" in _redis(var, "RPUSH celery task")
    time.sleep(1.2)  # appendfsync everysec
    assert first.child is not None
    first.child.send_signal(signal.SIGKILL)
    first.child.wait()
    second = Valkey(var)
    second.start()
    assert b"task" in _redis(var, "LRANGE celery 0 -1")
    second.stop()
    assert wait_until(lambda: not second.ready(), 1)
