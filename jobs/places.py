"""Where somebody is, from words: a well-known place, or the middle of a county. No map provider is asked."""

import csv
import functools
from pathlib import Path

DATA = Path(__file__).parent / "data"
Spot = tuple[float, float]


@functools.cache
def _named() -> dict[str, Spot]:
    """Landmarks and counties by name; a county without its last sign too (锦江 for 锦江区)."""
    out: dict[str, Spot] = {}
    for row in _rows("county_centres.csv"):
        spot = (float(row["lat"]), float(row["lng"]))
        for name in (row["name"], row["name"][:-1], f"{row['prefecture']}{row['name']}"):
            if len(name) > 1:
                out.setdefault(name, spot)
    for row in _rows("landmarks.csv"):
        out[row["name"]] = (float(row["latitude"]), float(row["longitude"]))
    return out


@functools.cache
def centres() -> dict[str, Spot]:
    """Latitude and longitude of the middle of each county by its six digits."""
    return {row["code"]: (float(row["lat"]), float(row["lng"])) for row in _rows("county_centres.csv")}


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@functools.cache
def landmarks() -> list[str]:
    """The names one may type, for a list of suggestions."""
    return [row["name"] for row in _rows("landmarks.csv")]


def find(name: str, region: str = "") -> Spot | None:
    """(latitude, longitude) of a place by its name, else of a county by its code; None for one we do not know."""
    name = name.strip()
    if name:
        return _named().get(name) or next((spot for known, spot in _named().items() if known in name), None)
    return centres().get(region)
