# ruff: noqa: S608 - every part of these statements stands in this file, values are parameters
"""The set-based steps of a unit's filing, each one statement whatever the number of lines.

Every step takes %(filing)s; those of taking take %(from)s and %(to)s, the lines of one chunk.
"""

WRONG_NAME = "姓名和证件号码与登记的不一致,请照证件核对。"
CONFLICT = (
    "这段时间和本人登记的其他状态冲突。请核对日期;日期没错的,请本人在“我的就业”里确认上一份工作已经结束,"
    "或联系经办机构。"
)
NOT_HERE = "没有找到这个人在本单位的就业登记,请核对;没有登记过的先办就业登记。"
TOO_EARLY = "最后工作日早于登记的入职日期,请核对。"

MINE = """
l.filing_id = %(filing)s AND l.line BETWEEN %(from)s AND %(to)s AND l.problem = '' AND NOT l.done
"""
OPEN = """
l.filing_id = %(filing)s AND l.line BETWEEN %(from)s AND %(to)s AND NOT l.done AND l.number_index IS NOT NULL
AND (l.problem = '' OR l.problem = ANY(%(rechecked)s))
"""
# Who a line speaks of: the confirmed holder of the number (merged records lead to the one that stays), else the
# oldest record that declared the same number and name. Asked anew before lines are taken: the world moves on.
WHO = """
LEFT JOIN LATERAL (
    SELECT coalesce(p.merged_into_id, p.id) AS person, p.name_index = l.name_index AS same
    FROM accounts_document d JOIN accounts_person p ON p.id = d.person_id
    WHERE d.namespace = l.namespace AND d.number_index = l.number_index AND NOT d.retired
      AND (d.confirmed OR p.name_index = l.name_index)
    ORDER BY d.confirmed DESC, d.seen_at, d.id LIMIT 1
) w ON true
"""
# The person's employment here that the line is about: the one that began that day, else the one that runs.
STANDING = """
LEFT JOIN LATERAL (
    SELECT s.id, s.period FROM registration_spell s
    WHERE s.person_id = w.person AND s.employer_id = %(unit)s AND s.kind = 'employment'
      AND (upper_inf(s.period) OR lower(s.period) = l.day OR %(leaving)s)
    ORDER BY (lower(s.period) = l.day) DESC, upper_inf(s.period) DESC, lower(s.period) DESC LIMIT 1
) s ON true
"""
# A post elsewhere, or an unemployment registered later than the hire: the database would refuse it, so it is told.
# An unemployment that began before the hire ends with it (就业服务与就业管理规定 第六十六条第一项).
CONFLICTS = """
EXISTS (SELECT FROM registration_spell x
        WHERE x.person_id = w.person AND x.period && daterange(l.day, NULL)
          AND ((x.kind = 'employment' AND x.exclusive AND l.contract <> 'part_time')
               OR (x.kind = 'unemployment' AND (lower(x.period) >= l.day OR NOT upper_inf(x.period)))))
"""
FOUND = """
UPDATE registration_filingline l
SET person_id = found.person, spell_id = found.spell, effect = found.effect, problem = found.problem
FROM ({select}) found
WHERE l.key = found.key AND (l.person_id, l.spell_id, l.effect, l.problem)
      IS DISTINCT FROM (found.person, found.spell, found.effect, found.problem)
"""
HIRES = FOUND.format(
    select=f"""
    SELECT l.key, w.person, s.id AS spell,
        CASE WHEN s.id IS NULL THEN 'new'
             WHEN c.id IS NULL AND l.begins > (SELECT max(begins) FROM registration_contract WHERE spell_id = s.id)
                  THEN 'renewed'
             WHEN c.id IS NULL OR (c.kind, c.ends, c.hours, c.trial_until, c.post)
                  IS DISTINCT FROM (l.contract, l.ends, l.hours, l.trial_until, l.post) THEN 'changed'
             ELSE 'same' END AS effect,
        CASE WHEN NOT w.same THEN %(wrong_name)s
             WHEN s.id IS NULL AND w.person IS NOT NULL AND {CONFLICTS} THEN %(conflict)s ELSE '' END AS problem
    FROM registration_filingline l {WHO} {STANDING}
    LEFT JOIN registration_contract c ON c.spell_id = s.id AND c.begins = l.begins
    WHERE {OPEN}"""
)
ENDINGS = FOUND.format(
    select=f"""
    SELECT l.key, w.person, s.id AS spell,
        CASE WHEN s.id IS NULL OR upper_inf(s.period) THEN 'ended'
             WHEN p.last_day = l.day AND p.ground = l.ground THEN 'same' ELSE 'changed' END AS effect,
        CASE WHEN NOT w.same THEN %(wrong_name)s WHEN s.id IS NULL THEN %(not_here)s
             WHEN l.day < lower(s.period) THEN %(too_early)s ELSE '' END AS problem
    FROM registration_filingline l {WHO} {STANDING}
    LEFT JOIN registration_separation p ON p.spell_id = s.id
    WHERE {OPEN}"""
)
TWICE = """
UPDATE registration_filingline l SET problem = '与第' || twice.first || '行重复,只办第' || twice.first || '行。'
FROM (SELECT key, line, min(line) OVER (PARTITION BY namespace, number_index) AS first
      FROM registration_filingline WHERE filing_id = %(filing)s AND number_index IS NOT NULL AND problem = '') twice
WHERE l.key = twice.key AND twice.first <> twice.line
"""
COUNT = """
SELECT count(*), count(*) FILTER (WHERE problem > ''),
       count(*) FILTER (WHERE problem = '' AND effect IN ('new', 'ended')),
       count(*) FILTER (WHERE problem = '' AND effect IN ('renewed', 'changed')),
       count(*) FILTER (WHERE problem = '' AND effect = 'same'),
       count(*) FILTER (WHERE problem = '' AND effect IN ('new', 'ended') AND day + %(days)s < %(today)s)
FROM registration_filingline WHERE filing_id = %(filing)s
"""
UNKNOWN = f"""
SELECT l.line, l.key, l.number_index, l.name_index FROM registration_filingline l
WHERE {MINE} AND l.effect = 'new' AND l.person_id IS NULL ORDER BY l.line
"""

# Taking. Each statement gives the ids its events are about.
END_UNEMPLOYMENT = f"""
UPDATE registration_spell s SET period = daterange(lower(s.period), l.day), ending = 'hired'
FROM registration_filingline l
WHERE {MINE} AND l.effect = 'new' AND s.person_id = l.person_id AND s.kind = 'unemployment'
  AND upper_inf(s.period) AND lower(s.period) < l.day RETURNING s.id
"""
BEGIN = f"""
INSERT INTO registration_spell
    (id, person_id, kind, exclusive, period, employer_id, agency_id, case_id, ending, registered_at)
SELECT l.key, coalesce(l.person_id, l.key), 'employment', l.contract <> 'part_time', daterange(l.day, NULL),
       %(unit)s, %(agency)s, %(case)s, '', %(now)s
FROM registration_filingline l WHERE {MINE} AND l.effect = 'new' RETURNING id
"""
CONTRACTS = f"""
INSERT INTO registration_contract
    (spell_id, kind, begins, ends, hours, trial_until, post, renewal, filing_id, filed_at)
SELECT coalesce(l.spell_id, l.key), l.contract, l.begins, l.ends, l.hours, l.trial_until, l.post,
       CASE WHEN l.effect = 'renewed'
            THEN 1 + (SELECT max(renewal) FROM registration_contract WHERE spell_id = l.spell_id) ELSE 0 END,
       l.filing_id, %(now)s
FROM registration_filingline l WHERE {MINE} AND l.effect IN ('new', 'renewed', 'changed')
ON CONFLICT (spell_id, begins) DO UPDATE SET kind = excluded.kind, ends = excluded.ends,
    hours = excluded.hours, trial_until = excluded.trial_until, post = excluded.post,
    filing_id = excluded.filing_id, filed_at = excluded.filed_at
"""
CONTRACT_EVENTS = f"""
SELECT l.spell_id AS id FROM registration_filingline l WHERE {MINE} AND l.effect = %(effect)s
"""
END = f"""
UPDATE registration_spell s SET period = daterange(lower(s.period), l.day + 1), ending = 'left'
FROM registration_filingline l WHERE {MINE} AND l.effect IN ('ended', 'changed') AND s.id = l.spell_id RETURNING s.id
"""
SEPARATE = f"""
INSERT INTO registration_separation
    (spell_id, last_day, ground, said_by, filing_id, said_at, objection, settlement)
SELECT l.spell_id, l.day, l.ground, 'employer', l.filing_id, %(now)s, '', ''
FROM registration_filingline l WHERE {MINE} AND l.effect IN ('ended', 'changed')
ON CONFLICT (spell_id) DO UPDATE SET last_day = excluded.last_day, ground = excluded.ground, said_by = 'employer',
    filing_id = excluded.filing_id, said_at = excluded.said_at
"""
END_CONTRACTS = f"""
UPDATE registration_contract c SET ended_on = l.day
FROM registration_filingline l
WHERE {MINE} AND l.effect IN ('ended', 'changed') AND c.spell_id = l.spell_id
  AND c.ended_on IS DISTINCT FROM l.day
"""
TAKEN = f"""
UPDATE registration_filingline l
SET done = true, spell_id = coalesce(l.spell_id, l.key), person_id = coalesce(l.person_id, l.key)
WHERE {MINE} AND (l.spell_id IS NOT NULL OR l.effect = 'new')
"""
