"""The servers under the tests: a pytest plugin (`-p tests.stack`) and a small command line.

On import it points the environment at a var folder of the tests' own, before settings are read. The servers
start with the session and stop with it. One template database is migrated and filled by the owner, and kept
between runs while nothing it is made of changes; every test that needs a database of its own takes a copy.
It is made once for all processes of a run: in a cluster that is stopped again and whose files are copied.

    python -m tests.stack run -- <command …>                 runs a command against an empty database
    python -m tests.stack run --copy <name> -- <command …>   … against a fresh copy of the template
    python -m tests.stack ready                              makes the template, should it be missing
"""

import argparse
import fcntl
import functools
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit, urlunsplit

import pytest

from portal.embedded import paths
from portal.embedded.process import EmbeddedError
from portal.embedded.stack import Stack

Role = Literal["owner", "app"]

REPOSITORY = paths.REPOSITORY
TEST_DATABASE = "shuye_test"
TEMPLATE_PREFIX = "shuye_tpl_"
SCALED_PREFIX = "shuye_scaled_"
CLOCK = "2026-11-23T10:00:00+08:00"
MADE_OF_FOLDERS = {"migrations", "law", "data", "management"}
MADE_OF_FILES = {"schema.py", "steps.py", "loading.py", "registry.py", "apps.py", "settings.py"}
APPS = ("portal", "registration", "jobs", "assistance", "training", "insurance")

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
BASE = os.environ.get("SHUYE_TEST_VAR") or str(REPOSITORY / "var" / "test")
READY = Path(f"{BASE}-ready").absolute()
EXTERNAL = os.environ.get("SHUYE_TEST_STACK") == "external"


def _set_environment() -> None:
    """A developer's own database must never be touched, so these overwrite what the shell holds."""
    # each of the processes that share a run has servers of its own
    os.environ["SHUYE_VAR"] = f"{BASE}-{WORKER}" if WORKER else BASE
    os.environ["SHUYE_ENV"] = "test"
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    os.environ.setdefault("SHUYE_CLOCK", CLOCK)
    if not EXTERNAL:
        os.environ.update(_addresses(TEST_DATABASE))


def _addresses(database: str) -> dict[str, str]:
    """Where this database and Valkey are, in the variables every process of ours reads."""
    if EXTERNAL:
        app, owner = paths.database_url("app"), paths.database_url("owner")
        return {"DATABASE_URL": _rename(app, database), "DATABASE_OWNER_URL": _rename(owner, database)}
    return {
        "DATABASE_URL": paths.embedded_database_url("app", database),
        "DATABASE_OWNER_URL": paths.embedded_database_url("owner", database),
        "REDIS_URL": f"unix://{paths.valkey_socket()}",
    }


def _rename(url: str, database: str) -> str:
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"{parts.path.rpartition('/')[0]}/{database}"))


_set_environment()
_stack = Stack(
    fsync=os.environ.get("SHUYE_TEST_DURABLE") == "1"
)  # the bench measures what holds after a fall


def env_for(database: str, role: Role = "app", **extra: str) -> dict[str, str]:
    """The environment of a subprocess that works on this database; as owner where it changes tables."""
    chosen = {"SHUYE_DB_ROLE": "owner"} if role == "owner" else {}
    rest = {name: value for name, value in os.environ.items() if name != "SHUYE_DB_ROLE"}
    return {**rest, **_addresses(database), **chosen, **extra}


@contextmanager
def owner_cursor(database: str = "postgres", url: str = "") -> Iterator[Any]:
    """The owner's cursor in autocommit mode, as CREATE DATABASE needs it; on our servers, or where `url` says."""
    import environ
    import psycopg2

    config = environ.Env.db_url_config(url or _addresses(database)["DATABASE_OWNER_URL"])
    connection = psycopg2.connect(
        host=config["HOST"],
        port=config["PORT"] or 5432,
        user=config["USER"],
        password=config["PASSWORD"],
        dbname=database,
    )
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            yield cursor
    finally:
        connection.close()


def fingerprint() -> str:
    """A hash of what the template is made of: tables, law, reference data and the code that loads them."""
    files = [REPOSITORY / "requirements.lock"]
    for app in APPS:
        for file in (REPOSITORY / app).rglob("*"):
            inside = MADE_OF_FOLDERS & set(file.relative_to(REPOSITORY).parts[:-1])
            if (inside or file.name in MADE_OF_FILES) and file.is_file() and file.suffix != ".pyc":
                files.append(file)
    return paths.digest_of(files, os.environ["SHUYE_CLOCK"])[:12]


@functools.cache
def template_name() -> str:
    """What the template made of today's ingredients is called."""
    return TEMPLATE_PREFIX + fingerprint()


@functools.cache
def template_database() -> str:
    """The name of the filled template, built now when its ingredients changed since the last run."""
    name = template_name()
    with owner_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{TEMPLATE_PREFIX}%"])
        present = {row[0] for row in cursor.fetchall()}
        if name not in present:
            for old in present:
                cursor.execute(f'DROP DATABASE "{old}" WITH (FORCE)')
            _build(name)
    _label(paths.var_dir()).write_text(name)
    return name


def _label(var: Path) -> Path:
    """The file that says which template the cluster of a var folder holds."""
    return var / "template"


def _holds_template(var: Path) -> bool:
    label = _label(var)
    return label.is_file() and label.read_text() == template_name()


def make_ready() -> Path:
    """The folder of a stopped cluster that holds the template; whoever comes first makes it, others wait."""
    READY.parent.mkdir(parents=True, exist_ok=True)
    with Path(f"{READY}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not _holds_template(READY):
            _clear(READY)
            env = {name: value for name, value in os.environ.items() if name != "PYTEST_XDIST_WORKER"}
            command = [sys.executable, "-m", "tests.stack", "make"]
            done = subprocess.run(
                command, env=env | {"SHUYE_TEST_VAR": str(READY)}, cwd=REPOSITORY, stderr=subprocess.PIPE
            )
            if done.returncode:
                raise RuntimeError(done.stderr.decode()[-4000:])
    return READY


def _clear(var: Path) -> None:
    _label(var).unlink(missing_ok=True)
    for folder in (paths.data_dir(var), var / "keys", var / "secrets"):
        shutil.rmtree(folder, ignore_errors=True)


def adopt(var: Path) -> None:
    """Give a var folder that is not in use the ready cluster, with the keys and passwords that belong to it."""
    ready = make_ready()
    _clear(paths.make_var(var))
    target = paths.data_dir(var)
    if target.parent != var:
        paths.make_private(target.parent, mode=0o755)
    copies = [(ready / name, var / name) for name in ("keys", "secrets")]
    for source, copy in [*copies, (paths.data_dir(ready), target)]:
        if source.exists():  # the account the server runs as stays the owner
            subprocess.run(["cp", "-a", "--reflink=auto", source, copy], check=True)
    shutil.copy(_label(ready), _label(var))


def _adopt_for_session() -> None:
    """The servers of this process find the template there; a folder in use, or one up to date, is left alone."""
    var = paths.var_dir()
    if not _holds_template(var) and not (paths.data_dir(var) / "postmaster.pid").exists():
        adopt(var)


def _build(name: str) -> None:
    """Fill a draft and rename it when complete, so a broken run never leaves half a template."""
    draft = "shuye_draft"
    drop_database(draft)
    with owner_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {draft}")
    result = subprocess.run(
        [sys.executable, "manage.py", "prepare", "--no-demo"],
        env=env_for(draft, "owner"),
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
    )
    if result.returncode:
        words = (result.stdout + result.stderr)[-4000:]
        raise RuntimeError(f"manage.py prepare failed while building the test template:\n{words}")
    with owner_cursor(draft) as cursor:
        cursor.execute("VACUUM (ANALYZE)")  # copies inherit the planner's statistics
    with owner_cursor() as cursor:
        cursor.execute(f'ALTER DATABASE {draft} RENAME TO "{name}"')
        cursor.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')  # nobody in the way of a copy


def scaled_database(persons: int, employers: int, vacancies: int) -> tuple[str, float]:
    """The template filled to a size and kept; its name, and the seconds it took (0 where it was there)."""
    made_by = [REPOSITORY / "jobs" / name for name in ("scaling.py", "scale_rows.py")]
    recipe = hashlib.sha256(b"".join(file.read_bytes() for file in made_by)).hexdigest()[:8]
    name = f"{SCALED_PREFIX}{fingerprint()}_{recipe}_{persons}_{vacancies}"
    with owner_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{SCALED_PREFIX}%"])
        present = {row[0] for row in cursor.fetchall()}
    if name in present:
        return name, 0.0
    for old in present:
        drop_database(old)
    began = time.perf_counter()
    copy_database(draft := "shuye_draft_scaled")
    command = [sys.executable, "manage.py", "seed_scale", "--persons", str(persons), "--cases", "0"]
    command += ["--employers", str(employers), "--vacancies", str(vacancies)]
    subprocess.run(
        command, env=env_for(draft, "owner"), cwd=REPOSITORY, check=True, stdout=subprocess.DEVNULL
    )
    with owner_cursor(draft) as cursor:
        cursor.execute("VACUUM (ANALYZE)")
    with owner_cursor() as cursor:
        cursor.execute(f'ALTER DATABASE {draft} RENAME TO "{name}"')
    return name, time.perf_counter() - began


def copy_database(name: str, template: str = "") -> None:
    """Make this database anew as a copy of the template (some hundredths of a second)."""
    template = template or template_database()
    drop_database(name)
    with owner_cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [template]
        )
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')  # half the time


def drop_database(name: str) -> None:
    """Remove a copy, whoever is still connected to it."""
    if not name.startswith("shuye_"):
        raise ValueError(f"{name} is no database of the tests")
    with owner_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def start(patience: float = 5) -> None:
    """Start the servers, unless an outer stack is named."""
    if not EXTERNAL:
        _stack.start(patience)


def stop() -> None:
    """Stop them."""
    if not EXTERNAL:
        _stack.stop()


def checkpoint() -> None:
    """Everything written to disk now, so that what is measured next pays for itself alone; own servers only."""
    if _stack.postgres:
        with _stack.postgres.connect() as connection, connection.cursor() as cursor:
            cursor.execute("CHECKPOINT")


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: Any) -> Iterator[None]:
    """The ready cluster comes with its own passwords: before settings are read, which hold them from then on."""
    told = early_config.known_args_namespace
    if not EXTERNAL and not told.collectonly and not _only_shares_out(told):
        _adopt_for_session()
        os.environ.update(_addresses(TEST_DATABASE))
    return (yield)


def pytest_sessionstart(session: Any) -> None:
    """Servers first: fixtures and the commands under test all find them answering."""
    if session.config.option.collectonly or _only_shares_out(session.config.option):
        return
    try:
        start()
    except EmbeddedError as error:
        hint = "Another test run may be using this folder; SHUYE_TEST_VAR names a different one."
        pytest.exit(f"{error}\n{hint}", returncode=3)


def _only_shares_out(told: Any) -> bool:
    """Whether a process with these options hands tests to others and runs none itself."""
    return bool(getattr(told, "numprocesses", None)) and not WORKER


def pytest_unconfigure(config: Any) -> None:
    """After the last fixture has ended."""
    stop()


def main() -> int:
    """The command line: run one command with the servers up."""
    parser = argparse.ArgumentParser(prog="python -m tests.stack", description=__doc__.splitlines()[0])
    actions = parser.add_subparsers(required=True)
    run = actions.add_parser("run", help="run a command against the test servers")
    run.add_argument("--copy", metavar="NAME", help="a fresh copy of the template, dropped afterwards")
    run.add_argument("--owner", action="store_true", help="as the owner role")
    run.add_argument("command", nargs=argparse.REMAINDER)
    actions.add_parser("ready", help="make the template all processes of a run copy").set_defaults(
        does=make_ready
    )
    actions.add_parser("make", help="make the template in this var folder").set_defaults(does=_make)
    run.set_defaults(does=None)
    options = parser.parse_args()
    if options.does:
        options.does()
        return 0
    return _run(parser, options)


def _make() -> None:
    start(patience=120)
    try:
        template_database()
    finally:
        stop()


def _run(parser: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    command = options.command[1:] if options.command[:1] == ["--"] else options.command
    if not command:
        parser.error("no command given")
    try:
        start(patience=120)
    except EmbeddedError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    try:
        if options.copy:
            copy_database(options.copy)
        env = env_for(options.copy or paths.DATABASE, "owner" if options.owner else "app")
        code = subprocess.run(command, env=env, cwd=Path.cwd()).returncode
        if options.copy:
            drop_database(options.copy)
        return code
    finally:
        stop()


if __name__ == "__main__":
    sys.exit(main())
