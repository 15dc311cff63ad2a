"""kill -9 of the worker, PostgreSQL or Valkey at a random moment of a run: everybody is paid exactly once.

Four kills in the suite, fifty with SHUYE_SEEDS=50. Each is drawn from its seed, which the failure names.
"""

import contextlib
import os
import random
import time
from collections.abc import Iterator

import psycopg2
import pytest

from portal.embedded import paths
from tests import nursery
from tests.claim_rows import twins
from tests.trust.fortress import Fortress

pytestmark = pytest.mark.server
SEEDS = int(os.environ.get("SHUYE_SEEDS", "4"))
CLAIMS = 400
PARTS = ("worker", "postgres", "worker", "postgres", "valkey")
FIRST = """
from datetime import date
from tests.cast import Cast
from tests.cast_payments import drawing
cast = Cast()
claim = drawing(cast, first=date(2026, 10, 1))
cast.chentao
print(claim.pk)
"""
GO = "from tests.faults import paying; paying.go()"
WRONG = """
SELECT c.id, count(DISTINCT p.month), count(p.id), count(*) FILTER (WHERE p.state <> 'paid')
FROM insurance_claim c LEFT JOIN insurance_payment p ON p.claim_id = c.id AND p.state <> 'cancelled'
GROUP BY c.id HAVING count(DISTINCT p.month) <> 2 OR count(p.id) <> 2 OR count(*) FILTER (WHERE p.state <> 'paid') > 0
"""
BOOKS = """
SELECT (SELECT count(*) FROM (SELECT FROM insurance_ledgerentry GROUP BY payment_id HAVING sum(amount) <> 0) x),
       (SELECT count(*) FROM insurance_ledgerentry) - 4 * (SELECT count(*) FROM insurance_payment),
       (SELECT coalesce(sum(amount), 0) FROM insurance_ledgerentry WHERE account = 'owed')
"""


class Till(Fortress):
    """Database and broker without a web: what a run needs."""

    def start(self) -> None:
        self.at("2026-11-23T10:00:00+08:00")
        self.start_servers()
        self.manage("prepare", "--no-demo", role="owner")
        self.claim = int(self.printed(FIRST))

    def wait(self, seconds: float = 30) -> None:
        """Until the database answers."""
        self.rows("SELECT 1", patience=seconds)

    def more_claims(self, mark: str) -> None:
        """Four hundred who draw like the first."""
        connection = psycopg2.connect(
            host=str(paths.socket_dir(self.stack.var)),
            port=paths.POSTGRES_PORT,
            user=paths.ROLE_NAMES["owner"],
            password=paths.secret("postgres-owner", self.stack.var),
            dbname=paths.DATABASE,
        )
        with contextlib.closing(connection), connection, connection.cursor() as cursor:
            twins(cursor, self.claim, CLAIMS, mark=mark)
        self.printed("from tests.faults import paying; paying.seal_accounts()")

    def pay(self) -> nursery.Talking:
        """A worker that has begun to pay; it says so."""
        worker = nursery.Talking(["manage.py", "shell", "-v", "0", "-c", GO], self.env())
        assert worker.stdout.readline() == "begin\n", worker.communicate(10)
        return worker


@pytest.fixture(scope="module")
def till(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Till]:
    own = Till(tmp_path_factory.mktemp("till"))
    try:
        own.start()
        yield own
    finally:
        own.stop()


def one_kill(till: Till, seed: int) -> bool:
    """Kill something while people are paid, bring it back, pay again; whether the kill was felt."""
    dice = random.Random(seed)
    part, delay = PARTS[seed % len(PARTS)], dice.random() * 0.9
    till.more_claims(f"S{seed}")
    worker = till.pay()
    time.sleep(delay)  # the moment the seed has drawn, not a wait for something
    if part == "worker":
        worker.kill()
    else:
        till.kill(part)
    _out, error = worker.communicate(timeout=60)
    if part != "worker":
        till.revive(part)
    felt = worker.returncode != 0
    again = till.pay()
    _out, error = again.communicate(timeout=120)
    assert again.returncode == 0, error[-2000:]
    return felt


def test_everybody_is_paid_exactly_once_whatever_is_killed(till: Till):
    felt = 0
    for seed in range(SEEDS):
        try:
            felt += one_kill(till, seed)
        except Exception as error:
            raise AssertionError(f"seed {seed}") from error
        assert till.rows(WRONG) == [], f"seed {seed}"
        assert till.rows(BOOKS) == [(0, 0, 0)], f"seed {seed}"
    assert felt >= SEEDS // 4, "hardly any kill was felt: they came too late to mean anything"
    assert till.rows("SELECT count(*) FROM insurance_run WHERE state <> 'settled'") == [(0,)]
