"""Small counts hide people: what is under FLOOR is not told, nor what it could be worked out from."""

from collections.abc import Hashable, Mapping
from typing import TypeVar

FLOOR = 5
K = TypeVar("K", bound=Hashable)


def hidden(counts: Mapping[K, int]) -> set[K]:
    """The cells of one partition that may not be told when its total is known elsewhere.

    Every count from 1 to FLOOR-1 goes. If what is hidden adds up to less than FLOOR, or is a single cell, subtraction
    from the total would give it away: the next smallest cells go too (complementary suppression).
    """
    gone = {key for key, count in counts.items() if 0 < count < FLOOR}
    if not gone:
        return gone
    rest = sorted((key for key in counts if key not in gone and counts[key]), key=lambda key: counts[key])
    while rest and (len(gone) < 2 or sum(counts[key] for key in gone) < FLOOR):
        gone.add(rest.pop(0))
    return gone


def share(part: int, whole: int) -> float | None:
    """A share, or None where it tells of fewer than FLOOR people on either side (nobody at all tells of nobody)."""
    if not whole or 0 < part < FLOOR or 0 < whole - part < FLOOR:
        return None
    return round(part / whole, 3)
