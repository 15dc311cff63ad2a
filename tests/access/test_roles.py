"""What the application's own database login may do, and what the history keeps: asked of Postgres itself."""

import json
import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, transaction
from django.db.models import Model
from django.test import Client

from portal.accounts.models import ClerkRole, Membership, Person
from portal.accounts.services import add_document
from portal.casework import services
from portal.casework.models import LocalRecord
from portal.documents import signing
from portal.documents.models import Certificate
from portal.events.models import Change
from portal.events.schema import DEFAULT_PRIVILEGES, history_models
from portal.events.services import drain
from portal.kernel import clock
from portal.kernel.fields import plaintext
from portal.notices.models import Message
from tests.access.entering import client_of
from tests.access.rare import rare_row
from tests.cast import NUMBERS, Cast

pytestmark = pytest.mark.django_db

REFUSED = [
    *[
        f"{change} {table}"
        for table in ("events_event", "accounts_accessentry", "casework_caseevent", "casework_rating")
        for change in ("DELETE FROM", "TRUNCATE")
    ],
    "UPDATE events_event SET name = name",
    "UPDATE accounts_accessentry SET purpose = purpose",
    "UPDATE casework_caseevent SET step = step",
    "UPDATE casework_rating SET level = level",
    "UPDATE casework_commitment SET method = method",
    "DELETE FROM casework_commitment",
    "UPDATE events_change SET op = op",
    "DELETE FROM events_change",
    "TRUNCATE events_change",
    "INSERT INTO events_change (at, \"table\", pk_value, op, login) VALUES (now(), 'x', '1', 'I', 'x')",
    "DELETE FROM casework_case",
    "TRUNCATE casework_case CASCADE",
    "DELETE FROM documents_certificate",
    "DELETE FROM registration_spell",
    "CREATE TABLE mine (id int)",
    "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "ALTER TABLE casework_case ADD COLUMN mine int",
    "ALTER TABLE casework_case DISABLE TRIGGER ALL",
    "ALTER TABLE casework_case DISABLE TRIGGER case_step",
    "DROP TABLE events_change",
    "DROP TRIGGER keep_history ON accounts_person",
    "DROP FUNCTION shuye_keep_history() CASCADE",
    "CREATE OR REPLACE FUNCTION shuye_keep_history() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    "SET ROLE shuye_owner",
    "SET session_replication_role = replica",
    "UPDATE django_migrations SET name = name",
]


@pytest.fixture
def world(cast: Cast) -> Cast:
    """Rows in each of the tables, so that nothing is refused for want of rows."""
    case = cast.case(cast.xiaomei)
    services.accept(case, by=cast.liufang_actor)
    services.confirm_identity(case, method="data", by=cast.liufang_actor)
    services.grant(case, by=cast.liufang_actor)
    drain()
    return cast


@pytest.mark.parametrize("statement", REFUSED)
def test_the_application_login_is_refused(db, statement: str):
    with pytest.raises(ProgrammingError, match="permission denied|must be owner"), transaction.atomic():
        run(statement)


def test_a_grant_by_the_application_to_itself_gives_nothing(db):
    """Postgres answers with a warning, and nothing has changed."""
    run("GRANT ALL ON events_change TO shuye_app")
    assert "INSERT" not in granted("events_change")


def run(statement: str, *values) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return cursor.fetchall() if cursor.description else []


def granted(table: str) -> set[str]:
    """What the login of these tests holds on a table."""
    rows = run(
        "SELECT privilege_type FROM information_schema.role_table_grants "
        "WHERE table_schema = 'public' AND table_name = %s AND grantee = current_user",
        table,
    )
    return {row[0] for row in rows}


def test_these_tests_sign_in_as_the_application_and_not_as_the_owner(db):
    assert run("SELECT current_user, session_user")[0] == ("shuye_app", "shuye_app")
    assert run("SELECT rolsuper, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user") == [
        (False, False, False)
    ]


def test_every_table_grants_exactly_what_its_model_says(db):
    wrong = {}
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.managed or model._meta.proxy:
            continue
        wanted = set(getattr(model, "privileges", DEFAULT_PRIVILEGES).split(", "))
        got = granted(model._meta.db_table)
        if got != wanted:
            wrong[model._meta.db_table] = (got, wanted)
    assert not wrong


def test_no_table_is_without_a_model_and_none_can_be_truncated(db):
    tables = {row[0] for row in run("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")}
    known = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    assert tables - known == {"django_migrations"}
    assert not [table for table in tables if {"TRUNCATE", "TRIGGER", "REFERENCES"} & granted(table)]
    assert granted("django_migrations") == {"SELECT"}


def test_append_only_models_say_so():
    for label in (
        "events.Event",
        "accounts.AccessEntry",
        "accounts.IdentityCheck",
        "casework.CaseEvent",
        "casework.Commitment",
    ):
        assert apps.get_model(label).privileges == "SELECT, INSERT", label
    assert apps.get_model("events.Change").privileges == "SELECT"


def test_every_model_that_keeps_history_has_the_trigger_and_no_other_has(db):
    rows = run(
        "SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
        "WHERE t.tgname = 'keep_history' AND t.tgenabled = 'O'"
    )
    assert {row[0] for row in rows} == {model._meta.db_table for model in history_models()}
    assert len(rows) >= 15


@pytest.mark.parametrize("model", history_models(), ids=lambda model: model._meta.label)
def test_a_change_of_a_row_leaves_its_old_values_and_who_did_it(world: Cast, model):
    row = model.objects.first() or rare_row(model, world)
    table, key = model._meta.db_table, model._meta.pk.column
    column, value = changed(row)
    before = Change.objects.count()
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('shuye.actor', %s, true)", [json.dumps({"id": "tester"})])
        cursor.execute(f'UPDATE "{table}" SET "{column}" = %s WHERE "{key}" = %s', [value, row.pk])
    kept = Change.objects.filter(table=table, pk_value=str(row.pk)).latest("id")
    assert Change.objects.count() == before + 1
    assert (kept.op, kept.actor, kept.login) == ("U", {"id": "tester"}, "shuye_app")
    assert kept.old[column] != value


def changed(row: Model) -> tuple[str, object]:
    """A column of a row and another value that every constraint allows."""
    later = clock.now() + timedelta(days=1)
    if isinstance(row, ClerkRole | Membership):
        return "role", "issue" if isinstance(row, ClerkRole) else "recruiter"
    switch = {"ItemLevel": "advise", "Preference": "sms"}.get(type(row).__name__)
    if switch:
        return switch, not getattr(row, switch)
    if type(row).__name__ == "RuleValue":
        return "note", "待核对"
    if isinstance(row, LocalRecord):
        return "amount", 1
    for field in row._meta.concrete_fields:
        kind = field.get_internal_type()
        if kind == "DateTimeField":
            return field.column, later
        full = field.max_length and len(str(getattr(row, field.attname))) >= field.max_length
        fixed = field.unique or field.choices or field.primary_key or full
        if kind in ("CharField", "TextField") and not fixed:
            return field.column, f"{getattr(row, field.attname)}·"
    return number_or_day(row)


def number_or_day(row: Model) -> tuple[str, object]:
    """The same for a row without a free text."""
    for field in row._meta.concrete_fields:
        if type(field).__name__ in ("PositiveIntegerField", "DecimalField"):
            return field.column, Decimal(getattr(row, field.attname)) + 1
        if type(field).__name__ == "DateField" and field.name.startswith("next_"):
            return field.column, getattr(row, field.attname) + timedelta(days=1)
    raise AssertionError(f"{row._meta.label} has no column to change")


def test_history_names_who_acted_in_the_application(world: Cast):
    changes = Change.objects.filter(table="casework_case", op="U").order_by("id")
    actors = [change.actor["id"] for change in changes]
    assert str(world.liufang.pk) in actors
    assert all(change.actor for change in Change.objects.filter(table="casework_case"))
    assert Change.objects.filter(table="accounts_person", op="U", actor__kind="clerk").exists()


def test_an_actor_of_one_transaction_is_not_the_next_ones(world: Cast):
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('shuye.actor', '', true)")
    row = Change.objects.latest("id").id
    world.xiaomei.sex = "male"
    world.xiaomei.save(update_fields=["sex"])
    assert Change.objects.filter(pk__gt=row).get().actor is None


def dump() -> str:
    """Every row of every table as text; bytes also as what they would say."""
    parts = []
    for (table,) in run("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"):
        rows = run(f'SELECT row_to_json(t)::text FROM "{table}" t')
        parts += [f"{table}: {row[0]}" for row in rows]
    text = "\n".join(parts)
    raw = re.findall(r"\\\\x([0-9a-f]{2,})", text)
    return (
        text + "\n" + "\n".join(bytes.fromhex(x).decode("utf-8", "replace") for x in raw if len(x) % 2 == 0)
    )


def test_no_table_holds_a_name_a_number_or_a_phone_in_plain(cast: Cast):
    """From the sign-in to the certificate as a visitor walks, then every row of every table is read."""
    client, phone = Client(), "13987654321"
    person = comes_in(client, phone, "欧阳晓梅", NUMBERS["李晓梅"])
    add_document(person, kind="hm_travel_permit", number="H87654321", by=cast.liufang_actor)
    case = cast.case(person, contact={"phone": [phone]})
    desk = client_of(cast.liufang.user, method="mfa")
    desk.post(f"/cases/{case.number}/steps/accept/")
    desk.post(f"/cases/{case.number}/identity/", {"method": "data"})
    assert "H87654321" in desk.post(f"/cases/{case.number}/show/").content.decode()
    desk.post(f"/cases/{case.number}/steps/grant/")
    drain()
    client.get("/my/")
    text = dump()
    for table in ("accounts_person", "django_session", "events_change", "documents_certificate"):
        assert f"{table}: " in text
    for canary in (NUMBERS["李晓梅"], "H87654321", phone, "欧阳晓梅"):
        found = [line[:200] for line in text.splitlines() if canary in line]
        assert not found, f"{canary} stands in plain: {found}"


def comes_in(client: Client, phone: str, name: str, number: str) -> Person:
    """Sign-in by code and the identity page, as in a browser."""
    client.post("/sign-in/", {"phone": phone})
    code = re.search(r"\d{6}", plaintext(Message.objects.latest("created_at").body))[0]
    client.post("/sign-in/code/", {"code": code})
    client.post("/my/identity/", {"name": name, "kind": "resident_id", "number": number})
    return Person.objects.latest("created_at", "id")


def test_the_search_for_plaintext_would_find_it(world: Cast):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_user SET last_name = '李晓梅' WHERE id = %s", [world.xiaomei.user_id])
    assert "李晓梅" in dump()


def test_the_certificates_token_holds_no_full_number_and_no_row_holds_the_token(world: Cast):
    """The token is signed, not secret: it carries the masked number and stands in the QR code only."""
    token = Certificate.objects.get().token
    found = signing.read(token)
    assert token not in dump()
    assert NUMBERS["李晓梅"] not in json.dumps(found, ensure_ascii=False)
    assert found["claims"]["document"].startswith("519")
    assert "*" in found["claims"]["document"]
