"""Whoever holds the application's database login tries to rewrite the past, or its own rights. Each try is refused."""

import io
from collections.abc import Iterator

import psycopg2
import pytest

from portal.site.operations import server
from tests import stack
from tests.trust.conftest import Vault

pytestmark = pytest.mark.server

# what is tried → the statements; the last one must be refused. {closed} and {submitted} are cases.
TRIES = {
    # the past: what was written is never rewritten
    "rewrite who did it in the history": "UPDATE events_change SET actor = '{{}}'",
    "take a line out of the history": "DELETE FROM events_change WHERE id = (SELECT min(id) FROM events_change)",
    "empty the history": "TRUNCATE events_change",
    "write a history of one's own": (
        "INSERT INTO events_change (at, \"table\", pk_value, op, login) VALUES (now(), 'x', '1', 'U', 'shuye_owner')"
    ),
    "copy lines into the history": "COPY events_change FROM STDIN",
    "change a value of the law": "UPDATE rules_rulevalue SET value = '1'",
    "move the day a value of the law begins": "UPDATE rules_rulevalue SET in_force = '[2030-01-01,)'",
    "delete a value of the law": "DELETE FROM rules_rulevalue",
    "rewrite an event": "UPDATE events_event SET name = 'nothing.happened'",
    "rewrite an event by way of a conflict": (
        "INSERT INTO events_event (id, at, name, subject_type, subject_id, payload, actor) "
        "SELECT id, at, 'x', subject_type, subject_id, payload, actor FROM events_event LIMIT 1 "
        "ON CONFLICT (id) DO UPDATE SET name = 'x'"
    ),
    "rewrite an event by MERGE": (
        "MERGE INTO events_event e USING (SELECT 1) s ON true WHEN MATCHED THEN UPDATE SET name = 'x'"
    ),
    "delete an event": "DELETE FROM events_event",
    "empty the events": "TRUNCATE events_event CASCADE",
    "deny having looked at somebody": "DELETE FROM accounts_accessentry",
    "blame another for having looked": "UPDATE accounts_accessentry SET actor_name = '别人'",
    "empty the list of who looked": "TRUNCATE accounts_accessentry",
    "change what was told in a case": "UPDATE casework_caseevent SET public_text = '已告知'",
    "take a step out of a case": "DELETE FROM casework_caseevent WHERE step = 'accept'",
    "empty the steps of all cases": "TRUNCATE casework_caseevent",
    "delete a case": "DELETE FROM casework_case WHERE id = '{submitted}'",
    "empty the cases": "TRUNCATE casework_case CASCADE",
    "change a promise after it was signed": "UPDATE casework_commitment SET text_hash = repeat('0', 64)",
    "tear up a promise": "DELETE FROM casework_commitment",
    "better a rating": "UPDATE casework_rating SET level = 5",
    "lose a rating": "DELETE FROM casework_rating",
    "rate a case twice": (
        "INSERT INTO casework_rating (case_id, level, comment, at) VALUES ('{closed}', 5, '', now())"
    ),
    "exchange the other side of a case": "UPDATE casework_caseparty SET part = 'agent'",
    "say a letter was served": "UPDATE casework_proofofservice SET id = id",
    "change the fingerprint of a file handed in": "UPDATE documents_upload SET sha256 = repeat('0', 64)",
    "make a certificate vanish": "DELETE FROM documents_certificate",
    "make a message vanish": "DELETE FROM notices_message",
    "make a spell of unemployment vanish": "DELETE FROM registration_spell",
    "make what was said vanish": "DELETE FROM registration_unemploymentregistration",
    "draw numbers again": "SELECT setval('events_event_id_seq', 1)",
    "start the numbers anew": "ALTER SEQUENCE events_event_id_seq RESTART WITH 1",
    # cases: only the steps of the table
    "begin a case as granted": (
        "INSERT INTO casework_case SELECT (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), "
        "'number', 'X-1', 'state', 'granted', 'subject_key', 'x'))).* FROM casework_case c WHERE id = '{submitted}'"
    ),
    "grant a case nobody accepted": (
        "UPDATE casework_case SET state = 'granted', decided_at = now(), "
        "decided_by_id = (SELECT min(id) FROM accounts_clerk) WHERE id = '{submitted}'"
    ),
    "open a closed case again": "UPDATE casework_case SET state = 'submitted' WHERE id = '{closed}'",
    "refuse what was granted": "UPDATE casework_case SET state = 'refused' WHERE id = '{closed}'",
    "refuse without a name and a reason": (
        "UPDATE casework_case SET state = 'accepted' WHERE id = '{submitted}' AND false; "
        "UPDATE casework_case SET state = 'declined' WHERE id = '{submitted}'"
    ),
    "invent a state": "UPDATE casework_case SET state = 'paid' WHERE id = '{submitted}'",
    "open a second case of the same": (
        "INSERT INTO casework_case SELECT (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), "
        "'number', 'X-2'))).* FROM casework_case c WHERE id = '{submitted}'"
    ),
    "be without work twice at once": (
        "INSERT INTO registration_spell SELECT (jsonb_populate_record(s, jsonb_build_object('id', "
        "gen_random_uuid()))).* FROM registration_spell s"
    ),
    "a case of nobody": "UPDATE casework_case SET person_id = NULL WHERE id = '{submitted}'",
    # the guards: triggers, functions, constraints
    "switch a table's triggers off": "ALTER TABLE casework_case DISABLE TRIGGER ALL",
    "switch the history off": "ALTER TABLE accounts_person DISABLE TRIGGER keep_history",
    "drop the history trigger": "DROP TRIGGER keep_history ON accounts_person",
    "drop the trigger of steps": "DROP TRIGGER case_step ON casework_case",
    "play replica, which fires no triggers": "SET session_replication_role = replica",
    "rewrite the history function": (
        "CREATE OR REPLACE FUNCTION shuye_keep_history() RETURNS trigger LANGUAGE plpgsql AS "
        "$$BEGIN RETURN NULL; END$$"
    ),
    "rewrite the function of steps": (
        "CREATE OR REPLACE FUNCTION shuye_case_step() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$"
    ),
    "give the history function another search path": "ALTER FUNCTION shuye_keep_history() SET search_path = pg_temp",
    "drop the history function": "DROP FUNCTION shuye_keep_history() CASCADE",
    "write history through a table of one's own": (
        "CREATE TEMP TABLE forged (id int); CREATE TRIGGER forged AFTER INSERT ON forged FOR EACH ROW "
        "EXECUTE FUNCTION shuye_keep_history('id')"
    ),
    "drop a constraint": "ALTER TABLE casework_case DROP CONSTRAINT case_granted_by_somebody_or_rule",
    "drop a unique index": "DROP INDEX case_one_open_per_person",
    "make a rule that swallows deletes": "CREATE RULE nothing AS ON DELETE TO accounts_person DO INSTEAD NOTHING",
    "hide rows by a policy": "CREATE POLICY hidden ON events_change USING (false)",
    "add a column": "ALTER TABLE casework_case ADD COLUMN secret text",
    "drop a table": "DROP TABLE events_change CASCADE",
    "lock everybody out of the history": "BEGIN; LOCK TABLE events_change IN ACCESS EXCLUSIVE MODE",
    # rights: nobody gives himself more
    "become the owner": "SET ROLE shuye_owner",
    "sign in as the owner": "SET SESSION AUTHORIZATION shuye_owner",
    "join the owner": "GRANT shuye_owner TO shuye_app",
    "become superuser": "ALTER ROLE shuye_app SUPERUSER",
    "may make databases": "ALTER ROLE shuye_app CREATEDB",
    "give oneself UPDATE and use it": "GRANT UPDATE ON events_event TO shuye_app; UPDATE events_event SET name = 'x'",
    "give oneself TRUNCATE and use it": "GRANT ALL ON events_change TO shuye_app; TRUNCATE events_change",
    "own a table": "ALTER TABLE events_change OWNER TO shuye_app",
    "inherit all the owner has": "REASSIGN OWNED BY shuye_owner TO shuye_app",
    "change what new tables allow": (
        "ALTER DEFAULT PRIVILEGES FOR ROLE shuye_owner GRANT ALL ON TABLES TO shuye_app"
    ),
    "set the owner's password": "ALTER ROLE shuye_owner PASSWORD 'x'",
    "make another login": "CREATE ROLE friend LOGIN",
    "make a function that runs as its maker": (
        "CREATE FUNCTION public.f() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'"
    ),
    "make a table in public": "CREATE TABLE public.notes (t text)",
    "make a schema": "CREATE SCHEMA mine",
    "make an extension": "CREATE EXTENSION hstore",
    "make an event trigger": "CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION shuye_keep_history()",
    # ways out of the database
    "copy people into a file": "COPY accounts_person TO '/tmp/people.csv'",
    "copy people into a program": "COPY accounts_person TO PROGRAM 'cat'",
    "read a file of the server": "SELECT pg_read_file('/etc/passwd')",
    "list the server's folders": "SELECT pg_ls_dir('.')",
    "put a file into the database": "SELECT lo_import('/etc/passwd')",
    "read the passwords": "SELECT rolpassword FROM pg_authid",
    "copy the whole database": "CREATE DATABASE stolen TEMPLATE template1",
    "stream the changes out": "CREATE PUBLICATION leak FOR TABLE accounts_person",
    "change how the server runs": "ALTER SYSTEM SET archive_command = 'cp %p /tmp'",
    "turn its log off": "SET log_statement = 'none'",
    "see what the database's owner does": "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE usename = 'shuye_owner'",
}
REFUSALS = (  # and never a slip of the test: no syntax error, no unknown table
    psycopg2.errors.InsufficientPrivilege,
    psycopg2.errors.CheckViolation,
    psycopg2.errors.UniqueViolation,
    psycopg2.errors.ExclusionViolation,
)


@pytest.fixture(scope="module")
def before(vault: Vault) -> Iterator[dict[str, server.TableSum]]:
    """Everything as it was: at the end of all tries it must be so still."""
    with stack.owner_cursor(vault.database) as cursor:
        sums = server.sums(cursor)
    yield sums
    with stack.owner_cursor(vault.database) as cursor:
        assert server.differences(sums, server.sums(cursor)) == {}


@pytest.fixture
def mine(vault: Vault, before) -> Iterator:
    """A new connection of the application's login."""
    connection = vault.connect()
    yield connection.cursor()
    connection.close()


def test_there_is_something_to_lose(vault: Vault, before):
    tables = (
        "events_change",
        "events_event",
        "accounts_accessentry",
        "casework_caseevent",
        "casework_commitment",
    )
    for table in (
        *tables,
        "casework_rating",
        "documents_certificate",
        "registration_spell",
        "notices_message",
    ):
        assert before[table].rows, table
    assert len(TRIES) >= 40


@pytest.mark.parametrize("what", TRIES)
def test_it_is_refused(vault: Vault, mine, what: str):
    words = TRIES[what].format(closed=vault.closed, submitted=vault.submitted)
    if what == "see what the database's owner does":
        with stack.owner_cursor(vault.database), pytest.raises(psycopg2.errors.InsufficientPrivilege):
            mine.execute(words)
        return
    with pytest.raises(REFUSALS):
        run(mine, words)


def run(cursor, words: str) -> None:
    """COPY from a client has a call of its own."""
    if words.endswith("FROM STDIN"):
        cursor.copy_expert(words, io.StringIO(""))
    else:
        cursor.execute(words)


def test_the_same_login_may_do_its_work_and_leaves_a_line(vault: Vault, before):
    """The refusals above are not those of a broken connection; whatever this role changes is in the history."""
    connection = vault.connect()
    connection.autocommit = False
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM events_change")
        lines = cursor.fetchone()[0]
        cursor.execute("UPDATE rules_rulevalue SET note = 'x' WHERE id = 1")
        assert cursor.rowcount == 1
        cursor.execute("SELECT count(*) FROM events_change")
        assert cursor.fetchone() == (lines + 1,)
        cursor.execute('SELECT login, op, "table" FROM events_change ORDER BY id DESC LIMIT 1')
        assert cursor.fetchone() == ("shuye_app", "U", "rules_rulevalue")
        cursor.execute("UPDATE casework_case SET state = 'accepted' WHERE id = %s", [vault.submitted])
        assert cursor.rowcount == 1
    connection.rollback()
    connection.close()


def test_a_temporary_table_cannot_stand_in_for_the_history(vault: Vault, before):
    """A SECURITY DEFINER function finds pg_temp before public unless its search path names pg_temp itself."""
    connection = vault.connect()
    connection.autocommit = False
    try:
        with connection.cursor() as cursor:
            cursor.execute("CREATE TEMP TABLE events_change (LIKE public.events_change)")
            cursor.execute("ALTER TABLE pg_temp.events_change ALTER id DROP NOT NULL")
            cursor.execute("GRANT ALL ON pg_temp.events_change TO PUBLIC")
            cursor.execute("SELECT count(*) FROM public.events_change")
            lines = cursor.fetchone()[0]
            cursor.execute("UPDATE accounts_person SET sex = 'male' WHERE sex = 'female'")
            changed = cursor.rowcount
            cursor.execute("SELECT count(*) FROM public.events_change")
            assert changed
            assert cursor.fetchone()[0] == lines + changed
    finally:
        connection.rollback()
        connection.close()
