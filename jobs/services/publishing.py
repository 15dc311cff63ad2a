"""What others may copy: every open vacancy at once, and what changed since, without missing a late commit."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

MOST_CHANGES = 1000
# Rows at or above the oldest running transaction are not told yet: one of them may still commit below the others.
CHANGES = """
SELECT c.xid, c.id, c.vacancy_id, v.number, c.op, c.at FROM jobs_vacancychange c
JOIN jobs_vacancy v ON v.id = c.vacancy_id
WHERE (c.xid, c.id) > (%s, %s) AND c.xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
ORDER BY c.xid, c.id LIMIT %s
"""
NOW = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1"


@dataclass(frozen=True)
class Cursor:
    """Where a reader of changes stands."""

    xid: int
    key: int

    def __str__(self) -> str:
        return f"{self.xid}.{self.key}"


def read_cursor(text: str) -> Cursor | None:
    """A cursor of ours; None for anything else."""
    xid, point, key = text.partition(".")
    if not (point and xid.isascii() and key.isascii() and xid.isdigit() and key.isdigit() and len(text) < 40):
        return None
    found = Cursor(int(xid), int(key))
    return found if max(found.xid, found.key) < 2**63 else None


@dataclass(frozen=True)
class Change:
    """One vacancy that became public, changed or ended."""

    vacancy: UUID
    number: str
    op: str
    at: Any


def changes(since: Cursor) -> tuple[list[Change], Cursor, bool]:
    """The next thousand at most, the cursor behind them, and whether more wait."""
    with connection.cursor() as cursor:
        cursor.execute(CHANGES, [since.xid, since.key, MOST_CHANGES + 1])
        rows = cursor.fetchall()
    told = rows[:MOST_CHANGES]
    after = Cursor(told[-1][0], told[-1][1]) if told else since
    return [Change(*row[2:]) for row in told], after, len(rows) > MOST_CHANGES


def position() -> Cursor:
    """The cursor of this moment: whoever reads a snapshot begun after it misses nothing by going on from here."""
    with connection.cursor() as cursor:
        cursor.execute(NOW)
        return Cursor(cursor.fetchone()[0], 2**60)


def open_keys(size: int = 2000) -> Iterator[list[UUID]]:
    """Keys of all open vacancies in chunks, by the opening's key: a long reader holds no transaction open."""
    last = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id, vacancy_id FROM jobs_opening WHERE id > %s ORDER BY id LIMIT %s", [last, size]
            )
            rows = cursor.fetchall()
        if not rows:
            return
        last = rows[-1][0]
        yield [row[1] for row in rows]
