"""How many people stood in each stage at the end of a month, and what moved in it: counted from transitions."""

from datetime import date, datetime, time

from django.db import connection

from portal.kernel import clock
from portal.oversight.registry import Month
from portal.oversight.services import month_of

from ..models import StageTransition

FIRST_YEAR, LAST_YEAR = 2019, 2100
STANDING = """
SELECT stage, category, count(*) FROM (
  SELECT DISTINCT ON (t.service_id) t.to_stage AS stage, t.category
  FROM jobs_stagetransition t JOIN jobs_servicestage s ON s.id = t.service_id
  JOIN agencies_agency a ON a.id = s.agency_id JOIN accounts_person p ON p.id = s.person_id
  WHERE t.at < %s AND a.path LIKE %s AND p.merged_into_id IS NULL
  ORDER BY t.service_id, t.at DESC, t.id DESC
) last WHERE stage > 0 GROUP BY stage, category
"""
CHANGES = """
SELECT t.from_stage, t.to_stage, t.reason, count(*)
FROM jobs_stagetransition t JOIN jobs_servicestage s ON s.id = t.service_id
JOIN agencies_agency a ON a.id = s.agency_id
WHERE t.at >= %s AND t.at < %s AND a.path LIKE %s AND t.reason <> %s
GROUP BY t.from_stage, t.to_stage, t.reason ORDER BY count(*) DESC, t.from_stage, t.to_stage, t.reason
"""


def month(code: str) -> Month:
    """The month of «2026-11»; this month for anything else."""
    today = clock.today()
    try:
        day = date.fromisoformat(f"{code}-01")
    except ValueError:
        day = today
    return month_of(day if FIRST_YEAR <= day.year <= LAST_YEAR else today, today=today)


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), clock.ZONE)


def standing(agency_path: str, asked: Month) -> dict[tuple[int, str], int]:
    """(stage, category) to people, at the end of the month or now; of the agency and below."""
    with connection.cursor() as cursor:
        cursor.execute(STANDING, [_moment(asked.after), f"{agency_path}%"])
        return {(stage, category): people for stage, category, people in cursor.fetchall()}


def changes(agency_path: str, asked: Month) -> list[tuple[int, int, str, int]]:
    """(from, to, reason, how many) in the month, the most frequent first; regrading alone is no movement."""
    values = [_moment(asked.first), _moment(asked.after), f"{agency_path}%", StageTransition.Reason.REGRADED]
    with connection.cursor() as cursor:
        cursor.execute(CHANGES, values)
        return cursor.fetchall()
