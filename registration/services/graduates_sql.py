# ruff: noqa: S608 - every part of these statements stands in this file, values are parameters
"""The set-based steps of a school's roster, each one statement whatever the number of lines."""

from .filings_sql import WHO, WRONG_NAME

# OFFSET 0 keeps the question at the person: by school and day every line would read all its classmates.
MARK = f"""
UPDATE registration_graduateline l
SET person_id = found.person, graduation_id = found.graduation, effect = found.effect, problem = found.problem
FROM (
    SELECT l.key, w.person, g.id AS graduation,
        CASE WHEN g.id IS NULL THEN 'new'
             WHEN (g.school_id, g.level, g.major, g.graduated_on, g.destination, g.unit) IS DISTINCT FROM
                  (%(school)s, l.level, l.major, l.graduated_on, l.destination, l.unit) THEN 'changed'
             ELSE 'same' END AS effect,
        CASE WHEN NOT w.same THEN %(wrong_name)s ELSE '' END AS problem
    FROM registration_graduateline l {WHO}
    LEFT JOIN LATERAL (
        SELECT g.* FROM (SELECT * FROM registration_graduation WHERE person_id = w.person OFFSET 0) g
        WHERE ((g.school_id = %(school)s AND g.graduated_on = l.graduated_on)
               OR (g.school_id IS NULL AND g.level = l.level
                   AND extract(year FROM g.graduated_on) = extract(year FROM l.graduated_on)))
        ORDER BY g.school_id NULLS LAST, g.id LIMIT 1
    ) g ON true
    WHERE l.roster_id = %(roster)s AND l.number_index IS NOT NULL AND l.problem IN ('', %(wrong_name)s)
) found
WHERE l.key = found.key
"""
TWICE = """
UPDATE registration_graduateline l SET problem = '与第' || twice.first || '行重复,只办第' || twice.first || '行。'
FROM (SELECT key, line, min(line) OVER (PARTITION BY namespace, number_index) AS first
      FROM registration_graduateline
      WHERE roster_id = %(roster)s AND number_index IS NOT NULL AND problem = '') twice
WHERE l.key = twice.key AND twice.first <> twice.line
"""
COUNT = """
SELECT count(*), count(*) FILTER (WHERE problem > ''),
       count(*) FILTER (WHERE problem = '' AND effect = 'new'),
       count(*) FILTER (WHERE problem = '' AND effect = 'changed'),
       count(*) FILTER (WHERE problem = '' AND effect = 'same'),
       count(*) FILTER (WHERE problem = '' AND destination = 'unemployed')
FROM registration_graduateline WHERE roster_id = %(roster)s
"""
# Who goes on the list: without work by the roster and by the register, within the 择业期. One tag a person: a later
# graduation takes it over, and what was ended otherwise than by finding work is opened again by a new word.
TAG = """
INSERT INTO registration_unemployedgraduate AS t
    (id, person_id, graduation_id, region_id, agency_id, opened_on, until, first_contact_due,
     wish, wish_note, ending)
SELECT gen_random_uuid(), g.person_id, g.id, a.region_id, a.id, %(today)s, g.until, %(due)s, 'unknown', '', ''
FROM (
    SELECT DISTINCT ON (g.person_id) g.id, g.person_id, l.home, p.residence_region_id,
           (g.graduated_on + make_interval(months => %(months)s))::date - 1 AS until
    FROM registration_graduateline l JOIN registration_graduation g ON g.id = coalesce(l.graduation_id, l.key)
    JOIN accounts_person p ON p.id = g.person_id
    WHERE l.roster_id = %(roster)s AND l.problem = '' AND l.effect IN ('new', 'changed')
      AND g.destination = 'unemployed'
    ORDER BY g.person_id, g.graduated_on DESC
) g
LEFT JOIN agencies_region home ON home.code = g.residence_region_id
JOIN LATERAL (
    SELECT a.id, a.region_id FROM agencies_agency a JOIN agencies_region r ON r.code = a.region_id
    WHERE a.active AND a.level = r.level
      AND a.region_id IN (g.home, split_part(home.path, '/', 4), %(county)s)
    ORDER BY a.region_id = g.home DESC, a.region_id = split_part(coalesce(home.path, ''), '/', 4) DESC, a.id LIMIT 1
) a ON true
WHERE g.until >= %(today)s
  AND NOT EXISTS (SELECT FROM registration_spell s WHERE s.person_id = g.person_id
                  AND s.kind <> 'unemployment' AND upper_inf(s.period))
ON CONFLICT (person_id) DO UPDATE
SET graduation_id = excluded.graduation_id, region_id = excluded.region_id, agency_id = excluded.agency_id,
    until = excluded.until, opened_on = excluded.opened_on, first_contact_due = excluded.first_contact_due,
    officer_id = CASE WHEN t.agency_id = excluded.agency_id THEN t.officer_id END,
    wish = 'unknown', wish_note = '', wish_on = NULL, contacted_on = NULL, ended_on = NULL, ending = ''
WHERE excluded.until > t.until OR (t.ended_on IS NOT NULL AND t.ending NOT IN ('hired', 'said_works'))
RETURNING t.id
"""
UNTAG = """
UPDATE registration_unemployedgraduate t SET ended_on = %(today)s, ending = 'school'
FROM registration_graduateline l
WHERE l.roster_id = %(roster)s AND l.problem = '' AND l.effect = 'changed' AND l.destination <> 'unemployed'
  AND t.graduation_id = l.graduation_id AND t.ended_on IS NULL
RETURNING t.id
"""
FILED = """
SELECT coalesce(l.graduation_id, l.key) AS id FROM registration_graduateline l
WHERE l.roster_id = %(roster)s AND l.problem = '' AND l.effect IN ('new', 'changed')
"""
__all__ = ["COUNT", "FILED", "MARK", "TAG", "TWICE", "UNTAG", "WRONG_NAME"]
