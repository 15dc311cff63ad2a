"""Results into the database by binary COPY, made as arrays: no row passes through Python."""

from collections.abc import Iterator
from typing import Any

from django.db import connection

HEADER = b"PGCOPY\n\xff\r\n\0" + bytes(8)
TRAILER = b"\xff\xff"
AT_ONCE = 20_000  # rows in memory at a time
INT8, INT2 = 20, 21  # type numbers of bigint and smallint


def write(table: str, columns: tuple[str, str, str, str], keys: Any, run: int, best: Any, scores: Any) -> int:
    """COPY one row for each key that has somebody; `best` holds keys of the other side, -1 for none."""
    count = (best >= 0).sum(axis=1)
    file = _Parts(_pieces(count, keys, run, best, scores))
    with connection.cursor() as cursor:
        names = ", ".join(columns)
        cursor.copy_expert(f"COPY {table} ({names}) FROM STDIN (FORMAT binary)", file, size=1 << 18)
    return int((count > 0).sum())


def _pieces(count: Any, keys: Any, run: int, best: Any, scores: Any) -> Iterator[memoryview]:
    """The whole file, some rows at a time."""
    import numpy as np

    yield memoryview(HEADER)
    for held in range(1, best.shape[1] + 1):
        chosen = np.nonzero(count == held)[0]
        for start in range(0, len(chosen), AT_ONCE):
            some = chosen[start : start + AT_ONCE]
            yield _rows(keys[some], run, best[some, :held], scores[some, :held])
    yield memoryview(TRAILER)


class _Parts:
    """Pieces of memory as a file that is read once: nothing is put together first."""

    def __init__(self, parts: Iterator[memoryview]) -> None:
        self.parts = parts
        self.now = memoryview(b"")

    def read(self, size: int) -> bytes:
        """The next bytes, at most so many; none at the end."""
        while not self.now:
            self.now = next(self.parts, None)
            if self.now is None:
                self.now = memoryview(b"")
                return b""
        taken, self.now = self.now[:size], self.now[size:]
        return taken.tobytes()


def _rows(keys: Any, run: int, best: Any, scores: Any) -> memoryview:
    """Rows of four fields with arrays of one length, in the big-endian form that PostgreSQL reads."""
    import numpy as np

    held = best.shape[1]
    array = [("ndim", ">i4"), ("flags", ">i4"), ("oid", ">i4"), ("dim", ">i4"), ("lower", ">i4")]
    row = np.zeros(
        len(keys),
        [
            ("fields", ">i2"), ("n1", ">i4"), ("key", ">i8"), ("n2", ">i4"), ("run", ">i8"),
            ("n3", ">i4"), ("a3", array), ("best", [("n", ">i4"), ("v", ">i8")], (held,)),
            ("n4", ">i4"), ("a4", array), ("scores", [("n", ">i4"), ("v", ">i2")], (held,)),
        ],
    )  # fmt: skip
    row["fields"], row["n1"], row["n2"] = 4, 8, 8
    row["key"], row["run"] = keys, run
    for name, size, kind, item in (("3", "n3", INT8, 12), ("4", "n4", INT2, 6)):
        row[size] = 20 + held * item
        head = row[f"a{name}"]
        head["ndim"], head["oid"], head["dim"], head["lower"] = 1, kind, held, 1
    row["best"]["n"], row["best"]["v"] = 8, best
    row["scores"]["n"], row["scores"]["v"] = 2, scores
    return memoryview(row.view(np.uint8).reshape(-1))
