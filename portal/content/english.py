"""The English words of the service items, from data/english.yaml: name, summary, who it is for, what comes out."""

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml
from django.utils.translation import get_language

from portal.casework.models import ServiceItem

FILE = Path(__file__).parent / "data" / "english.yaml"
DAY_KINDS = {"wd": "working day", "d": "calendar day"}
CHANNELS = {
    "online": "online, here",
    "window": "at a service counter",
    "kiosk": "at a self-service machine",
    "agent": "through somebody you authorise",
    "visit": "by a home visit",
    "group": "in a group session",
}


@dataclass(frozen=True)
class English:
    """One item for readers of English."""

    name: str
    summary: str
    who: str
    result: str
    papers: tuple[str, ...] = ()


@functools.cache
def texts() -> dict[str, English]:
    """All items by code."""
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {code: English(**{**row, "papers": tuple(row.get("papers", ()))}) for code, row in rows.items()}


def wanted() -> bool:
    """Whether this page is being written in English."""
    return get_language() == "en"


def of(code: str) -> English | None:
    """An item's English words when this page is in English and we have them."""
    return texts().get(code) if wanted() else None


def name(code: str, chinese: str) -> str:
    """The item's name in the language of the page."""
    found = of(code)
    return found.name if found else chinese


def names(rows: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Many items' (code, name) in the language of the page."""
    if not wanted():
        return tuple(rows)
    known = texts()
    return tuple((code, known[code].name if code in known else chinese) for code, chinese in rows)


def who(code: str, chinese: str) -> str:
    """Whom the item is for, in the language of the page."""
    found = of(code)
    return found.who if found else chinese


def matching(words: str) -> list[str]:
    """Codes of items whose English texts hold every word."""
    parts = words.lower().split()
    return [
        code
        for code, text in texts().items()
        if parts
        and all(part in f"{text.name} {text.summary} {text.who} {text.result}".lower() for part in parts)
    ]


def days(item: ServiceItem) -> str:
    """How long it takes, in a sentence; days we are not sure of are not told as fact."""
    start = (
        "you apply" if item.days_start == ServiceItem.ClockStart.RECEIPT else "the application is accepted"
    )
    if not item.days_are_certain:
        return "The legal time limit is being checked. Staff will tell you the date when you apply."
    if item.days == 0:
        return "On the spot, while you wait."
    unit = DAY_KINDS[item.days_unit]
    return f"Within {item.days} {unit}{'' if item.days == 1 else 's'} after {start}."


def channels(item: ServiceItem) -> list[str]:
    """The ways to apply."""
    return [CHANNELS[each] for each in CHANNELS if each in item.channels]


def place(item: ServiceItem) -> str:
    """Where to apply when not online."""
    if item.accept.startswith("全省任一网点"):
        return "Any public employment service point in Sichuan."
    return (
        "The office in charge depends on where you live or work. Call 12333 and we will tell you which one."
    )
