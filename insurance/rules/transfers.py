"""What goes along when insurance moves to another place.

Source: 社会保险法 第五十二条 (years add up); 社会保险经办条例 第十四条; 人社厅发〔2021〕85号 (who draws takes the
rest of the benefit and a share of it along; who works takes the relation alone).
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Along:
    """Months not drawn, and the money that follows them (yuan, two decimals)."""

    months: int
    money: Decimal


def along(months_left: int, monthly: Decimal | None, extra_percent: Decimal) -> Along:
    """Months left × the monthly sum, and `extra_percent` of it on top; nothing for who does not draw."""
    if months_left <= 0 or monthly is None:
        return Along(max(months_left, 0), Decimal("0.00"))
    rest = monthly * months_left
    return Along(months_left, (rest + rest * extra_percent / 100).quantize(CENT, ROUND_HALF_UP))
