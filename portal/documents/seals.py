"""The seal image (印章图样) of an agency: a ring, a star, the name along the upper arc. Drawn, never uploaded."""

import base64
import functools
from math import cos, pi, sin
from xml.sax.saxutils import escape

RED = "#c8102e"
SIZE, RADIUS = 240, 112
ARC = 250  # degrees the longest name may take


def _star(x: float, y: float, radius: float) -> str:
    """The points of a five-pointed star standing on two of them."""
    points = []
    for n in range(10):
        angle = -pi / 2 + n * pi / 5
        reach = radius if n % 2 == 0 else radius * 0.382
        points.append(f"{x + reach * cos(angle):.2f},{y + reach * sin(angle):.2f}")
    return " ".join(points)


@functools.lru_cache(maxsize=512)
def seal_url(name: str) -> str:
    """The seal of an agency as an SVG data URL."""
    middle = SIZE / 2
    step = min(ARC / max(len(name) - 1, 1), 24)
    size = min(26, int(step * 1.5) + 4)
    first = -step * (len(name) - 1) / 2
    letters = "".join(
        f'<text x="{middle}" y="{middle - RADIUS + 16 + size * 0.75:.1f}" '
        f'transform="rotate({first + step * n:.2f} {middle} {middle})">{escape(letter)}</text>'
        for n, letter in enumerate(name)
    )
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}">'
        f'<circle cx="{middle}" cy="{middle}" r="{RADIUS}" fill="none" stroke="{RED}" stroke-width="6"/>'
        f'<polygon points="{_star(middle, middle, 36)}" fill="{RED}"/>'
        f'<g fill="{RED}" font-family="Shuye Sans, Noto Sans CJK SC" font-size="{size}" '
        f'text-anchor="middle">{letters}</g></svg>'
    )
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
