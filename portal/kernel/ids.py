"""Identifiers made by the application: row keys that sort by time, and numbers that people read aloud."""

import secrets
import time
import uuid
from datetime import date

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


def public_number(prefix: str, day: date) -> str:
    """A number to print and dictate, like SYDJ-20261123-7K4Q2M: it cannot be guessed from another one.

    Six characters of 30 give 729 million a day and prefix; the caller's unique constraint settles the rest.
    """
    tail = "".join(secrets.choice(READABLE) for _ in range(6))
    return f"{prefix}-{day:%Y%m%d}-{tail}"
