"""The ledger of the fund: every step of a payment is two rows written by one statement, debit and credit."""

from typing import Any

from django.db import connection

from portal.kernel import clock

MADE = (("spent", 1), ("owed", -1))  # what is granted is spent, and owed to the person
CANCELLED = (("spent", -1), ("owed", 1))
PAID = (("owed", 1), ("bank", -1))  # the net; what is set off goes from owed to back (应收退还) with it

BOOK = """
INSERT INTO insurance_ledgerentry (fund, account, amount, payment_id, step, at)
SELECT r.fund, side.account, side.sign * p.amount, p.id, %(step)s, %(at)s
FROM insurance_payment p JOIN insurance_run r ON r.id = p.run_id
CROSS JOIN unnest(%(accounts)s::text[], %(signs)s::int[]) AS side(account, sign)
WHERE p.id = ANY(%(payments)s)
"""


def sides(step: tuple[tuple[str, int], ...]) -> dict[str, Any]:
    """A step as the two arrays that statements join."""
    return {"accounts": [account for account, _sign in step], "signs": [sign for _account, sign in step]}


def book(payments: list[int], step: str, rows: tuple[tuple[str, int], ...]) -> None:
    """Two rows for each of these payments. Call inside the transaction that moves them."""
    with connection.cursor() as cursor:
        cursor.execute(BOOK, {**sides(rows), "step": step, "at": clock.now(), "payments": payments})
