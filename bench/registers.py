"""A unit's file of 100,000 people: parsed, validated, sealed, merged, one event each; against the bare rows.

Prefilled forms and figures of the register stand here too. The floor writes the very rows the import wrote, into the
same tables with their triggers, after they were taken out again.
"""

import io
import os
import time
from typing import Any

import environ
import psycopg2

from bench.figures import Figure, against, limit, told

LINES = int(os.environ.get("LINES", "100000"))
COPIED = ("accounts_person", "accounts_document", "registration_filingline")
INSERTED = {
    "registration_spell": """
        INSERT INTO registration_spell (id, person_id, kind, exclusive, period, employer_id, agency_id, case_id,
                                        ending, registered_at)
        SELECT l.key, l.person_id, 'employment', true, daterange(l.day, NULL), f.organisation_id, f.agency_id,
               f.case_id, '', now() FROM registration_filingline l JOIN registration_filing f ON f.id = l.filing_id""",
    "registration_contract": """
        INSERT INTO registration_contract (spell_id, kind, begins, ends, hours, trial_until, post, renewal, filing_id,
                                           filed_at)
        SELECT l.key, l.contract, l.begins, l.ends, l.hours, l.trial_until, l.post, 0, l.filing_id, now()
        FROM registration_filingline l""",
    "events_event": """
        INSERT INTO events_event (at, name, subject_type, subject_id, payload, actor)
        SELECT now(), 'employment.began', 'spell', l.key::text, '{}', '{}' FROM registration_filingline l""",
    "events_delivery": """
        INSERT INTO events_delivery (event_id, listener, attempts, next_at, failed, last_error)
        SELECT e.id, listener, 0, now(), false, '' FROM events_event e, unnest(%s::text[]) AS listener
        WHERE e.name = 'employment.began'""",
}


def measure() -> list[Figure]:
    """The file as a unit hands it in, the same file again, then the floor."""
    from django.db import connection

    from portal.events.registry import listeners_of
    from registration.models import Spell
    from tests.cast import Cast
    from tests.cast_registers import Units, hire_cells, sheet

    units = Units(Cast())
    data = sheet(hire_cells(index) for index in range(LINES))
    _emptied()
    first = _import(units, data)
    if Spell.objects.filter(kind="employment").count() != LINES:
        raise AssertionError("not every line was taken")
    again = _import(units, data)
    if Spell.objects.filter(kind="employment").count() != LINES:
        raise AssertionError("the second time was not without effect")
    listening = [each.name for each in listeners_of("employment.began")]
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM registration_filingline")
    floor = _floor(data, listening, units)
    return [
        against(f"{LINES:,} people from XLSX, registered", first, "s", floor, 3.0),
        against("the same file again, against the first time", again, "s", first, 0.6),
        told("valid numbers refused for their county code", float(_refused()), ""),
        limit("most statements for the facts of a prefilled page", float(_prefilled(units)), "", 4.0),
    ]


def _prefilled(units: Any) -> int:
    """The most that any page of three services asks to fill itself in, for somebody of whom much is on record."""
    from tests.access.entering import client_of
    from tests.cast_prefill import ITEMS, asked_by_page, known_person

    person = known_person(units.cast, units)
    client = client_of(person.user)
    return max(len(found) for item in ITEMS for found in asked_by_page(person, client, item).values())


def _import(units: Any, data: bytes) -> float:
    """Seconds from the file to the receipt, all of it in this process."""
    from registration.models import Filing
    from registration.services import filings

    began = time.perf_counter()
    filing = filings.stage(units.unit, "hire", "名单.xlsx", data, region=units.county, by=units.by)
    filings.read_staged(filing.pk, by=filings.BY)
    filing.refresh_from_db()
    filing = filings.send(filing, signature=units.signature(), by=units.by)
    filings.take_all(filing.pk)  # as the worker does
    spent = time.perf_counter() - began
    done = Filing.objects.get(pk=filing.pk)
    if (done.state, done.bad) != ("done", 0):
        raise AssertionError(f"{done.state}, {done.bad} lines refused")
    return spent


def _refused() -> int:
    """How many valid numbers, one of every county code there ever was and one of none, the reading refuses."""
    from datetime import date

    from portal.agencies.queries import known_county_codes
    from portal.kernel.identity import PROVINCES, check_digit
    from registration.rules.roster import read_hire
    from tests.cast_registers import hire_cells

    known, refused = known_county_codes(), 0
    for region in sorted({code for code in known if code[:2] in PROVINCES} | {"519999", "510199", "440399"}):
        stem = f"{region}19900101001"
        cells = hire_cells(1, 证件号码=stem + check_digit(stem))
        refused += bool(read_hire(cells, known=known, today=date(2026, 11, 28)).problem)
    return refused


def _owner() -> Any:
    from tests import stack

    config = environ.Env.db_url_config(stack.env_for("shuye_bench", "owner")["DATABASE_OWNER_URL"])
    connection = psycopg2.connect(
        dbname=config["NAME"], user=config["USER"], password=config["PASSWORD"], host=config["HOST"]
    )
    connection.autocommit = True
    return connection


def _emptied() -> None:
    """So that neither side pays for what was written before it, nor gains by it: both begin after a checkpoint."""
    from tests import stack

    with _owner().cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    stack.checkpoint()


def _floor(data: bytes, listening: list[str], units: Any) -> float:
    """Parse, COPY and INSERT … SELECT of the same rows, after they were taken out."""
    from python_calamine import CalamineWorkbook

    from registration.services import filings

    filing = filings.stage(units.unit, "hire", "名单.xlsx", data, region=units.county, by=units.by)
    filings.read_staged(filing.pk, by=filings.BY)
    _link(filing.pk)
    connection = _owner()
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE taken AS SELECT person_id FROM registration_spell WHERE kind = 'employment'"
        )
        texts = {table: _taken_out(cursor, table) for table in COPIED}
        lines, rest = COPIED[-1], COPIED[:-1]
        for table in (lines, *reversed(INSERTED), *reversed(rest)):
            cursor.execute(f'DELETE FROM "{table}"' + _which(table))  # noqa: S608 - names of this file
        _emptied()
        began = time.perf_counter()
        CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
        cursor.execute("BEGIN")
        for table, text in texts.items():
            cursor.copy_expert(f'COPY "{table}" FROM STDIN', io.StringIO(text))
            if cursor.rowcount != LINES:
                raise AssertionError(f"the floor wrote {cursor.rowcount} rows into {table}")
        for table, statement in INSERTED.items():
            cursor.execute(statement, [listening] if table == "events_delivery" else None)
            if not cursor.rowcount:
                raise AssertionError(f"the floor wrote nothing into {table}")
        cursor.execute("COMMIT")
        return time.perf_counter() - began


def _link(pk: Any) -> None:
    """Lines of the floor stand for new people again."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE registration_filingline l SET key = s.id, spell_id = NULL FROM registration_spell s "
            "WHERE l.filing_id = %s AND s.id = l.spell_id",
            [pk],
        )


def _which(table: str) -> str:
    """Only what the import wrote: people and documents of the file, spells and events of its lines."""
    return {
        "accounts_person": " WHERE id IN (SELECT person_id FROM taken)",
        "accounts_document": " WHERE person_id IN (SELECT person_id FROM taken)",
        "events_event": " WHERE name = 'employment.began'",
        "events_delivery": " WHERE event_id IN (SELECT id FROM events_event WHERE name = 'employment.began')",
        "registration_spell": " WHERE kind = 'employment'",
    }.get(table, "")


def _taken_out(cursor: Any, table: str) -> str:
    out = io.StringIO()
    cursor.copy_expert(f'COPY (SELECT * FROM "{table}"{_which(table)}) TO STDOUT', out)  # noqa: S608
    return out.getvalue()
