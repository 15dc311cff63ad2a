"""Holding the lines of a filing against the register, and taking them: set-based, safe to come again."""

import itertools
from typing import Any

from django.db import IntegrityError, connection, transaction

from portal.accounts.services import Declared, enrol_many
from portal.agencies.queries import known_county_codes
from portal.events.services import record_from
from portal.kernel import clock
from portal.kernel.actor import Actor

from ..models import Filing
from ..rules import roster
from . import filings_sql as sql

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
    values = _values(filing, first, last)
    _run(sql.PERSON, values)
    _run(sql.TWICE, values)
    _run(sql.STANDING, values)
    if filing.kind == Kind.HIRE:
        _run(sql.HIRE_EFFECT, values)
        _run(sql.HIRE_CONFLICT, values)
    else:
        _run(sql.LEAVE_EFFECT, values)


def take(filing: Filing, first: int, last: int, *, by: Actor) -> None:
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
            _take(filing, first, last, by)
    except IntegrityError:
        if first == last:
            filing.lines.filter(line=first).update(problem=sql.CONFLICT)
            return
        middle = (first + last) // 2
        take(filing, first, middle, by=by)
        take(filing, middle + 1, last, by=by)


def _take(filing: Filing, first: int, last: int, by: Actor) -> None:
    values = _values(filing, first, last)
    if filing.kind == Kind.HIRE:
        _enrol(filing, values)
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


def _enrol(filing: Filing, values: dict[str, Any]) -> None:
    """Make records for those nobody knew: name and number come once more from the file that was handed in."""
    with connection.cursor() as cursor:
        cursor.execute(sql.UNKNOWN, values)
        unknown = dict(cursor.fetchall())
    if not unknown:
        return
    enrol_many(_declared(filing, unknown))
    _run(sql.ENROLLED, values)


def _declared(filing: Filing, unknown: dict[int, Any]) -> list[Declared]:
    from .filings import sheet_rows

    heads, found = sheet_rows(filing)
    known, today, last = known_county_codes(), clock.today(), max(unknown)
    out = []
    for number, cells in itertools.takewhile(lambda each: each[0] <= last, found):
        if number in unknown:
            read = roster.read_hire(dict(zip(heads, cells, strict=False)), known=known, today=today)
            out.append(
                Declared(unknown[number], read.name, read.document_kind, read.number, read.birth, read.sex)
            )
    return out
