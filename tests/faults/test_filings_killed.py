"""kill -9 of the worker, PostgreSQL or Valkey while a file of people is taken: it goes on, nothing is doubled.

Three kills in the suite, more with SHUYE_SEEDS.
"""

import os
import random
import time
from collections.abc import Iterator

import pytest

from tests import nursery
from tests.trust.fortress import Fortress

pytestmark = pytest.mark.server
SEEDS = int(os.environ.get("SHUYE_SEEDS", "3"))
PEOPLE = 1200
PARTS = ("worker", "postgres", "valkey")
FIRST = """
from tests.cast import Cast
from tests.cast_registers import Units
Units(Cast())
"""
STAGED = """
from tests.faults import filing
filing.stage({seed}, {people})
"""
GO = "from tests.faults import filing; filing.go()"
WRONG = """
SELECT (SELECT count(*) FROM (SELECT FROM registration_spell GROUP BY person_id HAVING count(*) <> 1) x),
       (SELECT count(*) FROM registration_spell s WHERE NOT EXISTS
            (SELECT FROM registration_contract c WHERE c.spell_id = s.id)),
       (SELECT count(*) FROM registration_spell s WHERE 1 <> (SELECT count(*) FROM events_event e
            WHERE e.name = 'employment.began' AND e.subject_id = s.id::text)),
       (SELECT count(*) FROM registration_spell)
"""


class Office(Fortress):
    """Database and broker without a web: what taking a file needs."""

    def start(self) -> None:
        self.at("2026-11-23T10:00:00+08:00")
        self.start_servers()
        self.manage("prepare", "--no-demo", role="owner")
        self.printed(FIRST)

    def wait(self, seconds: float = 30) -> None:
        """Until the database answers."""
        self.rows("SELECT 1", patience=seconds)

    def take(self) -> nursery.Talking:
        """A worker that has begun to take what waits; it says so."""
        worker = nursery.Talking(["manage.py", "shell", "-v", "0", "-c", GO], self.env())
        assert worker.stdout.readline() == "begin\n", worker.communicate(10)
        return worker


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    own = Office(tmp_path_factory.mktemp("office"))
    try:
        own.start()
        yield own
    finally:
        own.stop()


def one_kill(office: Office, seed: int) -> bool:
    """Kill something while lines are taken, bring it back, let another worker go on; whether it was felt."""
    dice = random.Random(seed)
    part, delay = PARTS[seed % len(PARTS)], dice.random() * 1.2
    office.printed(STAGED.format(seed=seed, people=PEOPLE))
    worker = office.take()
    time.sleep(delay)  # the moment the seed has drawn, not a wait for something
    if part == "worker":
        worker.kill()
    else:
        office.kill(part)
    worker.communicate(timeout=60)
    if part != "worker":
        office.revive(part)
    felt = worker.returncode != 0
    again = office.take()
    _out, error = again.communicate(timeout=120)
    assert again.returncode == 0, error[-2000:]
    return felt


def test_a_file_is_taken_once_whatever_is_killed(office: Office):
    felt = 0
    for seed in range(SEEDS):
        felt += one_kill(office, seed)
        assert office.rows(WRONG) == [(0, 0, 0, PEOPLE * (seed + 1))], f"seed {seed}"
    assert felt, "no kill was felt: they came too late to mean anything"
    assert office.rows("SELECT count(*) FROM registration_filing WHERE state <> 'done'") == [(0,)]
