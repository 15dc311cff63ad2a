"""A value of the law, once written, only gets its last day: a decision may rest on it (the owner loads corrections)."""

SQL = """
CREATE OR REPLACE FUNCTION shuye_rule_value_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID) THEN
        RETURN NEW;
    END IF;
    IF (OLD.key_id, OLD.region_id, OLD.value, OLD.article, OLD.confidence, lower(OLD.in_force))
        IS DISTINCT FROM (NEW.key_id, NEW.region_id, NEW.value, NEW.article, NEW.confidence, lower(NEW.in_force))
        OR OLD.instrument_id IS DISTINCT FROM NEW.instrument_id THEN
        RAISE EXCEPTION 'a value of the law only gets its last day' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'rule_value_stands';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER rule_value_stands BEFORE UPDATE ON rules_rulevalue
    FOR EACH ROW EXECUTE FUNCTION shuye_rule_value_stands();
"""


def make_rule_trigger(cursor) -> None:
    """Called after each migrate."""
    cursor.execute(SQL)
