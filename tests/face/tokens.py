"""Reads static/css/tokens.css: the three sets of custom properties and the colour pairs it declares."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "static"
TOKENS = (STATIC / "css" / "tokens.css").read_text(encoding="utf-8")
PROPERTY = re.compile(r"--([\w-]+):\s*([^;]+);")
PAIR = re.compile(r"^\s*pair ([\w-]+) on ([\w-]+) >= ([\d.]+)\s*$", re.MULTILINE)


def block(css: str, opening: str) -> dict[str, str]:
    """The custom properties of the rule that begins with `opening`."""
    start = css.index(opening) + len(opening)
    return dict(PROPERTY.findall(css[start : css.index("}", start)]))


def schemes() -> dict[str, dict[str, str]]:
    """What a browser computes in each of the four combinations of scheme and mode."""
    light = block(TOKENS, ":root {")
    elder = block(TOKENS, ':root[data-mode="elder"] {')
    dark = block(TOKENS[TOKENS.index("@media (prefers-color-scheme: dark)") :], "{\n  :root,")
    return {
        "light": light,
        "elder": {**light, **elder},
        "dark": {**light, **dark},
        "dark elder": {**light, **elder, **dark},
    }


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb as WCAG 2.2 defines it."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)
