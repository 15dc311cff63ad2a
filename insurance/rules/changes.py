"""What a change means for a claim: its state, its months, the first month not paid; how a debt is divided.

Source: 社会保险法 第四十六条, 第五十一条; 社会保险经办条例 第二十五条, 第四十六条.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal
from typing import Any

from portal.kernel.dates import month_of, months_later
from portal.kernel.money import CENT, percent_of

HEARD = "REFUSED_SUITABLE_JOB_OR_TRAINING"  # the person is heard first, on a recorded offer
DECEASED, REEMPLOYED = "DECEASED", "REEMPLOYED"
BY_SUPERVISOR = frozenset({"IMPRISONED", HEARD})
GROUND_OF = {"work": "REEMPLOYED", "pension": "PENSION", "army": "MILITARY", "abroad": "EMIGRATED"}
ENDINGS = {
    "REEMPLOYED": "hired",
    "PENSION": "pension",
    "MILITARY": "study_army_abroad",
    "EMIGRATED": "study_army_abroad",
    "IMPRISONED": "imprisoned",
    "DECEASED": "other_law",
}  # grounds of a stop in the words of 就业服务与就业管理规定 第六十六条; a refused job ends no registration by itself


@dataclass(frozen=True)
class Ground:
    """A ground of the law with what it does: state (stopped | ended), months (frozen | forfeited)."""

    code: str
    text: str
    article: str
    state: str
    months: str


class NoGround(LookupError):
    """The law of the day does not list this ground."""


def ground(code: str, reasons: Sequence[Mapping[str, Any]], effects: Sequence[Mapping[str, Any]]) -> Ground:
    """A ground by its code out of `ui.stop_reasons` and `ui.stop_effects`. Raises NoGround."""
    said = next((row for row in reasons if row["code"] == code), None)
    does = next((row for row in effects if row["code"] == code), None)
    if said is None or does is None:
        raise NoGround(code)
    return Ground(code, said["text"], said["article"], does["state"], does["months"])


def unpaid_from(day: date, rule: str) -> date:
    """The first month that is not paid when a claim stops on a day; `rule` is `ui.month_of_stop`."""
    month = month_of(day)
    return months_later(month, 1) if rule == "still_paid" else month


def instalments(amount: Decimal, count: int) -> list[Decimal]:
    """A sum in `count` parts that differ by less than `count` cents and add up to it; the last takes the rest."""
    each = (amount / count).quantize(CENT, rounding=ROUND_DOWN)
    if each <= 0:
        return [amount]
    return [each] * (count - 1) + [amount - each * (count - 1)]


def set_off(amount: Decimal, monthly: Decimal, percent: Decimal, months: int) -> list[Decimal]:
    """Parts to keep from later months, none above `percent` of `monthly`; what the months left cannot carry stays."""
    most, parts, left = percent_of(monthly, percent), [], amount
    while left > 0 and most > 0 and len(parts) < months:
        parts.append(min(most, left))
        left -= parts[-1]
    return parts
