"""Screening while a vacancy is written: unlawful wording with its ground, article and how to write it instead.

Patterns run over the text without spaces and decoration; a hit quotes the original. Phrases in `clean` (男女不限,
不收押金) take their stretch out of the search first. What is found is told; a clerk decides.
"""

import functools
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("screening.yaml")
DROPPED = re.compile(r"[\s\u200b-\u200f\ufeff\u2060【】\[\]{}“”\"'‘’*_~·•|《》<>「」『』]")
ORDER = {"reject": 2, "review": 1, "pass": 0}
MOST = 10_000


@dataclass(frozen=True)
class Hit:
    """One phrase of the text (`start`–`end` in the original), its ground, the article, what follows, the advice."""

    phrase: str
    ground: str
    label: str
    article: str
    outcome: str
    advice: str
    start: int
    end: int


@dataclass(frozen=True)
class Screening:
    """The worst outcome of all hits («pass» without any), and the hits in the order of the text."""

    outcome: str
    hits: tuple[Hit, ...]


CLEAN = Screening("pass", ())


@dataclass(frozen=True)
class Ground:
    """A ground of the file with its patterns as one."""

    code: str
    label: str
    article: str
    outcome: str
    advice: str
    pattern: re.Pattern[str] | None


@dataclass(frozen=True)
class Rules:
    """The file, compiled."""

    grounds: tuple[Ground, ...]
    clean: re.Pattern[str]
    exempt: dict[str, re.Pattern[str]]


def _one(patterns: list[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns)) if patterns else None


@functools.cache
def rules() -> Rules:
    """Read and compile once a process."""
    data = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    grounds = tuple(
        Ground(
            row["code"], row["label"], row["article"], row["outcome"], row["advice"], _one(row["patterns"])
        )
        for row in data["grounds"]
    )
    exempt = {sex: re.compile(pattern) for sex, pattern in data["exempt"].items()}
    return Rules(grounds, _one(data["clean"]), exempt)


@functools.lru_cache(20_000)
def _sign(sign: str) -> str:
    """A character as patterns read it; empty where it is dropped."""
    if DROPPED.match(sign):
        return ";" if sign == "\n" else ""
    return "".join("," if part in "、," else part for part in unicodedata.normalize("NFKC", sign).lower())


def _places(text: str) -> list[int]:
    """For each character that patterns read, its place in the original."""
    return [place for place, sign in enumerate(text) for _part in _sign(sign)]


def screen(text: str) -> Screening:
    """What the wording of a vacancy says; the first 10,000 characters are read."""
    known, read = rules(), text[:MOST]
    plain = "".join(map(_sign, read))
    searched = known.clean.sub(lambda found: "◇" * len(found.group()), plain)
    found = [
        (ground, each)
        for ground in known.grounds
        if ground.pattern
        for each in ground.pattern.finditer(searched)
        if each.group()
    ]
    if not found:
        return CLEAN
    places, hits = _places(read), []
    for ground, each in found:
        told = _exempt(known, ground, each.group(), plain)
        start, end = places[each.start()], places[each.end() - 1] + 1
        what = (told.code, told.label, told.article, told.outcome, told.advice)
        hits.append(Hit(text[start:end], *what, start, end))
    hits.sort(key=lambda hit: (hit.start, hit.end))
    worst = max((hit.outcome for hit in hits), key=ORDER.__getitem__, default="pass")
    return Screening(worst, tuple(hits))


def _exempt(known: Rules, ground: Ground, phrase: str, text: str) -> Ground:
    """Work that the law keeps women from, or that only one sex can do: the clerk looks instead."""
    if ground.code != "sex":
        return ground
    sex = "female" if "女" in phrase else "male"
    if known.exempt[sex].search(text):
        return next(each for each in known.grounds if each.code == "sex-exempt")
    return ground


def as_json(screening: Screening) -> dict[str, Any]:
    """The shape of POST /api/v1/vacancies/screen."""
    return {
        "outcome": screening.outcome,
        "hits": [
            {"phrase": hit.phrase, "ground": hit.ground, "article": hit.article, "outcome": hit.outcome}
            for hit in screening.hits
        ],
    }
