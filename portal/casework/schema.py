"""The trigger that refuses any change of state the step table does not name."""

from .steps import State, pairs

TRIGGER_FUNCTION = "shuye_case_step"


def sql() -> str:
    """The trigger, generated from the step table."""
    births = ", ".join(f"'{to}'" for f, to in sorted(pairs()) if not f)
    moves = ", ".join(f"('{f}', '{to}')" for f, to in sorted(pairs()) if f)
    return f"""
CREATE OR REPLACE FUNCTION {TRIGGER_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state NOT IN ({births}) THEN
            RAISE EXCEPTION 'case may not begin as %', NEW.state USING ERRCODE = 'check_violation',
                CONSTRAINT = 'case_step';
        END IF;
    ELSIF NEW.state IS DISTINCT FROM OLD.state THEN
        IF (OLD.state, NEW.state) NOT IN ({moves}) THEN
            RAISE EXCEPTION 'case may not go from % to %', OLD.state, NEW.state
                USING ERRCODE = 'check_violation', CONSTRAINT = 'case_step';
        END IF;
        IF OLD.state = '{State.SUBMITTED}' AND NEW.state = '{State.GRANTED}' AND NOT NEW.by_rule THEN
            RAISE EXCEPTION 'only a rule grants a case nobody accepted' USING ERRCODE = 'check_violation',
                CONSTRAINT = 'case_step';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER case_step BEFORE INSERT OR UPDATE ON casework_case
    FOR EACH ROW EXECUTE FUNCTION {TRIGGER_FUNCTION}();
"""


def make_case_trigger(cursor) -> None:
    """Called after each migrate."""
    cursor.execute(sql())
