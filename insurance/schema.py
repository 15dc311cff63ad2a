"""The ledger balances to 0.00 after every statement: the database refuses one that does not, payment by payment."""

SQL = """
CREATE OR REPLACE FUNCTION shuye_ledger_balances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM new_rows GROUP BY payment_id, fund, step HAVING sum(amount) <> 0) THEN
        RAISE EXCEPTION 'a step of a payment does not balance' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'ledgerentry_balances';
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER ledgerentry_balances AFTER INSERT ON insurance_ledgerentry
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION shuye_ledger_balances();
"""


def make_ledger_trigger(cursor) -> None:
    """Called after each migrate."""
    cursor.execute(SQL)
