"""A portal with people, a decided case and a paper, in a database and a var folder of its own."""

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests import stack


@dataclass
class House:
    """One installation: its database, its var folder, its commands."""

    folder: Path
    database: str = field(default_factory=lambda: f"shuye_ops_{uuid.uuid4().hex[:8]}")
    made: list[str] = field(default_factory=list)

    @property
    def var(self) -> Path:
        return self.folder / "var"

    def run(
        self, *words: str, role: str = "owner", code: int = 0, **extra: str
    ) -> subprocess.CompletedProcess:
        """A management command; the test fails when it ends otherwise than expected."""
        env = stack.env_for(self.database, role, SHUYE_VAR=str(self.var), **extra)
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=stack.REPOSITORY,
            env=env,
            capture_output=True,
            text=True,
            check=False,
            timeout=180,
        )
        assert done.returncode == code, f"{done.stdout}\n{done.stderr[-3000:]}"
        return done

    def ask(self, expression: str, *, database: str | None = None) -> str:
        """What an expression says as the application role."""
        asked = House(self.folder, database or self.database)
        text = (
            f"from portal.accounts.models import *; from portal.casework.models import *\nprint({expression})"
        )
        return asked.run("shell", "-v", "0", "-c", text, role="app").stdout.strip().splitlines()[-1]

    def fresh(self) -> str:
        """The name of a database to restore into; dropped at the end."""
        self.made.append(f"shuye_ops_{uuid.uuid4().hex[:8]}")
        return self.made[-1]


SEED = """
from portal.casework import services
from portal.events.services import drain
from tests.cast import Cast
cast = Cast()
case = cast.case(cast.jianguo, retirement={})
services.accept(case, by=cast.liufang_actor)
services.grant(case, by=cast.liufang_actor)
cast.case(cast.xiaomei)
drain()
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    made = House(tmp_path_factory.mktemp("house"))
    stack.copy_database(made.database)
    made.run("shell", "-v", "0", "-c", SEED, role="app", PYTHONPATH=os.getcwd())
    yield made
    for name in (made.database, *made.made):
        stack.drop_database(name)
