"""A hundred thousand lines of contributions from XLSX, against a parse and the bare statements for the same rows."""

import io
import subprocess
import sys
import time
from datetime import date
from typing import Any

from bench.figures import Figure, against, told

PERSONS, MONTHS = 5_000, 20
AS_OF = date(2026, 10, 31)
# The same lines into the staging table and the same rows into contributions, their history trigger included.
BARE = """
INSERT INTO insurance_contribution (person_id, county_id, month, base, unit_paid, own_paid, as_of)
SELECT d.person_id, l.county_code, l.month, l.base, l.unit_paid, l.own_paid, '2026-10-31'
FROM insurance_contributionline l JOIN accounts_document d ON d.number_index = l.document_index
WHERE d.namespace = 'citizen' AND l.batch_id = %s
"""


def measure() -> list[Figure]:
    """The floor first, rolled back; then the file as a clerk gives it."""
    from django.db import connection, transaction

    from insurance.models import Contribution
    from insurance.services import contributions as services
    from portal.accounts import actors
    from portal.embedded import paths
    from tests import stack
    from tests.cast import Cast

    command = [sys.executable, str(paths.REPOSITORY / "manage.py"), "seed_scale", "--persons", str(PERSONS)]
    subprocess.run(command, env=stack.env_for("shuye_bench", "owner"), check=True, stdout=subprocess.DEVNULL)
    by = actors.of_clerk(Cast().clerk("shuju", "数据员", "510104", "data"))
    data = _file()
    with transaction.atomic():
        floor = _floor(data, by)
        transaction.set_rollback(True)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE accounts_document")
    began = time.perf_counter()
    batch = services.stage("缴费.xlsx", data, source="税务", as_of=AS_OF, by=by)
    shown = time.perf_counter() - began
    services.apply(batch, by=by)
    spent = time.perf_counter() - began
    if Contribution.objects.count() != PERSONS * MONTHS:
        raise AssertionError(f"{Contribution.objects.count()} contributions")
    return [
        against("100,000 contributions from XLSX", spent, "s", floor, 3.0),
        told("… until the effect is shown", shown, "s"),
    ]


def _file() -> bytes:
    from openpyxl import Workbook

    from insurance.rules.lines import COLUMNS
    from portal.accounts.models import Document
    from portal.kernel.fields import plaintext

    rows = Document.objects.filter(namespace="citizen", kind="resident_id").order_by("pk")[:PERSONS]
    numbers = [plaintext(row.number) for row in rows]
    book = Workbook(write_only=True)
    sheet = book.create_sheet("缴费")
    sheet.append(COLUMNS)
    for month in range(MONTHS):
        year, number = divmod(2025 * 12 + month, 12)
        for each in numbers:
            sheet.append([each, "", "锦江区", f"{year}-{number + 1:02d}", "5000.00", "30.00", "20.00"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _floor(data: bytes, by: Any) -> float:
    """Seconds of the parse, the COPY of typed lines and the INSERT … SELECT; making the lines is not counted."""
    from django.db import connection
    from python_calamine import CalamineWorkbook

    from insurance.models import ContributionImport, ContributionLine
    from portal.accounts.queries import number_index
    from portal.kernel import clock
    from portal.kernel.copying import copy_statement, lines

    batch = ContributionImport.objects.create(
        source="x",
        as_of=AS_OF,
        file_name="x",
        digest="x",
        agency_id=by.agency_id,
        made_by_id=by.id,
        made_at=clock.now(),
    )
    began = time.perf_counter()
    cells = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    parsed = time.perf_counter() - began
    text = lines(
        ContributionLine(
            batch_id=batch.pk,
            line=number,
            document_index=number_index("citizen", row[0]),
            county_code="510104",
            month=date.fromisoformat(f"{row[3]}-01"),
            base=row[4],
            unit_paid=row[5],
            own_paid=row[6],
        )
        for number, row in enumerate(cells[1:], 2)
    )
    began = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.cursor.copy_expert(copy_statement(ContributionLine), io.StringIO(text))
        cursor.execute(BARE, [batch.pk])
        if cursor.rowcount != PERSONS * MONTHS:
            raise AssertionError(f"the floor wrote {cursor.rowcount} rows")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return parsed + time.perf_counter() - began
