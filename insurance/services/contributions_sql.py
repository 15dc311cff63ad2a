# ruff: noqa: S608 - every part of these statements stands in this file, values are parameters
"""The set-based steps of an import of contributions, each one statement whatever the size of the file."""

NOBODY = "没有这个人的档案,登记以后再导入。"
NO_UNIT = "没有登记这个单位,请先登记单位。"

# Who a line speaks of (merged records lead to the one that stays), which unit, and what then cannot be taken.
MARK = (
    f"""
    UPDATE insurance_contributionline l
    SET person_id = found.person, employer_id = found.unit, problem = found.problem
    FROM (
        SELECT l.line, w.person, o.id AS unit,
               CASE WHEN w.person IS NULL THEN '{NOBODY}'
                    WHEN l.employer_code > '' AND o.id IS NULL THEN '{NO_UNIT}' ELSE '' END AS problem
        FROM insurance_contributionline l
        LEFT JOIN (
            SELECT DISTINCT ON (d.number_index) d.number_index, coalesce(p.merged_into_id, p.id) AS person
            FROM accounts_document d JOIN accounts_person p ON p.id = d.person_id
            WHERE d.namespace = 'citizen' AND NOT d.retired AND d.number_index IN
                  (SELECT document_index FROM insurance_contributionline WHERE batch_id = %(batch)s)
            ORDER BY d.number_index, d.confirmed DESC, d.seen_at
        ) w ON w.number_index = l.document_index
        LEFT JOIN LATERAL (
            SELECT id FROM accounts_organisation WHERE l.employer_code > '' AND uscc = l.employer_code
            ORDER BY confirmed_at IS NULL, created_at LIMIT 1
        ) o ON true
        WHERE l.batch_id = %(batch)s
          AND (l.problem IN ('', '{NOBODY}', '{NO_UNIT}') OR l.problem LIKE '与第%%%%行重复')
    ) found
    WHERE l.batch_id = %(batch)s AND l.line = found.line
      AND (l.person_id, l.employer_id, l.problem) IS DISTINCT FROM (found.person, found.unit, found.problem)
    """,
    """
    UPDATE insurance_contributionline l SET problem = '与第' || twice.last || '行重复'
    FROM (SELECT line, max(line) OVER (PARTITION BY person_id, employer_id, month) AS last
          FROM insurance_contributionline WHERE batch_id = %(batch)s AND problem = '') twice
    WHERE l.batch_id = %(batch)s AND l.line = twice.line AND twice.last <> twice.line
    """,
)
SAME = (
    """c.person_id = l.person_id AND c.employer_id IS NOT DISTINCT FROM l.employer_id AND c.month = l.month"""
)
NEWS = """(c.county_id, c.base, c.unit_paid, c.own_paid)
          IS DISTINCT FROM (l.county_code, l.base, l.unit_paid, l.own_paid)"""
JOINED = f"""insurance_contributionline l LEFT JOIN insurance_contribution c ON {SAME}"""
GOOD = "l.batch_id = %(batch)s AND l.problem = ''"

COUNT = f"""
SELECT count(*), count(*) FILTER (WHERE l.problem > ''),
       count(*) FILTER (WHERE l.problem = '' AND c.id IS NULL),
       count(*) FILTER (WHERE l.problem = '' AND c.id IS NOT NULL AND {NEWS}),
       count(*) FILTER (WHERE l.problem = '' AND c.id IS NOT NULL AND NOT ({NEWS}))
FROM {JOINED} WHERE l.batch_id = %(batch)s
"""
# How many persons get new or other months, and how many of them draw or have asked now.
EFFECT = f"""
SELECT count(DISTINCT l.person_id),
       count(DISTINCT l.person_id) FILTER (WHERE EXISTS
           (SELECT FROM insurance_claim k WHERE k.person_id = l.person_id
            AND k.state IN ('asked', 'drawing', 'suspended')))
FROM {JOINED} WHERE {GOOD} AND (c.id IS NULL OR {NEWS})
"""
REMEMBER = f"""
INSERT INTO insurance_contributionchange (batch_id, contribution_id, before)
SELECT %(batch)s, c.id, jsonb_build_object('county_id', c.county_id, 'base', c.base::text,
       'unit_paid', c.unit_paid::text, 'own_paid', c.own_paid::text, 'source_id', c.source_id, 'as_of', c.as_of)
FROM {JOINED} WHERE {GOOD} AND c.id IS NOT NULL AND {NEWS}
"""
TAKE = f"""
WITH corrected AS (
    UPDATE insurance_contribution c SET county_id = l.county_code, base = l.base, unit_paid = l.unit_paid,
           own_paid = l.own_paid, source_id = %(batch)s, as_of = %(as_of)s
    FROM insurance_contributionline l WHERE {GOOD} AND {SAME} AND {NEWS}
), taken AS (
    INSERT INTO insurance_contribution
        (person_id, employer_id, county_id, month, base, unit_paid, own_paid, source_id, as_of)
    SELECT l.person_id, l.employer_id, l.county_code, l.month, l.base, l.unit_paid, l.own_paid,
           %(batch)s, %(as_of)s
    FROM {JOINED} WHERE {GOOD} AND c.id IS NULL
    ON CONFLICT DO NOTHING RETURNING id
)
INSERT INTO insurance_contributionchange (batch_id, contribution_id) SELECT %(batch)s, id FROM taken
"""
FORGET = """DELETE FROM insurance_contributionline WHERE batch_id = %(batch)s AND problem = ''"""

LATER = """
SELECT EXISTS (SELECT FROM insurance_contributionchange mine
               JOIN insurance_contributionchange other USING (contribution_id)
               JOIN insurance_contributionimport i ON i.id = other.batch_id AND i.state = 'applied'
               WHERE mine.batch_id = %(batch)s AND other.id > mine.id AND other.batch_id <> mine.batch_id)
"""
DECIDED = """
SELECT DISTINCT s.number FROM insurance_contributionchange h
JOIN insurance_contribution c ON c.id = h.contribution_id
JOIN insurance_claim k ON k.person_id = c.person_id
JOIN casework_case s ON s.id = k.case_id AND s.decided_at > %(at)s
WHERE h.batch_id = %(batch)s ORDER BY 1 LIMIT 5
"""
RESTORE = """
UPDATE insurance_contribution c SET county_id = h.before ->> 'county_id', base = (h.before ->> 'base')::numeric,
       unit_paid = (h.before ->> 'unit_paid')::numeric, own_paid = (h.before ->> 'own_paid')::numeric,
       source_id = (h.before ->> 'source_id')::uuid, as_of = (h.before ->> 'as_of')::date
FROM insurance_contributionchange h
WHERE h.batch_id = %(batch)s AND h.contribution_id = c.id AND h.before IS NOT NULL
"""
REMOVE = """
DELETE FROM insurance_contribution c USING insurance_contributionchange h
WHERE h.batch_id = %(batch)s AND h.contribution_id = c.id AND h.before IS NULL
"""
