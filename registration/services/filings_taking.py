"""Holding the lines of a filing against the register, and taking them: set-based, safe to come again."""

from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from portal.accounts.services import Declared, enrol_many
from portal.events.services import record_from
from portal.kernel import clock
from portal.kernel.actor import Actor

from ..models import Filing
from . import filings_sql as sql
from .filings_sheet import Sheet

EVERY = 2_147_483_647
Kind = Filing.Kind


def _values(filing: Filing, first: int = 0, last: int = EVERY) -> dict[str, Any]:
    return {
        "filing": filing.pk,
        "unit": filing.organisation_id,
        "agency": filing.agency_id,
        "case": filing.case_id,
        "from": first,
        "to": last,
        "now": clock.now(),
        "leaving": filing.kind == Kind.LEAVE,
        "wrong_name": sql.WRONG_NAME,
        "conflict": sql.CONFLICT,
        "not_here": sql.NOT_HERE,
        "too_early": sql.TOO_EARLY,
        "rechecked": [sql.WRONG_NAME, sql.CONFLICT, sql.NOT_HERE, sql.TOO_EARLY],
    }


def _run(statement: str, values: dict[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def mark(filing: Filing, first: int = 0, last: int = EVERY) -> None:
    """Who each line speaks of and what it would do, by the register as it is now."""
    statement = sql.HIRES if filing.kind == Kind.HIRE else sql.ENDINGS
    _run(statement, _values(filing, first, last))


def mark_all(filing: Filing) -> None:
    """The same for every line; and of several lines about one number only the first is taken."""
    _run(sql.TWICE, _values(filing))
    mark(filing)


def take(filing: Filing, first: int, last: int, sheet: Sheet, *, by: Actor) -> None:
    """Take the lines of a chunk; runs inside a verb. One unit's filings wait for each other.

    Where another unit's filing came in between, the database refuses the chunk: it is halved until the line
    stands alone, marked anew by what is now in the register, and told if it still cannot be.
    """
    _run(
        "SELECT pg_advisory_xact_lock(hashtextextended(%(key)s, 0))",
        {"key": f"filing-{filing.organisation_id}"},
    )
    mark(filing, first, last)
    try:
        with transaction.atomic():
            _take(filing, first, last, sheet, by)
    except IntegrityError:
        if first == last:
            filing.lines.filter(line=first).update(problem=sql.CONFLICT)
            return
        middle = (first + last) // 2
        take(filing, first, middle, sheet, by=by)
        take(filing, middle + 1, last, sheet, by=by)


def _take(filing: Filing, first: int, last: int, sheet: Sheet, by: Actor) -> None:
    values = _values(filing, first, last)
    if filing.kind == Kind.HIRE:
        _enrol(sheet, values)
        record_from(
            "unemployment.ended", subject_type="spell", source=sql.END_UNEMPLOYMENT, values=values, by=by
        )
        record_from("employment.began", subject_type="spell", source=sql.BEGIN, values=values, by=by)
        _run(sql.CONTRACTS, values)
        for effect in ("renewed", "changed"):
            chosen = values | {"effect": effect}
            record_from(
                f"contract.{effect}", subject_type="spell", source=sql.CONTRACT_EVENTS, values=chosen, by=by
            )
    else:
        record_from("employment.ended", subject_type="spell", source=sql.END, values=values, by=by)
        _run(sql.SEPARATE, values)
        _run(sql.END_CONTRACTS, values)
    _run("SET CONSTRAINTS ALL IMMEDIATE", {})
    _run(sql.TAKEN, values)


def _enrol(sheet: Sheet, values: dict[str, Any]) -> None:
    """Make records for those nobody knew: name and number come once more from the file that was handed in."""
    with connection.cursor() as cursor:
        cursor.execute(sql.UNKNOWN, values)
        unknown = cursor.fetchall()
    enrol_many(_declared(sheet, *row) for row in unknown)


def _declared(sheet: Sheet, line: int, key: UUID, number_index: bytes, name_index: bytes) -> Declared:
    who = sheet.who(line)
    return Declared(
        key,
        who["name"],
        who["document_kind"],
        who["number"],
        who["birth"],
        who["sex"],
        number_index=bytes(number_index),
        name_index=bytes(name_index),
    )
