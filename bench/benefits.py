"""The monthly run of 300,000 claims: against a bare INSERT … SELECT of as many rows, and against the ORM row by row."""

import os
import time
from datetime import date
from typing import Any

from bench.figures import Figure, against, at_least, told

CLAIMS = int(os.environ.get("CLAIMS", "300000"))
ORM_SAMPLE = 1000
MONTH = date(2026, 11, 1)
BARE = (
    "CREATE TABLE bare_payment (LIKE insurance_payment INCLUDING ALL)",
    "CREATE TABLE bare_entry (LIKE insurance_ledgerentry INCLUDING ALL)",
    "ALTER TABLE bare_payment ADD FOREIGN KEY (run_id) REFERENCES insurance_run, "
    "ADD FOREIGN KEY (claim_id) REFERENCES insurance_claim, "
    "ADD FOREIGN KEY (person_id) REFERENCES accounts_person, "
    "ADD FOREIGN KEY (account_id) REFERENCES insurance_bankaccount",
    "ALTER TABLE bare_entry ADD FOREIGN KEY (payment_id) REFERENCES bare_payment",
)
PAYMENTS = """
INSERT INTO bare_payment (run_id, benefit, claim_id, person_id, subject, month, amount, account_id, state, fail_reason)
SELECT %(run)s, 'monthly', id, person_id, '', %(month)s, 2097.00, account_id, 'made', '' FROM insurance_claim
WHERE state = 'drawing'"""
ENTRIES = """
INSERT INTO bare_entry (fund, account, amount, payment_id, step, at)
SELECT 'unemployment', s.account, s.sign * p.amount, p.id, 'made', now()
FROM bare_payment p CROSS JOIN (VALUES ('spent', 1), ('owed', -1)) AS s(account, sign)"""


def measure() -> list[Figure]:
    """Fill, floor, run, run again, a sample of the ORM."""
    from django.db import connection

    from insurance.services import runs
    from portal.agencies.models import Agency
    from portal.kernel.actor import system

    filled, by = _fill(), system("bench")
    province = Agency.objects.get(region_id="510000", level=1)
    bare = _bare()
    began = time.perf_counter()
    first = runs.make_run(MONTH, agency=province, by=by)
    run = time.perf_counter() - began
    began = time.perf_counter()
    second = runs.make_run(MONTH, agency=province, by=by)
    again = time.perf_counter() - began
    if (first.count, second.count) != (CLAIMS, 0):
        raise AssertionError(f"paid {first.count} and {second.count}")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), sum(amount) FROM insurance_ledgerentry")
        if cursor.fetchone() != (2 * CLAIMS, 0):
            raise AssertionError("the ledger does not balance")
    return [
        told(f"{CLAIMS:,} claims written", filled, "s"),
        against(f"run of {CLAIMS:,} claims, against INSERT … SELECT", run, "s", bare, 4.0),
        at_least("payments a second, against the ORM", CLAIMS / run, "1/s", _orm(first.run), 30.0),
        against("the second run of the month, against the first", again, "s", run, 0.2),
    ]


def _fill() -> float:
    """Twins of one claim, and the planner's statistics."""
    from django.db import connection

    from tests import stack
    from tests.cast import Cast
    from tests.cast_payments import drawing
    from tests.claim_rows import twins

    claim = drawing(Cast())
    database = connection.settings_dict["NAME"]
    began = time.perf_counter()
    with stack.owner_cursor(database) as cursor:
        twins(cursor, claim.pk, CLAIMS - 1, mark="BENCH")
        cursor.execute("VACUUM (ANALYZE)")
    return time.perf_counter() - began


def _bare() -> float:
    """As many rows into tables alike, indexes and foreign keys too, two statements in one transaction."""
    from django.db import connection

    from tests import stack

    number = _empty_run()
    with stack.owner_cursor(connection.settings_dict["NAME"]) as cursor:
        for statement in BARE:
            cursor.execute(statement)
        times = []
        for _turn in range(2):
            cursor.execute("TRUNCATE bare_payment, bare_entry")
            began = time.perf_counter()
            cursor.execute("BEGIN")
            cursor.execute(PAYMENTS, {"run": number, "month": MONTH})
            cursor.execute(ENTRIES)
            cursor.execute("COMMIT")
            times.append(time.perf_counter() - began)
        cursor.execute("DROP TABLE bare_entry, bare_payment")
    return min(times)


def _empty_run() -> int:
    from insurance.models import Run
    from portal.agencies.models import Agency
    from portal.kernel import clock

    agency = Agency.objects.get(region_id="510000", level=1)
    row = Run.objects.create(number="BARE", kind="monthly", month=MONTH, agency=agency, made_at=clock.now())
    return row.pk


def _orm(run: Any) -> float:
    """Payments a second when each claim is paid by itself: three objects and a transaction of its own."""
    from insurance.models import Claim

    claims = list(Claim.objects.filter(state="drawing")[:ORM_SAMPLE])
    began = time.perf_counter()
    for claim in claims:
        _pay_by_itself(run, claim)
    return len(claims) / (time.perf_counter() - began)


def _pay_by_itself(run: Any, claim: Any) -> None:
    from django.db import transaction

    from insurance.models import LedgerEntry, Payment
    from portal.kernel import clock

    facts = {"claim": claim, "month": date(2026, 12, 1), "benefit": "monthly"}
    with transaction.atomic():
        if Payment.objects.filter(**facts).exclude(state="cancelled").exists():
            return
        made = Payment.objects.create(
            **facts, run=run, person_id=claim.person_id, amount="2097.00", account_id=claim.account_id
        )
        sides = (("spent", "2097.00"), ("owed", "-2097.00"))
        LedgerEntry.objects.bulk_create(  # one statement: the database refuses half a step
            LedgerEntry(account=name, amount=each, payment=made, step="made", at=clock.now())
            for name, each in sides
        )
