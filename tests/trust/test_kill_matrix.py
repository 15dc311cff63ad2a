"""kill -9 of web, worker, PostgreSQL or Valkey at a random moment while people submit, clerks decide, people rate.

Ten runs in the suite, a hundred with SHUYE_LONG=1. Each run is drawn from its seed, which the failure names.
"""

import os
import random
import threading
import time
from dataclasses import dataclass, field

import pytest

from tests.trust.fortress import Fortress, Stubborn, made_up_number

pytestmark = pytest.mark.server
RUNS = 100 if os.environ.get("SHUYE_LONG") == "1" else 10
MOMENTS = (r"/apply/", r"/check/", r"/steps/accept/", r"/identity/", r"/steps/grant/", r"/rate/")


@dataclass
class Killer:
    """Kills one part once, some milliseconds into a request of the kind it waits for, and revives it soon after."""

    fortress: Fortress
    part: str
    moment: str
    skip: int
    delay: float
    pause: float
    fired: threading.Event = field(default_factory=threading.Event)
    timer: threading.Timer | None = None
    revived: bool = False
    armed: bool = False

    def before(self, path: str) -> None:
        """Called by the visitor's thread, which is the main one: only it may start servers."""
        if self.fired.is_set() and not self.revived:
            self.revived = True
            time.sleep(self.pause)
            self.fortress.revive(self.part)
        if self.armed and self.timer is None and self.moment in path:
            if self.skip:
                self.skip -= 1
                return
            self.timer = threading.Timer(self.delay, self._fire)
            self.timer.start()

    def _fire(self) -> None:
        self.fortress.kill(self.part)
        self.fired.set()

    def finish(self) -> None:
        """The moment may have been the last request: then revive now."""
        assert self.timer is not None, f"no request held {self.moment}"
        self.timer.join(20)
        self.before("")


def drawn(seed: int, fortress: Fortress) -> Killer:
    """What is killed when, from the seed alone; every part has its turn."""
    dice = random.Random(seed)
    moment = dice.choice(MOMENTS)
    return Killer(
        fortress,
        part=Fortress.PARTS[seed % len(Fortress.PARTS)],
        moment=moment,
        skip=dice.randrange(0, 10) if moment == "/apply/" else 0,
        delay=dice.random() * 0.06,
        pause=dice.random() * 0.6,
    )


def one_run(fortress: Fortress, seed: int, clerk_session: str) -> tuple[str, int, int]:
    """Somebody comes, applies, is granted, rates; meanwhile something dies. Returns case, rating, errors met."""
    hour, minute = divmod(seed * 11 + 600, 60)
    fortress.at(f"2026-11-{23 + hour // 24}T{hour % 24:02d}:{minute:02d}:00+08:00")
    phone = f"139{seed:08d}"
    killer = drawn(seed, fortress)
    person, clerk = Stubborn(fortress, killer.before), Stubborn(fortress, killer.before)
    person.enter(phone, "李试验", made_up_number(seed))
    clerk.be(clerk_session)
    killer.armed = True  # signing in is not what is tried here
    number = person.apply(phone)
    clerk.decide(number)
    level = seed % 3 + 3
    person.rate(number, level, f"第{seed}次")
    killer.finish()
    return number, level, person.away + clerk.away


def test_nothing_promised_is_lost_or_doubled(fortress: Fortress):
    promised: dict[str, int] = {}
    session, away = "", 0
    for seed in range(RUNS):
        if seed % 40 == 0:
            session = fortress.clerk_session("liufang")
        try:
            number, level, met = one_run(fortress, seed, session)
        except Exception as error:
            raise AssertionError(f"run {seed}: {drawn(seed, fortress)}") from error
        assert number not in promised, f"run {seed} got the case of another"
        promised[number] = level
        away += met
    assert away >= RUNS // 5, "hardly anybody noticed: the kills came too late to mean anything"
    assert fortress.settle(), "deliveries are left"
    _cases(fortress, promised)
    _messages(fortress, promised)
    _register(fortress, promised)


def _cases(fortress: Fortress, promised: dict[str, int]) -> None:
    """Each case once, with each of its steps once, and the rating that was given."""
    rows = fortress.rows(
        "SELECT c.number, c.state, r.level, "
        "(SELECT array_agg(e.step::text ORDER BY e.step) FROM casework_caseevent e WHERE e.case_id = c.id "
        "AND e.step NOT IN ('investigate')), "
        "(SELECT count(*) FROM casework_commitment p WHERE p.case_id = c.id), "
        "(SELECT count(*) FROM casework_case o WHERE o.person_id = c.person_id) "
        "FROM casework_case c LEFT JOIN casework_rating r ON r.case_id = c.id WHERE c.number = ANY(%s)",
        list(promised),
    )
    steps = ["accept", "close", "grant", "rate", "submit"]
    assert {row[0]: row[1:] for row in rows} == {
        number: ("closed", level, steps, 1, 1) for number, level in promised.items()
    }


def _messages(fortress: Fortress, promised: dict[str, int]) -> None:
    """Received and granted, each told once, each taken by the gateway once; nothing was given up."""
    rows = fortress.rows(
        "SELECT c.number, array_agg(m.title::text ORDER BY m.title) FROM casework_case c "
        "JOIN notices_message m ON m.person_id = c.person_id AND m.kind = 'case' "
        "WHERE c.number = ANY(%s) GROUP BY c.number",
        list(promised),
    )
    assert {number: len(titles) for number, titles in rows} == dict.fromkeys(promised, 2), rows
    assert all(len(set(titles)) == 2 for _number, titles in rows)
    assert fortress.rows("SELECT count(*) FROM events_delivery WHERE failed") == [(0,)]
    sent = {str(row[0]) for row in fortress.rows("SELECT id FROM notices_dispatch WHERE state = 'sent'")}
    assert fortress.rows("SELECT count(*) FROM notices_dispatch WHERE state <> 'sent'") == [(0,)]
    assert sent == set(fortress.peer.taken)


def _register(fortress: Fortress, promised: dict[str, int]) -> None:
    """One spell, one certificate with its file, and nothing that contradicts itself."""
    rows = fortress.rows(
        "SELECT c.number, (SELECT count(*) FROM registration_spell s WHERE s.person_id = c.person_id), "
        "(SELECT count(*) FROM documents_certificate d WHERE d.subject_id = c.id::text "
        "AND d.family = 'certificate' AND d.rendered_at IS NOT NULL) "
        "FROM casework_case c WHERE c.number = ANY(%s)",
        list(promised),
    )
    assert {row[0]: row[1:] for row in rows} == dict.fromkeys(promised, (1, 1))
    assert not any(int(word) for word in fortress.manage("check_consistency").split() if word.isdigit())
