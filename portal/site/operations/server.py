"""The PostgreSQL these verbs work on, as its owner: connections, client programs, a hash of every table."""

import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg2
from django.conf import settings
from django.db import connections
from psycopg2 import sql

from portal.embedded import binaries

ROWS_AND_HASH = """
SELECT count(*), md5(concat_ws('|', count(*), sum(('x' || substr(m, 1, 16))::bit(64)::bigint::numeric),
                               sum(('x' || substr(m, 17, 16))::bit(64)::bigint::numeric)))
FROM (SELECT md5(t::text) AS m FROM {} t) rows
"""


class OperationRefused(Exception):
    """Why a backup, restore or drill does not go on, in words for the operator."""


@dataclass(frozen=True)
class TableSum:
    """How many rows a table has, and a number that all of them together make, in whatever order they lie."""

    rows: int
    hash: str

    def as_json(self) -> dict[str, Any]:
        return {"rows": self.rows, "hash": self.hash}


def require_owner() -> None:
    """These verbs read and make everything: the application's login cannot."""
    if settings.DB_ROLE != "owner":
        raise OperationRefused("run this as the owner role: SHUYE_DB_ROLE=owner")


def environment(database: str | None = None) -> dict[str, str]:
    """What libpq's programs read; a password on a command line could be seen by others."""
    config = connections["default"].settings_dict
    given = {"PGHOST": config["HOST"], "PGPORT": str(config["PORT"] or 5432), "PGUSER": config["USER"]}
    given |= {"PGPASSWORD": config["PASSWORD"], "PGDATABASE": database or config["NAME"], "PGTZ": "UTC"}
    rest = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return {**rest, **{name: value for name, value in given.items() if value}}


@contextmanager
def connect(database: str | None = None) -> Iterator[Any]:
    """An owner's connection of our own, in autocommit mode."""
    config = connections["default"].settings_dict
    connection = psycopg2.connect(
        host=config["HOST"],
        port=config["PORT"] or 5432,
        user=config["USER"],
        password=config["PASSWORD"],
        dbname=database or config["NAME"],
        options="-c timezone=UTC",
    )
    connection.autocommit = True
    try:
        yield connection
    finally:
        connection.close()


def program(name: str, server_version: int) -> Path:
    """pg_dump or pg_restore of the server's major version, or the next newer one: an older one cannot read it."""
    wanted = server_version // 10000
    found: dict[int, Path] = {}
    folders = [binaries.wheel_postgres(), *sorted(Path("/usr/lib/postgresql").glob("*/bin"))]
    folders += [Path(part) for part in os.environ.get("PATH", "").split(os.pathsep) if part]
    for folder in folders:
        if folder and os.access(folder / name, os.X_OK):
            words = subprocess.run(
                [str(folder / name), "--version"], capture_output=True, text=True, check=True
            )
            found.setdefault(int(re.search(r"(\d+)[.\w]*", words.stdout)[1]), folder / name)
    fitting = [major for major in found if major >= wanted]
    if not fitting:
        raise OperationRefused(f"no {name} for PostgreSQL {wanted} here (found: {sorted(found) or 'none'})")
    return found[min(fitting)]


def run(argv: list[str], database: str | None = None) -> str:
    """Run one of libpq's programs; what it complains about becomes the reason."""
    done = subprocess.run(argv, env=environment(database), capture_output=True, text=True, check=False)
    if done.returncode:
        raise OperationRefused(f"{Path(argv[0]).name}: {done.stderr.strip()[-1500:]}")
    return done.stdout


def tables(cursor: Any) -> list[str]:
    """Every table of ours, by name."""
    cursor.execute(
        "SELECT c.relname FROM pg_class c WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace "
        "AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e') ORDER BY 1"
    )
    return [row[0] for row in cursor.fetchall()]


def sums(cursor: Any) -> dict[str, TableSum]:
    """Rows and hash of every table: two sums of the halves of each row's MD5, so no sorting and no memory."""
    result = {}
    for table in tables(cursor):
        cursor.execute(sql.SQL(ROWS_AND_HASH).format(sql.Identifier(table)))
        rows, digest = cursor.fetchone()
        result[table] = TableSum(rows, digest)
    return result


def differences(expected: Mapping[str, TableSum], actual: Mapping[str, TableSum]) -> dict[str, str]:
    """Tables that are not the same, with what differs."""
    found = {}
    for table in sorted({*expected, *actual}):
        before, after = expected.get(table), actual.get(table)
        if before is None or after is None:
            found[table] = "missing" if after is None else "not in the backup"
        elif before.rows != after.rows:
            found[table] = f"{before.rows} rows became {after.rows}"
        elif before != after:
            found[table] = "same number of rows, other content"
    return found
