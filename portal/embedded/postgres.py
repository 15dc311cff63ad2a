"""The embedded PostgreSQL: a real server on a private unix socket, with an owner and an application role."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from portal.embedded import binaries, paths
from portal.embedded.process import EmbeddedError, is_alive, kill_group, spawn, tail, wait_until

SUPERUSER = "postgres"
EXTENSIONS = ("btree_gist", "pg_trgm", "unaccent", "cube", "earthdistance")
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "effective_cache_size": "1GB",
    "work_mem": "8MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "1GB",
    "random_page_cost": "1.1",
    "jit": "off",  # compiling costs more than our short queries take
    "timezone": "Asia/Shanghai",
    "log_timezone": "Asia/Shanghai",
    "password_encryption": "scram-sha-256",
    "log_line_prefix": "%m [%p] %u@%d ",
    "log_checkpoints": "off",
}
LEAST_BUFFERS, MOST_BUFFERS = 128, 2048  # megabytes


def buffers() -> str:
    """An eighth of the machine's memory: what a million vacancies are searched in, without crowding out the rest."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    return f"{min(max(memory // 8, LEAST_BUFFERS), MOST_BUFFERS)}MB"


# Commits still reach the operating system, so a killed server loses nothing; only a fallen machine does.
# Tests race two hundred threads, each with a connection of its own.
RECKLESS = {"shared_buffers": "128MB", "fsync": "off", "full_page_writes": "off", "max_connections": "240"}


class PostgresError(EmbeddedError):
    """The embedded server could not be made or started; the message says why, in words for the operator."""


class Postgres:
    """One cluster in one var folder. `fsync=False` is for tests: fast, and lost when the machine falls."""

    def __init__(self, var: Path | None = None, *, fsync: bool = True) -> None:
        self.var = var or paths.var_dir()
        self.fsync = fsync
        self.child: subprocess.Popen[bytes] | None = None

    @property
    def data(self) -> Path:
        return paths.data_dir(self.var)

    @property
    def log(self) -> Path:
        return paths.log_file("postgres", self.var)

    def _account(self) -> tuple[int, int] | None:
        who = paths.server_account()
        return (who.pw_uid, who.pw_gid) if os.getuid() == 0 else None

    def launch(self) -> None:
        """Start the server process without waiting until it answers (the supervisor restarts so too)."""
        paths.make_var(self.var)
        programs = binaries.postgres_bin(self.var)
        if not os.path.exists(self.data / "PG_VERSION"):
            self._initialise(programs)
        self._check_version(programs)
        self._clear_orphan()
        who = paths.server_account()
        paths.make_private(paths.socket_dir(self.var), who.pw_uid, who.pw_gid)
        options = {
            "unix_socket_directories": str(paths.socket_dir(self.var)),
            "port": str(paths.POSTGRES_PORT),
        }
        options |= SETTINGS | ({"shared_buffers": buffers()} if self.fsync else RECKLESS)
        argv = [str(programs / "postgres"), "-D", str(self.data)]
        for name, value in options.items():
            argv += ["-c", f"{name}={value}"]
        with self.log.open("ab") as output:
            # SIGINT is Postgres' fast shutdown: should we die, it closes cleanly and is gone in a moment.
            self.child = spawn(
                argv,
                on_parent_death=signal.SIGINT,
                env=_plain_environment(),
                cwd="/",
                output=output,
                account=self._account(),
            )

    def start(self, seconds: float = 60) -> None:
        """Start and wait until roles, database and extensions stand. Running twice changes nothing."""
        self.launch()
        end = time.monotonic() + seconds
        while not self.ready():
            if self.child is None or self.child.poll() is not None:
                raise PostgresError(f"PostgreSQL 没有启动，日志 {self.log} 的末尾：\n{tail(self.log)}")
            if time.monotonic() > end:
                raise PostgresError(f"PostgreSQL {seconds:.0f} 秒内没有就绪，请看日志 {self.log}")
            time.sleep(0.02)
        self._bootstrap()

    def ready(self) -> bool:
        """Whether the server accepts the superuser's connection."""
        import psycopg2

        try:
            with self.connect():
                return True
        except psycopg2.OperationalError as error:
            if "authentication failed" in str(error):
                raise PostgresError(
                    f"密码与数据不符：{self.var / 'secrets'} 被换过，而 {self.data} 是旧的。"
                    "请恢复 secrets，或（数据可弃时）删除数据目录后重新启动。"
                ) from error
            return False

    @contextmanager
    def connect(self, database: str = "postgres") -> Iterator[Any]:
        """A superuser connection in autocommit mode, for set-up only."""
        import psycopg2

        connection = psycopg2.connect(
            host=str(paths.socket_dir(self.var)),
            port=paths.POSTGRES_PORT,
            user=SUPERUSER,
            password=paths.secret("postgres-superuser", self.var),
            dbname=database,
            connect_timeout=3,
        )
        connection.autocommit = True
        try:
            yield connection
        finally:
            connection.close()

    def stop(self, seconds: float = 5) -> None:
        """Fast shutdown; when time runs out, immediate shutdown (the next start replays the log)."""
        child, self.child = self.child, None
        if child is None or child.poll() is not None:
            return
        for signum, patience in ((signal.SIGINT, seconds), (signal.SIGQUIT, 1.0), (signal.SIGKILL, 1.0)):
            if signum == signal.SIGKILL:
                kill_group(child, signum)
            else:
                child.send_signal(signum)
            try:
                child.wait(patience)
                return
            except subprocess.TimeoutExpired:
                continue

    def _initialise(self, programs: Path) -> None:
        """initdb into a draft folder, renamed when complete: a kill in between leaves nothing half made.

        C.UTF-8, because with plain C pg_trgm and \\w silently skip Chinese; passwords, because `trust`
        would make every local user the superuser.
        """
        who = paths.server_account()
        if self.data.parent != self.var:
            paths.make_private(self.data.parent, mode=0o755)
        draft = self.data.with_name("postgres.draft")
        shutil.rmtree(draft, ignore_errors=True)
        paths.make_private(draft, who.pw_uid, who.pw_gid)
        with tempfile.NamedTemporaryFile("w", prefix="shuye-", suffix=".pw") as password:
            password.write(paths.secret("postgres-superuser", self.var))
            password.flush()
            if self._account():
                os.chown(password.name, who.pw_uid, who.pw_gid)
            argv = [str(programs / "initdb"), "-D", str(draft), "-U", SUPERUSER, "-E", "UTF8"]
            argv += ["--locale=C.UTF-8", "--auth=scram-sha-256", f"--pwfile={password.name}"]
            argv += [] if self.fsync else ["--no-sync"]
            with self.log.open("ab") as output:
                child = spawn(argv, env=_plain_environment(), cwd="/", output=output, account=self._account())
                if child.wait() != 0:
                    raise PostgresError(f"initdb 失败，日志 {self.log} 的末尾：\n{tail(self.log)}")
        if self.data.exists():
            self.data.rmdir()
        draft.rename(self.data)

    def _check_version(self, programs: Path) -> None:
        """Another major version cannot read the data; say so before Postgres does it in its own words."""
        try:
            made_by = (self.data / "PG_VERSION").read_text().strip()
        except PermissionError as error:
            raise PostgresError(
                f"{self.data} 属于另一个用户：请用当初启动的用户运行，或换一个 SHUYE_VAR"
            ) from error
        words = subprocess.run(
            [str(programs / "postgres"), "--version"], capture_output=True, text=True, check=True
        )
        major = words.stdout.split()[2].split(".")[0]
        if major != made_by:
            raise PostgresError(f"{self.data} 由 PostgreSQL {made_by} 建立，而程序是 {major}：请先导出再导入")

    def _clear_orphan(self) -> None:
        """A server left over from a killed supervisor is closed; a pid file of a dead one is removed."""
        pid_file = self.data / "postmaster.pid"
        try:
            pid = int(pid_file.read_text().splitlines()[0])
        except (FileNotFoundError, ValueError, IndexError):
            return
        if _works_in(pid, self.data):
            for signum, patience in ((None, 1.0), (signal.SIGINT, 8.0), (signal.SIGQUIT, 3.0)):
                if signum is not None and is_alive(pid):
                    os.kill(pid, signum)
                if wait_until(lambda: not is_alive(pid), patience):
                    break
            else:
                raise PostgresError(f"旧的 PostgreSQL（进程 {pid}）停不下来，请手工结束它")
        pid_file.unlink(missing_ok=True)

    def _bootstrap(self) -> None:
        """Roles, extensions and the database. Each step looks first, so a half-done start is finished."""
        with self.connect() as connection, connection.cursor() as cursor:
            for role, rights in (("owner", "CREATEDB"), ("app", "NOCREATEDB")):
                name = paths.ROLE_NAMES[role]
                cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name])
                if not cursor.fetchone():
                    cursor.execute(
                        f"CREATE ROLE {name} LOGIN NOSUPERUSER NOCREATEROLE {rights} PASSWORD %s",
                        [paths.secret(f"postgres-{role}", self.var)],
                    )
            # Copying a template database needs it free of sessions: the owner may end those.
            cursor.execute(f"GRANT pg_signal_backend TO {paths.ROLE_NAMES['owner']}")
            self._make_extensions("template1")
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [paths.DATABASE])
            if not cursor.fetchone():
                cursor.execute(f"CREATE DATABASE {paths.DATABASE} OWNER {paths.ROLE_NAMES['owner']}")
        self._make_extensions(paths.DATABASE)

    def _make_extensions(self, database: str) -> None:
        with self.connect(database) as connection, connection.cursor() as cursor:
            cursor.execute("SELECT array_agg(extname::text) FROM pg_extension")
            present = cursor.fetchone()[0]
            for name in EXTENSIONS:
                if name not in present:
                    cursor.execute(f"CREATE EXTENSION {name}")


def _plain_environment() -> dict[str, str]:
    """Nothing of ours (secrets in the environment, PG* variables) reaches the server's account."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def _works_in(pid: int, folder: Path) -> bool:
    """Whether this process is a live Postgres on that folder (the postmaster stands in its data folder)."""
    try:
        return is_alive(pid) and os.path.samefile(f"/proc/{pid}/cwd", folder)
    except OSError:
        return False
