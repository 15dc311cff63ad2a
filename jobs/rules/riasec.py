"""An open instrument of six interests, written for this portal: sixty activities, ten of each letter.

The wording is in jobs/data/riasec.csv; the six letters follow Holland's theory of vocational interests. A score is the
sum of ten answers of 0 to 4. Nothing here decides about a person: it only orders occupations for reading.
"""

import csv
import functools
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).parents[1] / "data" / "riasec.csv"
LETTERS = "RIASEC"
PAGE = 10
HIGHEST = 40
OCCUPATIONS = {
    "R": ("6-29", "6-20", "4-12", "5-01", "6-22"),
    "I": ("2-02", "2-01", "4-04", "2-05"),
    "A": ("2-09", "4-13", "6-09", "2-10"),
    "S": ("2-08", "4-10", "4-14", "4-03"),
    "E": ("4-01", "4-07", "1-06", "4-06"),
    "C": ("3-01", "2-06", "4-05", "4-02"),
}  # our own mapping from a letter to sub-majors (中类) of the classification


@dataclass(frozen=True)
class Item:
    """One activity: number from 1, its letter, its words."""

    number: int
    letter: str
    text: str


@functools.cache
def items() -> tuple[Item, ...]:
    """The sixty activities in the order they are asked, the letters in turn."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(Item(n, row["letter"], row["text"]) for n, row in enumerate(csv.DictReader(file), 1))


def pages() -> int:
    """How many pages there are."""
    return math.ceil(len(items()) / PAGE)


def items_of(page: int) -> tuple[Item, ...]:
    """The activities of a page, counted from 1."""
    return items()[(page - 1) * PAGE : page * PAGE]


def first_open(answers: Mapping[int, int]) -> int | None:
    """The first page with an activity not answered; None when all are."""
    missing = next((item.number for item in items() if item.number not in answers), None)
    return None if missing is None else (missing - 1) // PAGE + 1


def scores(answers: Mapping[int, int]) -> dict[str, int]:
    """Points of each letter, 0 to 40."""
    out = dict.fromkeys(LETTERS, 0)
    for item in items():
        out[item.letter] += answers.get(item.number, 0)
    return out


def code(points: Mapping[str, int]) -> str:
    """The three highest letters; equal ones in the order of the hexagon."""
    return "".join(sorted(LETTERS, key=lambda letter: (-points[letter], LETTERS.index(letter)))[:3])


def occupations(letters: str) -> list[str]:
    """Sub-majors for a code: those of the first letter first."""
    return [each for letter in letters for each in OCCUPATIONS[letter]]


def corner(place: int, share: float, *, centre: float, radius: float) -> tuple[float, float]:
    """A point on the ray of a letter, the first one upwards, clockwise."""
    angle = math.tau * place / len(LETTERS)
    return centre + radius * share * math.sin(angle), centre - radius * share * math.cos(angle)
