"""Bring a backup back into a database of its own; nothing that is there is ever written over."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from psycopg2 import sql

from portal.embedded import paths

from . import server
from .manifest import DUMP, Manifest, file_hash, keep
from .server import OperationRefused

ALIAS = "restored"
OURS = "documents/", "keys/"


def restore(
    folder: Path,
    *,
    database: str,
    documents: Path | None = None,
    without_keys: bool = False,
    say: Callable[[str], None] = lambda text: None,
) -> Manifest:
    """Restore into an empty database, which is made when it is not there.

    First the files are held against the manifest, then the keys: a backup whose keys are not here is refused
    unless `without_keys` says that is known. Then the dump is loaded and every table held against the hash taken
    at backup; then migrations, triggers and grants of this version of the code. Keys in the backup are put into
    var/keys where that has none. Raises OperationRefused.
    """
    server.require_owner()
    manifest = Manifest.read(folder)
    manifest.check_files(folder)
    say(f"backup of {manifest.at}: all {len(manifest.files)} files as written")
    keys = {name: folder / name for name in manifest.files if name.startswith("keys/")}
    _keys(manifest, keys, without_keys, say)
    target = documents or Path(settings.VAR_DIR) / "documents"
    copies = _documents(manifest, folder, target)
    made = _empty(database)
    try:
        _load(folder / DUMP, database)
        with server.connect(database) as connection, connection.cursor() as cursor:
            wrong = server.differences(manifest.tables, server.sums(cursor))
        if wrong:
            raise OperationRefused(f"the restored database differs from the backup: {wrong}")
        say(f"database {database}: {len(manifest.tables)} tables with the rows and hashes of the backup")
        _rules(database)
    except BaseException:
        if made:
            drop(database)
        raise
    for source, place in copies:
        keep(source, place)
    say(f"documents: {len(copies)} files put into {target}")
    return manifest


def _keys(manifest: Manifest, inside: dict[str, Path], without: bool, say: Callable[[str], None]) -> None:
    """Put keys of the backup where this installation has none; say which are missing."""
    for name, file in inside.items():
        place = paths.var_dir() / name
        if not place.exists():
            paths.make_private(place.parent)
            keep(file, place)
            say(f"key {place.name} put into {place.parent}")
    missing = manifest.missing_keys()
    if missing:
        words = f"the keys {', '.join(missing)} of this backup are not here: sealed fields will not open"
        if not without:
            raise OperationRefused(f"{words}. Put them into var/keys or SHUYE_KEYS, or say --without-keys")
        say(f"WARNING: {words}")


def _documents(manifest: Manifest, folder: Path, target: Path) -> list[tuple[Path, Path]]:
    """What is to be copied; a file that is there with other content is never replaced."""
    copies = []
    for name, digest in manifest.files.items():
        if not name.startswith("documents/"):
            continue
        place = target / name.removeprefix("documents/")
        if not place.exists():
            copies.append((folder / name, place))
        elif file_hash(place) != digest:
            raise OperationRefused(f"{place} is another file than the backup's: name another folder")
    return copies


def _empty(database: str) -> bool:
    """Make sure of an empty database; whether it was made now."""
    with server.connect() as connection, connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
        if not cursor.fetchone():
            cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))
            return True
    with server.connect(database) as connection, connection.cursor() as cursor:
        if found := server.tables(cursor):
            raise OperationRefused(f"database {database} is not empty: it has {len(found)} tables")
    return False


def drop(database: str) -> None:
    """Remove a database that was made here."""
    with server.connect() as connection, connection.cursor() as cursor:
        cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))


def _load(dump: Path, database: str) -> None:
    """pg_restore without extensions, which only a superuser makes, and without rights, which come from the models."""
    with server.connect(database) as connection:
        pg_restore = str(server.program("pg_restore", connection.server_version))
    entries = server.run([pg_restore, "--list", str(dump)]).splitlines()
    with tempfile.NamedTemporaryFile("w", prefix="shuye-", suffix=".list") as listed:
        listed.write("\n".join(line for line in entries if " EXTENSION " not in line))
        listed.flush()
        argv = [
            pg_restore,
            "--no-password",
            "--exit-on-error",
            "--no-owner",
            "--no-privileges",
            "--jobs",
            "2",
        ]
        server.run([*argv, "--use-list", listed.name, "--dbname", database, str(dump)])


def _rules(database: str) -> None:
    """Migrations this code has and the backup had not; then triggers and the application's rights."""
    connections.databases[ALIAS] = {**connections.databases["default"], "NAME": database}
    try:
        call_command("migrate", database=ALIAS, interactive=False, verbosity=0)
        with connections[ALIAS].cursor() as cursor:
            cursor.execute("ANALYZE")
    finally:
        connections[ALIAS].close()
        del connections[ALIAS]
        del connections.databases[ALIAS]
