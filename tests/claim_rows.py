"""Many claims at once for benches and faults: twins of one granted claim, each with a person, case and account."""

from typing import Any

TABLES = ("accounts_person", "casework_case", "insurance_bankaccount", "insurance_claim")
TWINS = """
CREATE TEMP TABLE twin AS SELECT n, gen_random_uuid() AS person, gen_random_uuid() AS "case",
  gen_random_uuid() AS account, nextval(pg_get_serial_sequence('insurance_claim', 'id')) AS claim
FROM generate_series(1, %(count)s) AS n
"""
COPIES = (
    """INSERT INTO accounts_person SELECT r.* FROM twin t CROSS JOIN accounts_person o CROSS JOIN LATERAL
       jsonb_populate_record(o, jsonb_build_object('id', t.person, 'user_id', null)) AS r
       WHERE o.id = (SELECT person_id FROM insurance_claim WHERE id = %(claim)s)""",
    """INSERT INTO casework_case SELECT r.* FROM twin t CROSS JOIN casework_case o CROSS JOIN LATERAL
       jsonb_populate_record(o, jsonb_build_object('id', t."case", 'person_id', t.person, 'state', 'closed',
         'number', 'BJ-' || %(mark)s || '-' || t.n, 'closed_at', o.decided_at)) AS r
       WHERE o.id = (SELECT case_id FROM insurance_claim WHERE id = %(claim)s)""",
    """INSERT INTO insurance_bankaccount SELECT r.* FROM twin t CROSS JOIN insurance_bankaccount o
       CROSS JOIN LATERAL jsonb_populate_record(o, jsonb_build_object('id', t.account, 'person_id', t.person)) AS r
       WHERE o.id = (SELECT account_id FROM insurance_claim WHERE id = %(claim)s)""",
    """INSERT INTO insurance_claim SELECT r.* FROM twin t CROSS JOIN insurance_claim o CROSS JOIN LATERAL
       jsonb_populate_record(o, jsonb_build_object('id', t.claim, 'person_id', t.person, 'case_id', t."case",
         'account_id', t.account, 'spell_id', null, 'previous_id', null)) AS r WHERE o.id = %(claim)s""",
    "DROP TABLE twin",
)


def twins(cursor: Any, claim: int, count: int, *, mark: str) -> None:
    """`count` twins of a claim; foreign keys hold, histories are not written. The cursor is the owner's.

    Sealed values are copied as bytes: what was sealed for another row does not open here.
    """
    for table in TABLES:
        cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
    args = {"count": count, "claim": claim, "mark": mark}
    for statement in (TWINS, *COPIES):
        cursor.execute(statement, args)
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for table in TABLES:
        cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')
