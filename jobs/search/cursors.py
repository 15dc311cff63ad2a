"""Where a page ended, and what the first page counted: later pages neither count again nor tell another number."""

import base64
import binascii
import math
from dataclasses import dataclass

LONGEST = 120


@dataclass(frozen=True)
class Place:
    """sort: the order that was walked; keys: its numbers of the last row, the row's id the last of them."""

    sort: str
    keys: tuple[float, ...]
    key: int
    total: int
    exact: bool


def cursor_of(place: Place) -> str:
    """A place for an address."""
    keys = ",".join(repr(value) for value in place.keys)
    text = f"{place.sort}|{keys}|{place.key}|{place.total}|{int(place.exact)}"
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(text: str, sort: str, keys: int) -> Place | None:
    """The place a cursor names in this order; None for one we did not make."""
    try:
        raw = base64.urlsafe_b64decode(text[:LONGEST] + "=" * (-len(text) % 4)).decode()
        of, numbers, key, total, exact = raw.split("|")
        place = Place(
            of, tuple(float(each) for each in numbers.split(",")), int(key), int(total), exact == "1"
        )
    except (ValueError, OverflowError, binascii.Error):
        return None
    whole = len(place.keys) == keys and all(math.isfinite(each) and abs(each) < 1e11 for each in place.keys)
    return (
        place
        if whole and place.sort == sort and 0 <= place.key < 2**63 and 0 <= place.total < 10**9
        else None
    )
