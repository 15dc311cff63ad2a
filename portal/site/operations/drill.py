"""Show that a backup can be restored: do it, into a scratch database, and hold every table against the original."""

import secrets
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from . import server
from .backup import backup
from .restore import drop, restore
from .server import TableSum

PREFIX = "shuye_drill_"


@dataclass(frozen=True)
class Drill:
    """What came out: seconds, tables as backed up, and what is wrong (nothing, when all is well)."""

    backup_seconds: float
    restore_seconds: float
    bytes: int
    tables: dict[str, TableSum]
    wrong: dict[str, str]


def drill(*, parent: Path | None = None, say: Callable[[str], None] = lambda text: None) -> Drill:
    """Back up, restore, compare, clean up. `parent`: where there is room for a copy of everything."""
    server.require_owner()
    database = PREFIX + secrets.token_hex(4)
    with tempfile.TemporaryDirectory(prefix="shuye-drill-", dir=parent) as scratch:
        folder = Path(scratch) / "backup"
        try:
            began = time.monotonic()
            manifest = backup(folder, say=say)
            written = time.monotonic()
            restore(folder, database=database, documents=Path(scratch) / "documents", say=say)
            done = time.monotonic()
            with server.connect(database) as connection, connection.cursor() as cursor:
                wrong = server.differences(manifest.tables, server.sums(cursor))
            size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
        finally:
            drop(database)
    return Drill(written - began, done - written, size, manifest.tables, wrong)
