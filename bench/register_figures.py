"""Figures of the register over SPELLS spells, against one GROUP BY over the same table in the same run.

The spells are written set-based with the triggers off and without the constraints of overlap (a database of its
own, thrown away after): only the counting is measured.
"""

import os
import time
from collections.abc import Callable
from datetime import date
from typing import Any

from bench.figures import Figure, against, told
from bench.registers import _owner

SPELLS = int(os.environ.get("SPELLS", "5000000"))
EACH = 5  # spells of a person
MONTH = date(2026, 10, 1)
FLOOR = """
    SELECT agency_id, kind, ending, count(*) FILTER (WHERE lower(period) >= '2026-10-01'),
           count(*) FILTER (WHERE upper(period) IS NULL)
    FROM registration_spell GROUP BY 1, 2, 3
"""
REFERENCES = """
    SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE conrelid = 'registration_spell'::regclass AND contype = 'f'
"""
PEOPLE = """
    INSERT INTO accounts_person
    SELECT (jsonb_populate_record(p, jsonb_build_object(
        'id', gen_random_uuid(), 'user_id', NULL, 'merged_into_id', NULL,
        'sex', CASE WHEN n %% 2 = 0 THEN 'male' ELSE 'female' END,
        'birth', date '1965-01-01' + (n * 37) %% 15000))).*
    FROM accounts_person p CROSS JOIN generate_series(1, %s) n
    WHERE p.id = (SELECT id FROM accounts_person LIMIT 1)
"""
WRITTEN = """
    INSERT INTO registration_spell (id, person_id, kind, exclusive, period, agency_id, ending, registered_at)
    SELECT gen_random_uuid(), p.id, k.kind, k.kind <> 'flexible',
           daterange(k.day, CASE WHEN turn = 5 THEN NULL ELSE k.day + 300 END), a.ids[1 + n %% a.many],
           CASE WHEN turn = 5 THEN '' WHEN k.kind = 'unemployment' THEN 'hired' ELSE 'left' END, now()
    FROM (SELECT id, row_number() OVER () AS n FROM accounts_person) p
    CROSS JOIN generate_series(1, 5) AS turn
    CROSS JOIN (SELECT array_agg(id) AS ids, count(*) AS many FROM agencies_agency WHERE level = 3) a
    CROSS JOIN LATERAL (
        SELECT (ARRAY['employment', 'unemployment', 'flexible'])[1 + (n + turn) %% 3] AS kind,
               date '2022-06-01' + (turn * 310 + n %% 100)::int AS day
    ) k
    LIMIT %s
"""


def measure() -> list[Figure]:
    """The first count of a month with its rows written, the same again, and the floor; the best of three each."""
    from portal.kernel.actor import system
    from registration.models import RegisterFigure
    from registration.services import figures
    from tests.cast import Cast

    Cast().person("张磊", verified=True)
    _fill()
    by = system("bench")
    _group_by()  # both sides find the table warm
    began = time.perf_counter()
    wrote = figures.count_month(MONTH, by=by)
    first = time.perf_counter() - began
    if not wrote or RegisterFigure.objects.count() != wrote:
        raise AssertionError("the count wrote nothing")
    again = _best(lambda: figures.count_month(MONTH, by=by))
    if figures.count_month(MONTH, by=by):
        raise AssertionError("the second count was not without effect")
    floor = _best(_group_by)
    return [
        against(f"figures of a month over {SPELLS:,} spells, first", first, "s", floor, 3.0),
        against("the same month counted again", again, "s", floor, 3.0),
        told("rows of figures written", float(wrote), ""),
    ]


def _group_by() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(FLOOR)
        cursor.fetchall()


def _best(run: Callable[[], Any], times: int = 3) -> float:
    spent = []
    for _ in range(times):
        began = time.perf_counter()
        run()
        spent.append(time.perf_counter() - began)
    return min(spent)


def _fill() -> None:
    """People and spells by the owner; triggers are off for this alone."""
    tables = ("accounts_person", "registration_spell")
    with _owner().cursor() as cursor:
        for name in ("spell_work_and_unemployment_apart", "spell_exclusive_once"):
            cursor.execute(f"ALTER TABLE registration_spell DROP CONSTRAINT {name}")
        cursor.execute(REFERENCES)
        references = cursor.fetchall()  # put back below: checked at once instead of five million times
        for name, _text in references:
            cursor.execute(f"ALTER TABLE registration_spell DROP CONSTRAINT {name}")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(PEOPLE, [SPELLS // EACH])
        cursor.execute(WRITTEN, [SPELLS])
        if cursor.rowcount != SPELLS:
            raise AssertionError(f"{cursor.rowcount} spells written")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        for name, text in references:
            cursor.execute(f"ALTER TABLE registration_spell ADD CONSTRAINT {name} {text}")
        cursor.execute("VACUUM ANALYZE")
