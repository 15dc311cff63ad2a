"""Write everything into one folder: the database as it was at one moment, the documents, the keys when asked."""

import os
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from portal.kernel import clock

from . import server
from .manifest import DUMP, Manifest, file_hash, keep, key_files, key_prints
from .server import OperationRefused

NO_KEYS = (
    "The keys are NOT in this backup. Keep them elsewhere: without them no sealed field ever opens again."
)
WITH_KEYS = (
    "This backup HOLDS THE KEYS: whoever has it reads every sealed field. Lock it away; never beside others."
)


def backup(
    folder: Path, *, with_keys: bool = False, say: Callable[[str], None] = lambda text: None
) -> Manifest:
    """Back up into a new or empty folder; returns the manifest written last.

    Counts and hashes are taken in the snapshot that pg_dump reads, so people may go on working. Documents are
    copied after it: a file that a row of the snapshot names is there. Raises OperationRefused.
    """
    server.require_owner()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if any(folder.iterdir()):
        raise OperationRefused(f"{folder} is not empty: a backup is never written over another")
    folder.chmod(0o700)
    manifest = _database(folder, with_keys)
    say(f"database {manifest.database}: {sum(one.rows for one in manifest.tables.values())} rows")
    documents = Path(settings.VAR_DIR) / "documents"
    for file in sorted(documents.rglob("*")):
        if file.is_file() and file.suffix != ".part":
            name = f"documents/{file.relative_to(documents)}"
            manifest.files[name] = keep(file, folder / name)
    say(f"documents: {len(manifest.files) - 1} files")
    if with_keys:
        for name, file in key_files().items():
            manifest.files[f"keys/{name}"] = keep(file, folder / "keys" / name)
    say(WITH_KEYS if with_keys else NO_KEYS)
    manifest.write(folder)
    return manifest


def _database(folder: Path, with_keys: bool) -> Manifest:
    """Dump the database, and sum its tables in the same snapshot."""
    dump = folder / DUMP
    with server.connect() as connection, connection.cursor() as cursor:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot(), current_database()")
        snapshot, database = cursor.fetchone()
        pg_dump = server.program("pg_dump", connection.server_version)
        os.close(os.open(dump, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        server.run([str(pg_dump), "-Fc", "--no-password", "--snapshot", snapshot, "--file", str(dump)])
        manifest = Manifest(
            at=clock.now().isoformat(timespec="seconds"),
            database=database,
            server_version=connection.server_version,
            tables=server.sums(cursor),
            keys=key_prints(),
            with_keys=with_keys,
            files={DUMP: file_hash(dump)},
        )
        cursor.execute("COMMIT")
    return manifest
