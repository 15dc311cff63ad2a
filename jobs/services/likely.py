"""可投递单位: where hires come from, and the nightly count of who is likely to hire."""

# ruff: noqa: S608 — the parts put together are constants of this file

from datetime import date
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from portal.agencies.queries import SICHUAN
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.rules import queries as law

from ..models import Employer, LikelyEmployer

GROUP = "replace(left(v.occupation_id, 7), '-', '')::int"
HIRED = f"""
SELECT v.employer_id AS employer, {GROUP} AS occupations, left(v.region_id, 6)::int AS county,
       (e.at AT TIME ZONE 'Asia/Shanghai')::date AS on_day, 1 AS people
FROM jobs_applicationevent e JOIN jobs_application a ON a.id = e.application_id
JOIN jobs_vacancy v ON v.id = a.vacancy_id
WHERE e.state = 'hired' AND v.occupation_id IS NOT NULL
"""
# A vacancy whose employer told somebody that it is filled, and that hired nobody here, hired somebody elsewhere.
FILLED = f"""
SELECT v.employer_id, {GROUP}, left(v.region_id, 6)::int, (v.ended_at AT TIME ZONE 'Asia/Shanghai')::date, 1
FROM jobs_vacancy v
WHERE v.state = 'closed' AND v.occupation_id IS NOT NULL AND v.ended_at IS NOT NULL
  AND EXISTS (SELECT 1 FROM jobs_application a WHERE a.vacancy_id = v.id AND a.reason = 'filled')
  AND NOT EXISTS (SELECT 1 FROM jobs_application a WHERE a.vacancy_id = v.id AND a.state = 'hired')
"""
COUNT = """
INSERT INTO jobs_likelyemployer (employer_id, occupations, county, hires, last_on, stars, counted_on)
SELECT f.employer, f.occupations, f.county, sum(f.people), max(f.on_day),
       CASE WHEN sum(f.people) >= %(three)s THEN 3 WHEN sum(f.people) >= %(two)s THEN 2 ELSE 1 END, %(today)s
FROM ({flows}) AS f JOIN jobs_employer e ON e.organisation_id = f.employer
WHERE f.on_day > (%(today)s::date - make_interval(months => %(months)s))::date AND f.on_day <= %(today)s
  AND e.listed AND e.verified_until >= %(today)s
GROUP BY f.employer, f.occupations, f.county
"""


def flows() -> list[str]:
    """Where hires are read from: each a SELECT of (employer, occupations, county, on_day, people).

    Registered employment (就业登记) joins here once it says what somebody was hired as.
    """
    return [HIRED, FILLED]


@verb
def count_likely(*, by: Actor) -> int:
    """Write the table anew, in two statements; returns how many rows there are now."""
    on = clock.today()
    values: dict[str, Any] = {"today": on}
    for name, key in (("two", "two_stars"), ("three", "three_stars"), ("months", "months")):
        values[name] = int(law.value(f"likely.{key}", on=on, region=SICHUAN))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM jobs_likelyemployer")
        cursor.execute(COUNT.format(flows=" UNION ALL ".join(flows())), values)
        count = cursor.rowcount
    record("likely_employers.counted", subject_type="likely_employers", subject_id=on, by=by)
    return count


@verb
def list_employer(employer: Employer, *, listed: bool, by: Actor) -> Employer:
    """An employer is shown among the likely ones, or takes itself out at once."""
    locked = Employer.objects.select_for_update(of=("self",)).get(pk=employer.pk)
    if locked.listed != listed:
        locked.listed = listed
        locked.save(update_fields=["listed"])
        name = "employer.listed" if listed else "employer.unlisted"
        record(name, subject_type="employer", subject_id=locked.pk, by=by)
    return locked


def shown(on: date) -> QuerySet[LikelyEmployer]:
    """What may be shown today: a verification that ended or a wish to be left out holds before the next count."""
    rows = LikelyEmployer.objects.filter(employer__listed=True, employer__verified_until__gte=on)
    return rows.select_related("employer__organisation").order_by("-stars", "-id")
