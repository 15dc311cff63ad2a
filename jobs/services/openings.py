"""The row that search reads follows its vacancy, in the same transaction."""

from django.db import connection

from portal.kernel import clock, words

from ..models import OPEN, Opening, Vacancy, VacancyChange
from ..rules import skills
from ..rules.pay import Pay, monthly
from ..search.asked import facet_words
from ..vocabulary import known

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


def index(vacancy: Vacancy) -> None:
    """Write, rewrite or take away the vacancy's row: only an open one that nobody hid is found."""
    if vacancy.state != OPEN or vacancy.hidden_at:
        if Opening.objects.filter(vacancy=vacancy).delete()[0]:
            _tell(vacancy, VacancyChange.Op.REMOVED)
        return
    _tell(vacancy, VacancyChange.Op.UPSERT)
    row = opening_of(vacancy)
    facts = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    for kept in ("id", "vacancy_id", "applied"):
        del facts[kept]
    counted = facts | {"applied": vacancy.applications.count()}  # a row made anew goes on counting
    Opening.objects.update_or_create(vacancy=vacancy, defaults=facts, create_defaults=counted)


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
