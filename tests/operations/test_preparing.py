"""A database remembers which program prepared it; another program, or a waiting migration, prepares it again."""

import pytest
from django.db import connection

from portal.events.models import Preparation
from portal.site.operations import preparing
from tests import stack

pytestmark = pytest.mark.django_db


@pytest.fixture
def prepared() -> None:
    """As this program leaves it: a kept template may have been prepared by the code of an hour ago."""
    with stack.owner_cursor(connection.settings_dict["NAME"]) as cursor:
        cursor.execute("UPDATE events_preparation SET program = %s", [preparing.program()])
        assert cursor.rowcount == 1


def test_what_this_very_program_prepared_is_known(prepared):
    assert preparing.is_prepared(preparing.program())


def test_another_program_prepares_again():
    assert not preparing.is_prepared("f" * 64)


def test_a_waiting_migration_is_noticed(prepared):
    with stack.owner_cursor(connection.settings_dict["NAME"]) as cursor:
        cursor.execute(
            "DELETE FROM django_migrations WHERE app = 'registration' AND name LIKE '0009%' RETURNING app, name"
        )
        gone = cursor.fetchone()
        try:
            assert not preparing.is_prepared(preparing.program())
        finally:
            cursor.execute("INSERT INTO django_migrations (app, name, applied) VALUES (%s, %s, now())", gone)
    assert preparing.is_prepared(preparing.program())


def test_an_empty_database_is_not_prepared(monkeypatch):
    monkeypatch.setattr(Preparation._meta, "db_table", "nowhere")
    assert not preparing.is_prepared(preparing.program())
