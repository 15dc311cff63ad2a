"""The only source of now and today.

In test mode (SHUYE_ENV=test) the variable SHUYE_CLOCK stops the clock of a process: an ISO moment, or
"@/path/to/file" whose text is read at each call, so that a browser test moves the clock of every process at
once. Inside one process `at` does the same for a block. Outside test mode SHUYE_CLOCK means nothing.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")
_held: ContextVar[datetime | None] = ContextVar("shuye_clock", default=None)


def now() -> datetime:
    """This moment, aware, in Asia/Shanghai. Raises ValueError when test mode names an unreadable moment."""
    held = _held.get()
    if held is not None:
        return held
    named = os.environ.get("SHUYE_CLOCK")
    if named and os.environ.get("SHUYE_ENV") == "test":
        return _moment(Path(named[1:]).read_text(encoding="utf-8") if named.startswith("@") else named)
    return datetime.now(ZONE)


def today() -> date:
    """The calendar day in Asia/Shanghai."""
    return now().date()


@contextmanager
def at(moment: datetime | date | str) -> Iterator[datetime]:
    """Hold the clock of this context (thread or task) at a moment; a bare day means its midnight."""
    held = _moment(moment)
    token = _held.set(held)
    try:
        yield held
    finally:
        _held.reset(token)


def _moment(value: datetime | date | str) -> datetime:
    """An aware moment in Asia/Shanghai; what carries no zone is read as local time there."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value.strip())
    if not isinstance(value, datetime):
        value = datetime.combine(value, time())
    return value.replace(tzinfo=ZONE) if value.tzinfo is None else value.astimezone(ZONE)
