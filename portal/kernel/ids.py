"""Identifiers made by the application: row keys that sort by time, and numbers that people read aloud."""

import secrets
import time
import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

READABLE = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # without 0 O 1 I L U, which people mix up


def uuid7() -> uuid.UUID:
    """A UUID version 7 (RFC 9562): 48 bits of milliseconds, 12 bits of their fraction, 62 random bits.

    The real time is used even when the clock is held: keys order rows as they were made.
    """
    nanoseconds = time.time_ns()
    milliseconds, rest = divmod(nanoseconds, 1_000_000)
    fraction = (rest << 12) // 1_000_000
    value = (milliseconds & 0xFFFF_FFFF_FFFF) << 80 | 0x7 << 76 | fraction << 64 | 0b10 << 62
    return uuid.UUID(int=value | secrets.randbits(62))


def uuid_of(text: str) -> uuid.UUID | None:
    """The key that stands in an address; None for what is none."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def public_number(prefix: str, day: date, *, taken: Callable[[str], bool]) -> str:
    """A number to print and dictate, like SYDJ-20261123-7K4Q2M: it cannot be guessed from another one.

    Six characters of 30 give 729 million a day and prefix. Twenty thousand cases a day would still meet twice in
    one day of four, so a number is asked for until it is not `taken`; the unique constraint settles the rest.
    """
    while True:
        number = f"{prefix}-{day:%Y%m%d}-{''.join(secrets.choice(READABLE) for _ in range(6))}"
        if not taken(number):
            return number


def in_use(model: Any) -> Callable[[str], bool]:
    """Whether a row of this model already bears a `number`."""
    return lambda number: model._default_manager.filter(number=number).exists()
