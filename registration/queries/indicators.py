"""The statutory indicators of a year in one pass: SQL that says what `rules.indicators.counted` says, for everybody.

A person stands under the region of the agency of the first spell that counts. Records merged away count with the one
that stays. Tested against the cases of the rule.
"""

from datetime import date
from typing import Any

from django.db import connection

from portal.agencies.models import Region

from ..rules.indicators import DIFFICULT, NEAR

NAMES = ("new", "again", "difficult", "unemployed")
HELD = """
held AS MATERIALIZED (
    SELECT coalesce(p.merged_into_id, p.id) AS person, s.kind IN ('employment', 'flexible') AS works,
           s.kind = 'unemployment' AS idle, lower(s.period) AS begins, upper(s.period) AS ends, a.region_id AS region
    FROM registration_spell s JOIN accounts_person p ON p.id = s.person_id
    JOIN agencies_agency a ON a.id = s.agency_id
    WHERE s.ending <> 'revoked' AND lower(s.period) <= %(day)s
      AND (upper(s.period) IS NULL OR upper(s.period) >= %(first)s::date - %(near)s)
), begun AS (
    SELECT b.person, b.begins, b.region,
           NOT EXISTS (SELECT FROM held h WHERE h.person = b.person AND h.works AND h.begins < b.begins
                       AND (h.ends IS NULL OR h.ends >= b.begins)) AS new,
           EXISTS (SELECT FROM held u WHERE u.person = b.person AND u.idle AND u.begins < b.begins
                   AND (u.ends IS NULL OR u.ends >= b.begins - %(near)s)) AS again
    FROM held b WHERE b.works AND b.begins >= %(first)s
), hit AS (
    SELECT person, 'new' AS indicator, begins, region FROM begun WHERE new
    UNION ALL SELECT person, 'again', begins, region FROM begun WHERE again
    UNION ALL SELECT g.person, 'difficult', g.begins, g.region FROM begun g WHERE g.again AND EXISTS (
        SELECT FROM registration_unemploymentregistration r JOIN accounts_person p ON p.id = r.person_id
        WHERE coalesce(p.merged_into_id, p.id) = g.person AND r.categories && %(difficult)s::varchar[])
    UNION ALL SELECT person, 'unemployed', begins, region FROM held
    WHERE idle AND (ends IS NULL OR ends > %(day)s)
), once AS (
    SELECT DISTINCT ON (person, indicator) person, indicator, region FROM hit
    ORDER BY person, indicator, begins, region
)
"""
COUNTS = f"""
WITH {HELD} SELECT o.indicator, o.region, count(*) FROM once o JOIN agencies_region r ON r.code = o.region
WHERE r.path LIKE %(path)s GROUP BY 1, 2
"""  # noqa: S608 - names of this file
PEOPLE = f"""
WITH {HELD} SELECT o.person FROM once o JOIN agencies_region r ON r.code = o.region
WHERE r.path LIKE %(path)s AND o.indicator = %(indicator)s ORDER BY o.person OFFSET %(start)s LIMIT %(most)s
"""  # noqa: S608 - names of this file


def _values(year: int, day: date, region: Region) -> dict[str, Any]:
    return {
        "first": date(year, 1, 1),
        "day": day,
        "near": NEAR,
        "difficult": sorted(DIFFICULT),
        "path": f"{region.path}%",
    }


def counts(year: int, day: date, region: Region) -> dict[str, dict[str, int]]:
    """{indicator: {county: persons}} of a year up to a day, for a region and all below it."""
    out: dict[str, dict[str, int]] = {name: {} for name in NAMES}
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, _values(year, day, region))
        for indicator, county, people in cursor.fetchall():
            out[indicator][county] = people
    return out


def people(
    indicator: str, year: int, day: date, region: Region, *, start: int = 0, most: int = 50
) -> list[Any]:
    """Keys of the persons behind a number, in a fixed order."""
    values = _values(year, day, region) | {"indicator": indicator, "start": start, "most": most}
    with connection.cursor() as cursor:
        cursor.execute(PEOPLE, values)
        return [row[0] for row in cursor.fetchall()]
