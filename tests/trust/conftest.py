"""A database where a case has gone all its way, open to a connection of the application's own login."""

import subprocess
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import environ
import psycopg2
import pytest

from tests import stack
from tests.trust.fortress import Fortress

STORY = """
from portal.accounts import actors
from portal.casework import services
from portal.casework.models import Case
from portal.events.services import drain
from tests.cast import Cast
cast = Cast()
by = cast.liufang_actor
case = cast.case(cast.jianguo, retirement={})
services.accept(case, by=by)
services.grant(case, by=by)
drain()
case.refresh_from_db()
services.rate(case, level=5, by=actors.of_person(cast.jianguo))
cast.case(cast.xiaomei)
print(Case.objects.get(state="closed").pk, Case.objects.get(state="submitted").pk)
"""


@dataclass(frozen=True)
class Vault:
    """Its name, and the cases: one closed with certificate and rating, one just submitted."""

    database: str
    closed: str
    submitted: str

    def connect(self) -> Any:
        """As the application signs in; autocommit, so that whatever is let through stays."""
        config = environ.Env.db_url_config(stack.env_for(self.database)["DATABASE_URL"])
        connection = psycopg2.connect(
            host=config["HOST"],
            port=config["PORT"] or 5432,
            user=config["USER"],
            password=config["PASSWORD"],
            dbname=self.database,
        )
        connection.autocommit = True
        return connection


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    name = f"shuye_trust_{uuid.uuid4().hex[:8]}"
    stack.copy_database(name)
    var: Path = tmp_path_factory.mktemp("trust")
    done = subprocess.run(
        [sys.executable, "-c", f"import django; django.setup()\n{STORY}"],
        cwd=stack.REPOSITORY,
        env=stack.env_for(name, SHUYE_VAR=str(var)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    yield Vault(name, *done.stdout.split()[-2:])
    stack.drop_database(name)


@pytest.fixture(scope="package")
def fortress(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fortress]:
    """One portal on servers of its own for all tests here."""
    made = Fortress(tmp_path_factory.mktemp("fortress"))
    try:
        made.start()
        yield made
    finally:
        made.stop()
        made.peer.server.shutdown()
