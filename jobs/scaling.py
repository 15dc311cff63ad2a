"""Fill a database with made-up employers, vacancies and CVs by COPY. Development only; run by the owner role.

The index of words is taken down before and built again after: entry by entry it would take most of the time.
"""

import io
import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, connections, models, transaction

from portal.accounts.models import Organisation
from portal.agencies.queries import sichuan_counties
from portal.events.services import acting
from portal.kernel import clock
from portal.kernel.actor import system
from portal.kernel.copying import copy_statement, lines

from . import places, scale_rows
from .models import Employer, Intention, Occupation, Opening, Resume, Seeker, Vacancy
from .vocabulary import known

OPTIONS = {"employers": "made-up employers", "vacancies": "made-up vacancies, four in five of them open"}
CHUNK, PROCESSES = 4_000, 2
Progress = Callable[[int, int], None]
_ground: scale_rows.Ground | None = None
_units: list[tuple[Any, str]] = []


def fill(options: dict[str, int], progress: Progress) -> dict[str, int]:
    """Employers, vacancies of them, and a CV for every person without one; returns how many of each were added."""
    global _ground, _units
    vacancies = options.get("vacancies") or 0
    if not vacancies or Vacancy.objects.filter(number__startswith="GW-SC").exists():
        return {}
    employers = options.get("employers") or max(vacancies // 10, 1)
    _ground = ground()
    known()
    with transaction.atomic():
        acting(system("seed:scale"))
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # an index is not built while checks wait
        _copy("employer", range(employers), progress)
        _units = list(
            Organisation.objects.filter(uscc__startswith="91519999MA7")
            .order_by("uscc")
            .values_list("id", "name")
        )
        with _without_indexes(Opening):
            _copy("vacancy", range(vacancies), progress)
        people = _people()
        _copy("seeker", people, progress)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {"employers": employers, "vacancies": vacancies, "seekers": len(people)}


def ground() -> scale_rows.Ground:
    """Counties by population, occupations by falling frequency: those with everyday titles first."""
    counties = tuple(sichuan_counties().filter(functional=False).values_list("code", flat=True))
    rows = list(Occupation.objects.filter(level=4).order_by("code").values_list("code", "name", "aliases"))
    rows.sort(key=lambda row: (-len(row[2]), sum(map(ord, row[1])) % 997, row[0]))
    return scale_rows.Ground(
        today=clock.today(),
        counties=counties,
        county_weights=scale_rows.weights_of(counties),
        centres=places.centres(),
        occupations=tuple((code, tuple(dict.fromkeys([*aliases, name]))) for code, name, aliases in rows),
        occupation_weights=scale_rows.zipf(len(rows)),
    )


def _people() -> list[tuple[int, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.id FROM accounts_person p LEFT JOIN jobs_resume r ON r.person_id = p.id "
            "WHERE r.id IS NULL AND p.merged_into_id IS NULL AND p.user_id IS NULL ORDER BY p.id"
        )
        return list(enumerate(row[0] for row in cursor.fetchall()))


def _copy(kind: str, items: Any, progress: Progress) -> None:
    """Rows made by two processes, copied in by this one in the order of their keys."""
    chunks = [(kind, items[start : start + CHUNK]) for start in range(0, len(items), CHUNK)]
    done = 0
    with (
        multiprocessing.get_context("fork").Pool(PROCESSES, initializer=_forget_connections) as pool,
        connection.cursor() as cursor,
    ):
        for count, parts in pool.imap(_chunk, chunks):
            for statement, text in parts:
                cursor.copy_expert(statement, io.StringIO(text))
            done += count
            progress(done, len(items))


def _forget_connections() -> None:
    """A child must never speak on, or close, its parent's connection."""
    for one in connections.all(initialized_only=True):
        one.connection = None


def _chunk(task: tuple[str, Any]) -> tuple[int, list[tuple[str, str]]]:
    kind, items = task
    rows: dict[type[models.Model], list[models.Model]] = {}
    for item in items:
        for made in _made(kind, item):
            if made is not None:
                rows.setdefault(type(made), []).append(made)
    order = (Organisation, Employer, Vacancy, Opening, Resume, Intention, Seeker)
    return len(items), [(copy_statement(each), lines(rows[each])) for each in order if each in rows]


def _made(kind: str, item: Any) -> tuple[models.Model | None, ...]:
    if kind == "employer":
        return scale_rows.employer(item, _ground)
    if kind == "vacancy":
        return scale_rows.vacancy(item, _units[item * 7919 % len(_units)], _ground)
    return scale_rows.seeker(item[0], item[1], _ground)


@contextmanager
def _without_indexes(model: type[models.Model]) -> Iterator[None]:
    """Take a table's own indexes down and build them again; constraints keep theirs."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT i.indexname, i.indexdef FROM pg_indexes i WHERE i.tablename = %s AND NOT EXISTS "
            "(SELECT 1 FROM pg_constraint c WHERE c.conname = i.indexname) ORDER BY 1",
            [table],
        )
        found = cursor.fetchall()
        for name, _definition in found:
            cursor.execute(f'DROP INDEX "{name}"')
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        for _name, definition in found:
            cursor.execute(definition)
