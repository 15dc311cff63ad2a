"""Bar charts as numbers: where each bar begins and how long it is, in units of the drawing. Pure.

The drawing is narrow, name over bar, so that its letters stay readable on a phone.
"""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, LINE, TEXT_AT, BAR_AT, BAR_HIGH, ROOM_FOR_VALUE = 320, 52, 17, 25, 18, 84


@dataclass(frozen=True)
class Bar:
    """One row: `low`–`high` is drawn, `mark` (or None) is a stroke across it; text is what the end of it says."""

    name: str
    low: float
    high: float
    mark: float | None
    text: str


def drawn(bars: Sequence[Bar]) -> dict:
    """Sizes and rows of an SVG; every figure is text that can be put in as it stands."""
    most = max((bar.high for bar in bars), default=0) or 1
    scale = (WIDTH - ROOM_FOR_VALUE) / most
    rows = []
    for place, bar in enumerate(bars):
        top = place * LINE
        end = bar.high * scale
        rows.append(
            {
                "name": bar.name,
                "text": bar.text,
                "name_y": str(top + TEXT_AT),
                "y": str(top + BAR_AT),
                "track_y": str(top + BAR_AT + BAR_HIGH // 2),
                "middle": str(top + BAR_AT + 14),
                "x": f"{bar.low * scale:.1f}",
                "width": f"{max(end - bar.low * scale, 1):.1f}",
                "mark": f"{bar.mark * scale:.1f}" if bar.mark is not None else "",
                "text_x": f"{end + 8:.1f}",
            }
        )
    height = len(bars) * LINE
    return {"box": f"0 0 {WIDTH} {height}", "height": str(BAR_HIGH), "rows": rows}
