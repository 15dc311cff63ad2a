"""Where the embedded servers keep their data, sockets, passwords and keys.

Settings import this module, so it stays free of Django and cheap. Asking for a path creates nothing; only
`secret` and `key` create what they are asked for, and the servers create their own folders when they start.
Every function takes `var` for callers that handle another var folder than the one named by SHUYE_VAR.
"""

import contextlib
import hashlib
import os
import pwd
import secrets as random_source
import stat
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qs, quote, urlsplit, urlunsplit

Role = Literal["owner", "app"]

REPOSITORY = Path(__file__).resolve().parents[2]
DATABASE = "shuye"
ROLE_NAMES: dict[Role, str] = {"owner": "shuye_owner", "app": "shuye_app"}
POSTGRES_PORT = 5432  # part of the socket's file name only; nothing listens on TCP


def var_dir() -> Path:
    """The folder of everything that changes at run time (SHUYE_VAR, else var/ in the checkout)."""
    return Path(os.environ.get("SHUYE_VAR") or REPOSITORY / "var").absolute()


def fonts_dir() -> Path:
    """Fonts cut at set-up. They belong to the checkout, not to one var folder, so tests share them."""
    return Path(os.environ.get("SHUYE_FONTS") or REPOSITORY / "var" / "fonts").absolute()


def digest_of(files: Iterable[Path], begun: str) -> str:
    """A hash of some files of the checkout, names and contents, after what it is `begun` with."""
    digest = hashlib.sha256(begun.encode())
    for file in sorted(files):
        digest.update(str(file.relative_to(REPOSITORY)).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def fingerprint(var: Path | None = None) -> str:
    """A short name for a var folder, to tell two checkouts on one machine apart."""
    return hashlib.sha256(os.fsencode(os.path.realpath(var or var_dir()))).hexdigest()[:10]


def server_account() -> pwd.struct_passwd:
    """The account Postgres runs as. It refuses root, so root hands it to nobody."""
    return pwd.getpwnam("nobody") if os.getuid() == 0 else pwd.getpwuid(os.getuid())


def runtime_dir(var: Path | None = None) -> Path:
    """Folder of Valkey's socket. Short and under /tmp, because a unix socket's path ends at 107 bytes."""
    return Path(f"/tmp/shuye-{fingerprint(var)}-{os.getuid()}")  # noqa: S108 - ownership is checked on creation


def socket_dir(var: Path | None = None) -> Path:
    """Folder of Postgres' socket: 0700 and owned by the account Postgres runs as (root passes anyway)."""
    uid = server_account().pw_uid
    return Path(f"/tmp/shuye-{fingerprint(var)}-{uid}")  # noqa: S108 - ownership is checked on creation


def valkey_socket(var: Path | None = None) -> Path:
    """Valkey's unix socket."""
    return runtime_dir(var) / "valkey.sock"


def shared_dir(var: Path | None = None) -> Path:
    """What nobody must read when the checkout itself is closed to it (a clone under /root)."""
    return Path(f"/var/tmp/shuye-{fingerprint(var)}")  # noqa: S108 - ownership is checked on creation


def may_enter(folder: Path, account: pwd.struct_passwd) -> bool:
    """Whether the account can pass through this folder and all above it (mode bits; missing ones pass)."""
    folder = Path(os.path.realpath(folder))
    for step in (folder, *folder.parents):
        try:
            status = step.stat()
        except FileNotFoundError:
            continue
        if status.st_uid == account.pw_uid:
            needed = stat.S_IXUSR
        elif status.st_gid == account.pw_gid:
            needed = stat.S_IXGRP
        else:
            needed = stat.S_IXOTH
        if not status.st_mode & needed:
            return False
    return True


def data_dir(var: Path | None = None) -> Path:
    """Postgres' data folder: inside var, or under /var/tmp where nobody cannot reach var.

    A folder that already holds a cluster wins, so a later chmod of a parent never hides the data.
    """
    var = var or var_dir()
    inside, outside = var / "postgres", shared_dir(var) / "postgres"
    if os.getuid() != 0:
        return inside
    reachable = may_enter(var, server_account())
    if reachable and (os.path.exists(inside / "PG_VERSION") or not os.path.exists(outside / "PG_VERSION")):
        return inside
    return outside


def log_file(name: str, var: Path | None = None) -> Path:
    """The log of one server or process."""
    return (var or var_dir()) / "log" / f"{name}.log"


def make_private(folder: Path, uid: int | None = None, gid: int | None = None, mode: int = 0o700) -> Path:
    """Create a folder for one account, and refuse one that somebody else put there (as in /tmp)."""
    owner = os.getuid() if uid is None else uid
    try:
        folder.mkdir(mode=0o700, parents=True)
    except FileExistsError:
        pass
    else:
        if owner != os.getuid():
            os.chown(folder, owner, -1 if gid is None else gid)
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != owner:
        raise PermissionError(f"{folder} 属于另一个用户，拒绝使用；请先删除它，或换一个 SHUYE_VAR")
    if stat.S_IMODE(status.st_mode) != mode:
        folder.chmod(mode)
    return folder


def make_var(var: Path | None = None) -> Path:
    """Create the var folder: open to pass through whatever the umask, closed below where it matters."""
    var = var or var_dir()
    if not var.exists():
        var.mkdir(parents=True, exist_ok=True)
        var.chmod(0o755)
    for name in ("log", "run"):
        (var / name).mkdir(exist_ok=True)
    return var


def _create_once(target: Path, make: Callable[[], bytes]) -> bytes:
    """Read the file, writing it first when missing. Of many racing processes exactly one value survives.

    The content is complete before the name exists: a private file is written, then linked to the name,
    which fails when another process was quicker; then that one's content counts.
    """
    try:
        return target.read_bytes()
    except FileNotFoundError:
        pass
    make_var(target.parent.parent)
    make_private(target.parent)
    draft = target.with_name(f".{target.name}.{os.getpid()}.{random_source.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(make())
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(draft, target)
    finally:
        draft.unlink()
    return target.read_bytes()


def given(name: str, default: str = "") -> str:
    """What the environment gives as <name>, else the content of the file <name>_FILE names (a mounted secret)."""
    if value := os.environ.get(name):
        return value
    file = os.environ.get(f"{name}_FILE")
    return Path(file).read_text("utf-8").strip() if file else default


def secret(name: str, var: Path | None = None) -> str:
    """A password of this installation, made at random on first use (var/secrets/<name>, 0600)."""
    target = (var or var_dir()) / "secrets" / name
    return _create_once(target, lambda: random_source.token_urlsafe(48).encode()).decode().strip()


def key(name: str, size: int, var: Path | None = None) -> bytes:
    """A raw key of this installation: out of SHUYE_KEYS, else made at random on first use (var/keys, 0600)."""
    value = kept_key_file(name, lambda: random_source.token_bytes(size), var)
    if len(value) != size:
        raise ValueError(f"key {name} holds {len(value)} bytes, {size} expected")
    return value


def kept_key_file(name: str, make: Callable[[], bytes], var: Path | None = None) -> bytes:
    """A key file of this installation: out of SHUYE_KEYS, else what `make` gives on first use (var/keys, 0600)."""
    outer = named_keys() if var is None else None
    if outer and (outer / name).is_file():
        return (outer / name).read_bytes()
    return _create_once((var or var_dir()) / "keys" / name, make)


def named_keys() -> Path | None:
    """The folder of keys that SHUYE_KEYS names; nothing is ever written into it."""
    folder = os.environ.get("SHUYE_KEYS")
    return Path(folder) if folder else None


def has_external_postgres() -> bool:
    """Whether DATABASE_URL replaces the embedded Postgres."""
    return bool(os.environ.get("DATABASE_URL"))


def has_external_valkey() -> bool:
    """Whether REDIS_URL replaces the embedded Valkey."""
    return bool(os.environ.get("REDIS_URL"))


def embedded_database_url(role: Role, database: str = DATABASE, var: Path | None = None) -> str:
    """The embedded server's address in django-environ's form for sockets: //<folder>/<database>."""
    password = quote(secret(f"postgres-{role}", var), safe="")
    return f"postgresql://{ROLE_NAMES[role]}:{password}@:{POSTGRES_PORT}/{socket_dir(var)}/{database}"


def database_url(role: Role) -> str:
    """The database for this role: DATABASE_OWNER_URL and DATABASE_URL win over the embedded server.

    With DATABASE_URL alone the owner uses it too: never a mixture of an outer and the embedded server.
    An address without a password takes it from DATABASE_PASSWORD_FILE or DATABASE_OWNER_PASSWORD_FILE.
    """
    outer = _with_password(os.environ.get("DATABASE_URL"), given("DATABASE_PASSWORD"))
    if role == "owner":
        own = _with_password(os.environ.get("DATABASE_OWNER_URL"), given("DATABASE_OWNER_PASSWORD"))
        outer = own or outer
    return outer or embedded_database_url(role)


def _with_password(url: str | None, password: str) -> str | None:
    """The address with this password, unless it holds one or names nobody."""
    parts = urlsplit(url or "")
    if not url or not password or parts.password is not None or not parts.username:
        return url
    login, _, place = parts.netloc.rpartition("@")
    return urlunsplit(parts._replace(netloc=f"{login}:{quote(password, safe='')}@{place}"))


def redis_url(db: int, var: Path | None = None) -> str:
    """Address of one numbered Valkey database; a number already in REDIS_URL is kept as it is."""
    outer = os.environ.get("REDIS_URL") if var is None else None
    if not outer:
        return f"unix://{valkey_socket(var)}?db={db}"
    parts = urlsplit(outer)
    if parts.scheme == "unix":
        return outer if "db" in parse_qs(parts.query) else f"{outer}{'&' if parts.query else '?'}db={db}"
    return outer if parts.path.strip("/") else urlunsplit(parts._replace(path=f"/{db}"))


def celery_broker_url() -> str:
    """The broker's address: database 1 of the same Valkey, in the words kombu uses for a socket."""
    url = redis_url(1)
    parts = urlsplit(url)
    if parts.scheme != "unix":
        return url
    number = parse_qs(parts.query).get("db", ["1"])[0]
    login = f"{parts.netloc}" if parts.netloc else ""
    return f"redis+socket://{login}{parts.path}?virtual_host={number}"
