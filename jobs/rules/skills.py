"""Skills by name: a closed list of our own, so that «会 CAD 后可匹配 …» counts the same on both sides.

The place of a row in skills.csv is its bit (0–61): rows are only ever added at the end.
"""

import csv
import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("skills.csv")


@dataclass(frozen=True)
class Skill:
    """code as it is stored, name as it is shown, bit as it is compared."""

    code: str
    name: str
    bit: int
    pattern: re.Pattern[str]


def _pattern(words: str) -> re.Pattern[str]:
    """Any of the words; a latin word must not go on with another letter (PS is not in «https»)."""
    parts = []
    for word in words.split("|"):
        latin = word.isascii()
        parts.append(rf"(?<![A-Za-z]){re.escape(word)}(?![A-Za-z])" if latin else re.escape(word))
    return re.compile("|".join(parts), re.IGNORECASE)


@functools.cache
def skills() -> dict[str, Skill]:
    """Every skill by code, in the order of their bits."""
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = enumerate(csv.DictReader(file))
        return {
            row["code"]: Skill(row["code"], row["name"], bit, _pattern(row["words"])) for bit, row in rows
        }


def found_in(text: str) -> list[str]:
    """Codes of the skills that a text names."""
    return [code for code, skill in skills().items() if skill.pattern.search(text)]


def bits(codes: Iterable[str]) -> int:
    """The codes as bits of one number; unknown codes are left out."""
    known = skills()
    return sum(1 << known[code].bit for code in set(codes) if code in known)


def named(number: int) -> list[Skill]:
    """The skills whose bits are set."""
    return [skill for skill in skills().values() if number >> skill.bit & 1]


def choices() -> list[tuple[str, str]]:
    """For a form."""
    return [(skill.code, skill.name) for skill in skills().values()]
