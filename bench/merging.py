"""A merge of a person with 100,000 rows: with the history of every row, against the same without."""

import time
from contextlib import contextmanager

import environ
import psycopg2

from bench.figures import Figure, against

ROWS = 100_000


class Undo(Exception):
    """Rolls the merge back, so that it can be measured again."""


def measure() -> list[Figure]:
    """The better of two runs of each, in turns."""
    from tests import stack
    from tests.cast import Cast

    cast = Cast()
    kept, gone = cast.person("吉克·阿呷", phone="13800000021"), cast.person("张磊", phone="13800000022")
    _fill(cast, gone)
    cast.liufang  # noqa: B018 - made here, or the first merge's rollback would take her along
    owner = stack.env_for("shuye_bench", "owner")["DATABASE_OWNER_URL"]
    runs = []
    for _turn in range(2):
        with_history = _merge(cast, kept, gone)
        with _no_history(owner):
            runs.append((with_history, _merge(cast, kept, gone)))
    return [
        against(
            f"merge of {ROWS:,} rows with history",
            min(a for a, _b in runs),
            "s",
            min(b for _a, b in runs),
            2.0,
        )
    ]


def _fill(cast, person) -> None:
    """Cases: as many as nobody will ever have."""
    from bench.pages import _fields
    from portal.casework.models import Case
    from portal.kernel.ids import uuid7

    model = Case.objects.filter(person__isnull=False).first() or cast.case(cast.xiaomei)
    fields = _fields(model) | {"person_id": person.pk}
    rows = []
    for number in range(ROWS):
        row = Case(**fields)
        row.pk, row.number, row.subject_key = uuid7(), f"BM-{number:07d}", f"m{number}"
        row.state = "submitted"
        rows.append(row)
    Case.objects.bulk_create(rows, batch_size=5000)


def _merge(cast, kept, gone) -> float:
    from django.db import transaction

    from portal.accounts.services import merge

    began = time.perf_counter()
    try:
        with transaction.atomic():
            merge(kept, gone, reason="同一个人", by=cast.liufang_actor)
            taken = time.perf_counter() - began
            raise Undo
    except Undo:
        return taken


@contextmanager
def _no_history(owner: str):
    """The same tables without their history trigger, put back afterwards."""
    from portal.events.schema import history_models

    tables = [model._meta.db_table for model in history_models()]
    config = environ.Env.db_url_config(owner)
    connection = psycopg2.connect(
        dbname=config["NAME"], user=config["USER"], password=config["PASSWORD"], host=config["HOST"]
    )
    connection.autocommit = True
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER keep_history')
        try:
            yield
        finally:
            for table in tables:
                cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER keep_history')
    connection.close()
