"""One figure: its value, what it is held against, the bar, and whether it holds."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """`value` and `against` in `unit`; `ratio` is value / against; `bar` is the most the ratio (or value) may be.

    With `least`, the bar is the least it may be.
    """

    name: str
    value: float
    unit: str
    against: float | None = None
    ratio: float | None = None
    bar: float | None = None
    holds: bool | None = None
    least: bool = False


def against(
    name: str, value: float, unit: str, floor: float, bar: float, ratio: float | None = None
) -> Figure:
    """A figure held against a floor of the same run."""
    ratio = value / floor if ratio is None else ratio
    return Figure(name, value, unit, floor, ratio, bar, ratio <= bar)


def at_least(name: str, value: float, unit: str, rival: float, bar: float) -> Figure:
    """A figure that must be so many times the rival's of the same run."""
    ratio = value / rival
    return Figure(name, value, unit, rival, ratio, bar, ratio >= bar, least=True)


def limit(name: str, value: float, unit: str, bar: float) -> Figure:
    """A figure held against a fixed bar."""
    return Figure(name, value, unit, None, None, bar, value <= bar)


def told(name: str, value: float, unit: str) -> Figure:
    """A figure that is only told."""
    return Figure(name, value, unit)


def line(figure: Figure) -> str:
    """A row of the table that is printed."""
    parts = [f"{figure.name:<44}", f"{figure.value:>10.3f} {figure.unit:<6}"]
    if figure.against is not None:
        parts.append(f"floor {figure.against:>9.3f}  ratio {figure.ratio:>5.2f}")
    if figure.bar is not None:
        parts.append(
            f"bar {'≥' if figure.least else '≤'} {figure.bar:g}  holds: {'yes' if figure.holds else 'NO'}"
        )
    return "  ".join(parts)


def write(figures: list[Figure], folder: Path) -> Path:
    """latest.json: a list of {name, value, unit, against, ratio, bar, holds}."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "latest.json"
    file.write_text(
        json.dumps([asdict(each) for each in figures], ensure_ascii=False, indent=1), encoding="utf-8"
    )
    return file
