"""The row that search reads follows its vacancy, in the same transaction."""

from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Subquery
from django.db.models.functions import Coalesce

from portal.kernel import clock, words

from ..models import OPEN, Application, Opening, Vacancy, VacancyChange
from ..rules import skills
from ..rules.pay import Pay, monthly
from ..search.asked import facet_words
from ..vocabulary import known

KEPT = ("id", "vacancy", "applied")  # of a row that is written again
REWRITTEN = [field.name for field in Opening._meta.concrete_fields if field.name not in KEPT]
WEIGHTS = (("title", "A"), ("occupation", "B"), ("employer", "C"), ("description", "D"))


def vector(vacancy: Vacancy, opening: Opening) -> str:
    """The words of a vacancy as the text of a tsvector, title first, and of its filters."""
    known()
    texts = {
        "title": vacancy.title,
        "occupation": vacancy.occupation.name if vacancy.occupation else "",
        "employer": vacancy.employer.organisation.name,
        "description": vacancy.description,
    }
    return words.tsvector([(texts[name], weight) for name, weight in WEIGHTS], facet_words(opening))


TELL = """
INSERT INTO jobs_vacancychange (xid, vacancy_id, op, at)
VALUES (pg_current_xact_id()::text::bigint, %s, %s, %s)
"""


def _tell(vacancy: Vacancy, op: VacancyChange.Op) -> None:
    """A row for those who copy our vacancies; the transaction's own number makes the order safe."""
    with connection.cursor() as cursor:
        cursor.execute(TELL, [vacancy.pk, op, clock.now()])


GONE = """
WITH gone AS (DELETE FROM jobs_opening WHERE vacancy_id = ANY(%s) RETURNING vacancy_id)
INSERT INTO jobs_vacancychange (xid, vacancy_id, op, at)
SELECT pg_current_xact_id()::text::bigint, vacancy_id, %s, %s FROM gone
"""


def take_away(vacancies: list[UUID]) -> None:
    """Take away the rows of vacancies that have ended, and tell who copies; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(GONE, [vacancies, VacancyChange.Op.REMOVED, clock.now()])


def index(vacancy: Vacancy) -> None:
    """Write, rewrite or take away the vacancy's row: only an open one that nobody hid is found."""
    if vacancy.state != OPEN or vacancy.hidden_at:
        if Opening.objects.filter(vacancy=vacancy).delete()[0]:
            _tell(vacancy, VacancyChange.Op.REMOVED)
        return
    _tell(vacancy, VacancyChange.Op.UPSERT)
    row = opening_of(vacancy)
    row.applied = applications_of(vacancy)
    Opening.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["vacancy"], update_fields=REWRITTEN
    )


def applications_of(vacancy: Vacancy) -> Any:
    """The number of applications, counted by the statement that writes: a row made anew goes on counting."""
    sent = Application.objects.filter(vacancy=vacancy).order_by().values("vacancy").annotate(n=Count("pk"))
    return Coalesce(Subquery(sent.values("n")), 0)


def opening_of(vacancy: Vacancy) -> Opening:
    """The row of an open vacancy, unsaved, as search and matching read it."""
    month = monthly(Pay(vacancy.pay_low, vacancy.pay_high, vacancy.pay_unit))
    row = Opening(
        vacancy=vacancy,
        posted=vacancy.opened_at or clock.now(),
        county=int(vacancy.region_id[:6]),
        occupation=vacancy.occupation_id or "",
        kind=vacancy.kind,
        pay=int(month or 0),
        education=vacancy.education,
        experience=vacancy.experience,
        urgent=vacancy.urgent,
        skills=skills.bits(skills.found_in(f"{vacancy.title}\n{vacancy.description}")),
        headcount=vacancy.headcount,
        latitude=vacancy.latitude,
        longitude=vacancy.longitude,
    )
    row.words = vector(vacancy, row)
    return row
