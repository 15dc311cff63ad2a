"""kill -9 of who sends or takes, at the worst moment: nothing is lost and nothing doubled. Two at once do it once."""

import multiprocessing
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from portal.exchange.models import Delivery, Job
from portal.exchange.services import files, incoming, outgoing
from portal.exchange.signing import own_public_key
from portal.kernel.actor import system
from tests import cast_exchange, stack
from tests.cast_exchange import HELD, partner
from tests.exchange.test_files import drop
from tests.faults.conftest import Race
from tests.peers.department import Department

pytestmark = pytest.mark.server
BY = system("test")
FORK = multiprocessing.get_context("fork")


SEND = "import tests.cast_exchange; from portal.exchange.services import outgoing; outgoing.send_due()"


def race_name() -> str:
    """The database of the race, for a process that starts anew."""
    return connections["default"].settings_dict["NAME"]


def in_a_process(work: Any, *arguments: Any) -> Any:
    """Work in a process of its own, with a connection of its own."""
    connections.close_all()
    child = FORK.Process(target=work, args=arguments)
    child.start()
    return child


def kill(child: Any) -> None:
    os.kill(child.pid, signal.SIGKILL)
    child.join(30)
    assert child.exitcode == -signal.SIGKILL


def push(number: str) -> None:
    payload = {"number": number, "region": "510104"}
    outgoing.push("test-hires", subject_type="spell", subject_id=number, payload=payload, by=BY)


def test_a_worker_killed_while_the_other_side_answers_doubles_nothing(race: Race):
    with Department(own_public_key()) as department:
        partner(department.url)
        push("0001")
        department.go_on.clear()
        command = [sys.executable, "-B", "manage.py", "shell", "-v", "0", "-c", SEND]
        child = subprocess.Popen(command, cwd=stack.REPOSITORY, env=stack.env_for(race_name()))
        assert department.asking.wait(60)
        child.kill()
        assert child.wait(30) == -signal.SIGKILL
        department.go_on.set()
        row = Delivery.objects.get()
        assert (row.state, row.attempts) == ("waiting", 0)
        assert outgoing.send_due() == 1
        assert Delivery.objects.get().state == "sent"
        assert (department.asked, list(department.taken)) == (2, [str(row.pk)])


def test_many_workers_send_each_message_once(race: Race):
    with Department(own_public_key()) as department:
        partner(department.url)
        for n in range(40):
            push(f"{n:04}")
        done = race.run(lambda _n: outgoing.send_due(), 4)
        assert sum(done) == 40
        assert (department.asked, len(department.taken)) == (40, 40)
    assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}


def slow(started: Any) -> Any:
    """A register that says that it has begun and then takes its time."""

    def take(rows: Any, job: Job) -> Any:
        started.set()
        signal.pause()

    return take


def test_a_worker_killed_in_an_import_leaves_nothing_and_the_file_is_taken_again(
    race: Race, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    HELD.clear()
    (tmp_path / "in").mkdir()
    drop(tmp_path)
    made = partner(str(tmp_path), transport="folder")
    known = cast_exchange.registry.find("test-people", 1)
    started = FORK.Event()
    broken = type(known)(**{**known.__dict__, "take": slow(started)})
    monkeypatch.setitem(cast_exchange.registry._datasets, ("test-people", 1), broken)
    child = in_a_process(lambda: files.fetch(made, by=BY))
    assert started.wait(30)
    kill(child)
    monkeypatch.undo()
    assert not Job.objects.exists()
    (job,) = files.fetch(made, by=BY)
    assert (job.state, job.taken) == ("done", 2)


def test_the_same_file_by_eight_at_once_is_one_job(race: Race):
    HELD.clear()
    made = partner()
    dataset = cast_exchange.registry.find("test-people", 1)
    rows = [(1, {"number": "0001", "region": "510104"})]
    facts = {"digest": "d" * 64, "as_of": None, "by": BY}
    done = race.run(lambda _n: incoming.take(made, dataset, rows, **facts).pk, 8)
    assert len(set(done)) == 1
    assert Job.objects.count() == 1
