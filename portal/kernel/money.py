"""Money in yuan: Decimal with two places, rounded half up (四舍五入), never a float."""

from decimal import ROUND_HALF_UP, Decimal, localcontext

CENT = Decimal("0.01")
_PRECISION = 40  # wide enough for any fund in 分, whatever the caller's context says


def money(value: Decimal | int | str) -> Decimal:
    """An amount in yuan to two places, half up. Raises TypeError on float, ValueError on no number."""
    if isinstance(value, bool) or not isinstance(value, Decimal | int | str):
        raise TypeError(f"money is made of Decimal, int or str, not {type(value).__name__}")
    with localcontext() as context:
        context.prec = _PRECISION
        try:
            amount = Decimal(value)
        except ArithmeticError as error:
            raise ValueError("not a number") from error
        if not amount.is_finite():
            raise ValueError("not a finite number")
        return amount.quantize(CENT, rounding=ROUND_HALF_UP) + 0  # + 0 turns -0.00 into 0.00


def percent_of(base: Decimal | int | str, percent: Decimal | int | str) -> Decimal:
    """`percent` per cent of `base` in yuan, rounded once at the end: percent_of("2330", "90") is 2097.00."""
    if isinstance(base, float) or isinstance(percent, float):
        raise TypeError("money is never computed from float")
    with localcontext() as context:
        context.prec = _PRECISION
        return money(Decimal(base) * Decimal(percent) / 100)


def text(value: Decimal | int | str) -> str:
    """«2,097.00元» as screens and letters print it."""
    return f"{money(value):,.2f}元"
