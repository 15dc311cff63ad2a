"""The init script on an empty PostgreSQL, and the portal through the real pgbouncer in transaction mode."""

import json
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg2
import pytest

from portal.embedded import binaries, paths
from portal.embedded.postgres import Postgres
from portal.embedded.process import wait_until
from tests import stack
from tests.deploy.conftest import run_python
from tests.deploy.reading import ROOT
from tests.live import free_port

pytestmark = pytest.mark.server


@pytest.fixture
def bare(tmp_path_factory) -> Iterator[Postgres]:
    """A cluster as initdb leaves it: nobody but the superuser."""
    parent = Path(tempfile.mkdtemp(prefix="shuye-test-"))
    parent.chmod(0o755)
    server = Postgres(parent / "var", fsync=False)
    try:
        server.launch()
        assert wait_until(server.ready, 30)
        yield server
    finally:
        server.stop(3)
        for folder in (parent, paths.socket_dir(server.var), paths.runtime_dir(server.var)):
            shutil.rmtree(folder, ignore_errors=True)


def test_the_init_script_makes_what_the_portal_needs(bare: Postgres, tmp_path: Path):
    for name, text in (("owner", 'it\'s "own"\\er'), ("app", "a$pp'")):
        (tmp_path / name).write_text(text + "\n")
    host = str(paths.socket_dir(bare.var))
    secrets = {
        "DATABASE_OWNER_PASSWORD_FILE": f"{tmp_path}/owner",
        "DATABASE_PASSWORD_FILE": f"{tmp_path}/app",
    }
    psql = binaries.postgres_bin(bare.var)
    env = {"PATH": f"{psql}:{os.environ['PATH']}", "PGHOST": host, **secrets}
    env["PGPASSWORD"] = paths.secret("postgres-superuser", bare.var)
    done = subprocess.run(
        ["bash", str(ROOT / "deploy/postgres-init.sh")], env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    portal = {
        **{name: value for name, value in os.environ.items() if not name.startswith("DATABASE")},
        **secrets,
        "DATABASE_URL": f"postgresql://shuye_app@:5432/{host}/shuye",
        "DATABASE_OWNER_URL": f"postgresql://shuye_owner@:5432/{host}/shuye",
    }
    migrated = subprocess.run(
        [sys.executable, "manage.py", "migrate", "-v", "0"],
        cwd=ROOT,
        env={**portal, "SHUYE_DB_ROLE": "owner"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert migrated.returncode == 0, migrated.stderr[-2000:]
    code = "from portal.accounts.models import Person; print(Person.objects.count())"
    assert run_python(code, portal).strip() == "0"
    with bare.connect("template1") as connection, connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_extension WHERE extname = 'btree_gist'")
        assert cursor.fetchone() == (1,)


class Pool:
    """The deployment's pgbouncer configuration, in front of the tests' PostgreSQL."""

    def __init__(self, folder: Path, database: str, size: int = 2) -> None:
        self.folder, self.port, self.database, self.process = folder, free_port(), database, None
        self.password = paths.secret("postgres-app")
        text = (ROOT / "deploy/pgbouncer.ini").read_text("utf-8")
        swaps = {
            "host=postgres port=5432 dbname=shuye": f"host={paths.socket_dir()} port=5432 dbname={database}",
            "listen_addr = 0.0.0.0": "listen_addr = 127.0.0.1",
            "listen_port = 6432": f"listen_port = {self.port}",
            "/tmp/userlist.txt": f"{folder}/userlist.txt",  # noqa: S108 - the text in the file
            "default_pool_size = 20": f"default_pool_size = {size}",
            "reserve_pool_size = 5": "reserve_pool_size = 0",
        }
        for old, new in swaps.items():
            assert old in text
            text = text.replace(old, new)
        (folder / "pgbouncer.ini").write_text(text, "utf-8")
        (folder / "password").write_text(f"{self.password}\n")

    def start(self) -> None:
        account = {}
        if os.getuid() == 0:  # pgbouncer refuses root, like PostgreSQL
            nobody = pwd.getpwnam("nobody")
            for file in (self.folder, *self.folder.iterdir()):
                os.chown(file, nobody.pw_uid, nobody.pw_gid)
            account = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        env = {"PATH": f"{os.environ['PATH']}:/usr/sbin", "DATABASE_PASSWORD_FILE": f"{self.folder}/password"}
        script = self.folder / "start.sh"
        script.write_bytes((ROOT / "deploy/pgbouncer-start.sh").read_bytes())
        with (self.folder / "log").open("wb") as log:
            self.process = subprocess.Popen(
                ["/bin/sh", str(script), str(self.folder / "pgbouncer.ini")],
                env=env,
                cwd="/",
                stdout=log,
                stderr=log,
                **account,
            )
        assert wait_until(self.answers, 10), (self.folder / "log").read_text()

    def connect(self):
        """A connection of the application's login through the pool."""
        return psycopg2.connect(
            host="127.0.0.1", port=self.port, user="shuye_app", password=self.password, dbname="shuye"
        )

    def answers(self) -> bool:
        try:
            self.connect().close()
        except psycopg2.OperationalError:
            return False
        return True

    def env(self) -> dict[str, str]:
        """The environment of docker-compose.yml."""
        return {
            **stack.env_for(self.database),
            "DATABASE_URL": f"postgresql://shuye_app@127.0.0.1:{self.port}/shuye",
            "DATABASE_PASSWORD_FILE": f"{self.folder}/password",
            "DISABLE_SERVER_SIDE_CURSORS": "true",
        }


@pytest.fixture
def pool(copied_database: str) -> Iterator[Pool]:
    folder = Path(tempfile.mkdtemp(prefix="shuye-pool-"))
    made = Pool(folder, copied_database)
    try:
        made.start()
        yield made
    finally:
        made.process.terminate()
        made.process.wait(10)
        shutil.rmtree(folder)


SUBMIT_AND_DECIDE = """
import json
from portal.casework import services
from portal.accounts import actors
from tests.cast import Cast
cast = Cast()
case = cast.case(cast.xiaomei)
services.accept(case, by=cast.liufang_actor)
services.confirm_identity(case, method="window", by=cast.liufang_actor)
services.grant(case, by=cast.liufang_actor)
case.refresh_from_db()
print(json.dumps([str(case.pk), case.state, str(cast.xiaomei.pk), cast.liufang.pk]))
"""

MANY = """
import json
from concurrent.futures import ThreadPoolExecutor
from django.conf import settings
from django.db import connections
from portal.accounts.models import Person
from portal.accounts.services import register_person, update_person
from portal.kernel import identity
from portal.kernel.actor import system
assert settings.DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] is True
def number(n):
    digits = f"5199991990{n // 28 % 12 + 1:02d}{n % 28 + 1:02d}{n:03d}"
    return digits + identity.check_digit(digits)
def one(n):
    person = register_person(user=None, name="张三", kind="resident_id", number=number(n), by=system(f"thread-{n}"))
    for turn in range(5):
        update_person(person, sex="male" if turn % 2 else "female", by=system(f"thread-{n}"))
    connections.close_all()
    return str(person.pk)
with ThreadPoolExecutor(12) as pool:
    made = list(pool.map(one, range(60)))
assert sum(1 for _ in Person.objects.iterator(chunk_size=7)) == 60
print(json.dumps(made))
"""


def test_a_submission_and_a_decision_go_through_the_pool_with_the_right_actors(pool: Pool):
    case, state, person, clerk = json.loads(run_python(SUBMIT_AND_DECIDE, pool.env()))
    assert state == "granted"
    with stack.owner_cursor(pool.database) as cursor:
        cursor.execute(
            "SELECT op, actor ->> 'kind', actor ->> 'id', login FROM events_change "
            "WHERE \"table\" = 'casework_case' AND pk_value = %s ORDER BY id",
            [case],
        )
        rows = cursor.fetchall()
    assert rows[0] == ("I", "person", person, "shuye_app")
    assert {row[1:] for row in rows[1:]} == {("clerk", str(clerk), "shuye_app")}
    assert len(rows) >= 3


def test_many_actors_share_two_connections_and_none_is_mistaken_for_another(pool: Pool):
    people = json.loads(run_python(MANY, pool.env()))
    with stack.owner_cursor(pool.database) as cursor:
        cursor.execute(
            "SELECT pk_value, array_agg(DISTINCT coalesce(actor ->> 'id', '')) FROM events_change "
            "WHERE \"table\" = 'accounts_person' GROUP BY pk_value"
        )
        seen = dict(cursor.fetchall())
    assert seen == {person: [f"thread-{n}"] for n, person in enumerate(people)}


def test_the_pool_is_one_of_transactions_and_nothing_stays_behind_one(pool: Pool):
    """Ten clients share two servers; what one says for its transaction is gone for the next."""

    def one(number: int) -> tuple[int, str]:
        connection = pool.connect()
        with connection, connection.cursor() as cursor:
            cursor.execute("SELECT coalesce(current_setting('shuye.actor', true), ''), pg_backend_pid()")
            before, server = cursor.fetchone()
            cursor.execute("SELECT set_config('shuye.actor', %s, true)", [str(number)])
        return server, before

    with ThreadPoolExecutor(10) as threads:
        answers = list(threads.map(one, range(50)))
    assert len({server for server, _before in answers}) <= 2
    assert {before for _server, before in answers} == {""}
