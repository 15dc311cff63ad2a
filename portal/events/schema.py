"""What the database itself enforces beside the tables: history triggers and the two roles' rights.

Models say it in two class attributes: `keep_history = True` puts the history trigger on a table,
`privileges` narrows what the application role may do there. Everything is made again after each migrate, so a
table can never be forgotten.
"""

from collections.abc import Callable

import environ
from django.apps import apps
from django.db import connections

from portal.embedded import paths

DEFAULT_PRIVILEGES = "SELECT, INSERT, UPDATE, DELETE"

HISTORY_FUNCTION = """
CREATE OR REPLACE FUNCTION shuye_keep_history() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    acting text := nullif(current_setting('shuye.actor', true), '');
    row_key text;
BEGIN
    IF TG_OP = 'INSERT' THEN
        row_key := to_jsonb(NEW) ->> TG_ARGV[0];
    ELSE
        row_key := to_jsonb(OLD) ->> TG_ARGV[0];
    END IF;
    IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN
        RETURN NULL;
    END IF;
    INSERT INTO public.events_change (at, "table", pk_value, op, old, actor, login)
    VALUES (clock_timestamp(), TG_TABLE_NAME, row_key, left(TG_OP, 1),
            CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE to_jsonb(OLD) END,
            acting::jsonb, session_user);
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION shuye_keep_history() FROM PUBLIC;
"""


def history_models() -> list:
    """Models whose every change is kept."""
    return [m for m in apps.get_models() if getattr(m, "keep_history", False)]


def make_history(cursor) -> None:
    """Put the history trigger on every table that asks for it."""
    cursor.execute(HISTORY_FUNCTION)
    wanted = {model._meta.db_table for model in history_models()}
    cursor.execute(
        "SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE t.tgname = 'keep_history'"
    )
    for (table,) in cursor.fetchall():
        if table not in wanted:
            cursor.execute(f'DROP TRIGGER keep_history ON "{table}"')
    for model in history_models():
        table, key = model._meta.db_table, model._meta.pk.column
        cursor.execute(
            f'CREATE OR REPLACE TRIGGER keep_history AFTER INSERT OR UPDATE OR DELETE ON "{table}" '
            f"FOR EACH ROW EXECUTE FUNCTION shuye_keep_history('{key}')"
        )


def make_grants(cursor, role: str) -> None:
    """Give the application role exactly what each table's model allows; TRUNCATE nowhere."""
    cursor.execute(f'GRANT USAGE ON SCHEMA public TO "{role}"')
    cursor.execute(f'REVOKE ALL ON ALL TABLES IN SCHEMA public FROM "{role}"')
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.managed or model._meta.proxy:
            continue
        wanted = getattr(model, "privileges", DEFAULT_PRIVILEGES)
        cursor.execute(f'GRANT {wanted} ON "{model._meta.db_table}" TO "{role}"')
    cursor.execute(f'GRANT SELECT ON django_migrations TO "{role}"')
    cursor.execute(f'GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO "{role}"')


_makers: list[Callable] = [make_history]


def also_make(maker: Callable) -> None:
    """Let a room add its own trigger: `maker(cursor)` must be safe to run again."""
    if maker not in _makers:
        _makers.append(maker)


def run_database_rules(app_config, using: str, **_kwargs) -> None:
    """After the last app's migrations: triggers first, then rights."""
    last = [config for config in apps.get_app_configs() if config.models_module][-1]
    if app_config.label != last.label:
        return
    with connections[using].cursor() as cursor:
        for maker in _makers:
            maker(cursor)
        make_grants(cursor, environ.Env.db_url_config(paths.database_url("app"))["USER"])
