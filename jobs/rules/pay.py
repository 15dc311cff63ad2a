"""Pay as a range with a unit, and what is wrong with one."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

DAYS_A_MONTH, HOURS_A_MONTH, MONTHS_A_YEAR = Decimal("21.75"), Decimal(174), Decimal(12)
MOST = {"month": 300_000, "day": 10_000, "hour": 2_000, "piece": 100_000, "year": 3_600_000}
WIDEST = 5  # times: a wider range says nothing


@dataclass(frozen=True)
class Pay:
    """low and high in yuan; unit is month, day, hour, piece or year."""

    low: Decimal
    high: Decimal
    unit: str


def monthly(pay: Pay) -> Decimal | None:
    """The lowest pay as a month's, for putting vacancies in order only; None for pay by the piece.

    21.75 paid days and 174 hours a month are the convention of wage statistics (人社部发〔2025〕2号).
    """
    if pay.unit == "piece":
        return None
    factor = {"month": Decimal(1), "day": DAYS_A_MONTH, "hour": HOURS_A_MONTH, "year": 1 / MONTHS_A_YEAR}
    return (pay.low * factor[pay.unit]).quantize(Decimal("0.01"))


def problems(low: Decimal, high: Decimal, unit: str) -> list[str]:
    """What is wrong with a range, in words; empty when it can stand."""
    if low <= 0 or high <= 0:
        return [_("薪资要大于0。")]
    if low > high:
        return [_("最低薪资不能高于最高薪资。")]
    if high > MOST[unit]:
        return [_("这个薪资太高了,请核对金额和单位。")]
    if high > low * WIDEST:
        return [_("薪资范围太宽,看不出能拿多少。最高不超过最低的5倍,差得多就分成两个岗位。")]
    return []
