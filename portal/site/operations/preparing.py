"""Whether a database was already prepared by this very program, so that a second start need not load again."""

from pathlib import Path

import environ
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from portal.embedded import paths
from portal.events.models import Preparation
from portal.kernel import clock

LOADED = {".py", ".yaml", ".csv", ".json", ".txt"}


def program() -> str:
    """A hash of all code and data of our apps, of the locked packages, and of the login that gets the rights."""
    roots = {Path(config.path) for config in apps.get_app_configs()}
    own = {path for path in roots if settings.BASE_DIR in path.parents and ".venv" not in path.parts}
    files = {file for root in own for file in root.rglob("*") if file.suffix in LOADED}
    login = environ.Env.db_url_config(paths.database_url("app"))["USER"]
    return paths.digest_of({*files, settings.BASE_DIR / "requirements.lock"}, login)


def is_prepared(wanted: str) -> bool:
    """True when this program prepared the database and no migration waits."""
    try:
        found = Preparation.objects.filter(program=wanted).exists()
    except DatabaseError:  # an empty database, or one of before this table
        return False
    executor = MigrationExecutor(connection)
    return found and not executor.migration_plan(executor.loader.graph.leaf_nodes())


def remember(done: str) -> None:
    """Write down that this program has prepared the database."""
    Preparation.objects.update_or_create(pk=1, defaults={"program": done, "at": clock.now()})
