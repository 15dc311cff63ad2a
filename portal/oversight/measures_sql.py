"""The set-based SQL of the boards. Every query begins with the cases of a month and their working days.

`tally` numbers the days: its value is how many working days have passed up to and with that day, so the difference of
two days' values is the working days after the first up to the second: day 1 is the next working day.
The texts are put together from constants only; values always go as parameters.
"""

ZONE = "Asia/Shanghai"
STOPPED = "('returned', 'publicised', 'suspended')"
OPEN = "('submitted', 'accepted', 'reviewed', 'rechecked', 'publicised', 'returned', 'suspended')"

TALLY = "tally AS (SELECT * FROM unnest(%(days)s::date[], %(passed)s::int[]) AS t(day, passed))"

DECIDED = f"""
decided AS (
  SELECT c.id, c.item_id, c.responsible_id, c.channel, c.due, c.person_id, c.taken_path, c.responsible_path,
         a.region_id,
         (c.decided_at AT TIME ZONE '{ZONE}')::date AS end_day,
         (c.submitted_at AT TIME ZONE '{ZONE}')::date AS sent_day,
         coalesce(CASE WHEN c.clock_days > 0 THEN c.clock_from END,
           (CASE WHEN i.days_start = 'acceptance' THEN coalesce(c.accepted_at, c.submitted_at) ELSE c.submitted_at END
              AT TIME ZONE '{ZONE}')::date) AS start_day
  FROM casework_case c
  JOIN casework_serviceitem i ON i.code = c.item_id
  JOIN agencies_agency a ON a.id = c.responsible_id
  WHERE c.decided_at >= %(first)s AND c.decided_at < %(after)s
)"""  # noqa: S608

STILL = f"""
moves AS (
  SELECT e.case_id, e.to_state, e.at, lead(e.at) OVER (PARTITION BY e.case_id ORDER BY e.id) AS until
  FROM casework_caseevent e JOIN decided d ON d.id = e.case_id
  WHERE e.to_state <> '' AND e.to_state IS DISTINCT FROM e.from_state
), still AS (
  SELECT m.case_id, sum(t2.passed - t1.passed) AS days
  FROM moves m
  JOIN decided d ON d.id = m.case_id
  JOIN tally t1 ON t1.day = greatest((m.at AT TIME ZONE '{ZONE}')::date, d.start_day)
  JOIN tally t2 ON t2.day = greatest(least((m.until AT TIME ZONE '{ZONE}')::date, d.end_day), d.start_day)
  WHERE m.to_state IN {STOPPED} AND m.until IS NOT NULL
  GROUP BY m.case_id
), spent AS (
  SELECT d.*, greatest(t2.passed - t1.passed - coalesce(s.days, 0), 0) AS days
  FROM decided d
  JOIN tally t1 ON t1.day = d.start_day
  JOIN tally t2 ON t2.day = d.end_day
  LEFT JOIN still s ON s.case_id = d.id
)"""  # noqa: S608

PROMISE = f"""
WITH {TALLY}, {DECIDED}, {STILL},
done AS (
  SELECT item_id, responsible_id, count(*) AS done,
         percentile_cont(0.5) WITHIN GROUP (ORDER BY days) AS median,
         percentile_cont(0.9) WITHIN GROUP (ORDER BY days) AS p90,
         count(*) FILTER (WHERE due IS NULL OR end_day <= due) AS on_time
  FROM spent GROUP BY item_id, responsible_id
), waiting AS (
  SELECT item_id, responsible_id, count(*) AS open,
         count(*) FILTER (WHERE due < %(today)s AND stopped_at IS NULL) AS overdue
  FROM casework_case WHERE state IN {OPEN} GROUP BY item_id, responsible_id
)
SELECT coalesce(d.item_id, w.item_id), coalesce(d.responsible_id, w.responsible_id),
       CASE WHEN i.days_confidence = 'D' OR i.days_unit <> 'wd' THEN NULL ELSE i.days END,
       coalesce(d.done, 0), d.median, d.p90, coalesce(d.on_time, 0), coalesce(w.open, 0), coalesce(w.overdue, 0)
FROM done d FULL JOIN waiting w USING (item_id, responsible_id)
JOIN casework_serviceitem i ON i.code = coalesce(d.item_id, w.item_id)
ORDER BY 1, 2"""  # noqa: S608

ONLINE = f"""
WITH {DECIDED},
walks AS (
  SELECT d.id, (d.channel IN ('window', 'group'))::int
         + count(e.id) FILTER (WHERE e.channel = 'window' AND e.actor_kind = 'clerk' AND (
             e.step IN ('resubmit', 'deliver')
             OR (e.step = 'investigate' AND e.detail->>'method' = 'window'))) AS visits
  FROM decided d LEFT JOIN casework_caseevent e ON e.case_id = d.id
  GROUP BY d.id, d.channel
)
SELECT d.item_id, d.region_id, count(*) AS done,
       count(*) FILTER (WHERE d.channel = 'online') AS online,
       count(*) FILTER (WHERE d.end_day = d.sent_day) AS at_once,
       count(*) FILTER (WHERE d.channel = 'online' AND w.visits = 0) AS wholly_online,
       avg(w.visits) AS visits,
       count(*) FILTER (WHERE d.taken_path <> d.responsible_path
                          AND left(d.taken_path, length(d.responsible_path)) <> d.responsible_path) AS elsewhere
FROM decided d JOIN walks w ON w.id = d.id
GROUP BY d.item_id, d.region_id ORDER BY 1, 2"""  # noqa: S608

EQUAL = f"""
WITH {TALLY}, {DECIDED}, {STILL},
granted AS (
  SELECT DISTINCT e.case_id FROM casework_caseevent e JOIN decided d ON d.id = e.case_id WHERE e.step = 'grant'
),
people AS (
  SELECT s.item_id, s.days, g.case_id IS NOT NULL AS granted, p.sex,
         date_part('year', age(s.sent_day, p.birth)) AS years,
         h.path AS household, r.path AS place,
         EXISTS (
           SELECT 1 FROM accounts_document t WHERE t.person_id = p.id AND NOT t.retired
           AND t.kind IN ('hmt_residence_permit', 'hm_travel_permit', 'tw_travel_permit')
         ) AS hmt
  FROM spent s
  JOIN accounts_person p ON p.id = s.person_id
  JOIN agencies_region r ON r.code = s.region_id
  LEFT JOIN agencies_region h ON h.code = p.household_region_id
  LEFT JOIN granted g ON g.case_id = s.id
), cuts AS (
  SELECT item_id, days, granted, 'sex' AS kind, coalesce(nullif(sex, ''), 'unknown') AS value FROM people
  UNION ALL
  SELECT item_id, days, granted, 'age',
         CASE WHEN years IS NULL THEN 'unknown' WHEN years < 25 THEN '16-24' WHEN years < 35 THEN '25-34'
              WHEN years < 45 THEN '35-44' WHEN years < 55 THEN '45-54' ELSE '55+' END FROM people
  UNION ALL
  SELECT item_id, days, granted, 'household',
         CASE WHEN hmt THEN 'hmt'
              WHEN household IS NULL THEN 'unknown' WHEN left(household, length(place)) = place THEN 'local'
              WHEN household LIKE %(province)s THEN 'province' ELSE 'outside' END FROM people
)
SELECT item_id, kind, value, count(*), count(*) FILTER (WHERE granted),
       percentile_cont(0.5) WITHIN GROUP (ORDER BY days)
FROM cuts GROUP BY item_id, kind, value ORDER BY 1, 2, 3"""  # noqa: S608

RATINGS = f"""
WITH {DECIDED}
SELECT d.responsible_id, count(*) AS done, count(r.id) AS rated,
       count(r.id) FILTER (WHERE r.level = 5), count(r.id) FILTER (WHERE r.level = 4),
       count(r.id) FILTER (WHERE r.level = 3), count(r.id) FILTER (WHERE r.level = 2),
       count(r.id) FILTER (WHERE r.level = 1), avg(r.level)
FROM decided d LEFT JOIN casework_rating r ON r.case_id = d.id
GROUP BY d.responsible_id ORDER BY 1"""  # noqa: S608
