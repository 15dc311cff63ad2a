"""A database of a race's own: real commits by many connections, as the application role."""

import threading
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from tests import stack
from tests.cast import Cast


class Race:
    """Runs one function many times at once: a thread and a connection for each."""

    def run(self, act: Callable[[int], object], times: int) -> list[object]:
        """The results or exceptions of all runs, in no order."""
        line = threading.Barrier(times)
        with ThreadPoolExecutor(times) as pool:
            return list(pool.map(lambda number: self._one(act, number, line), range(times)))

    @staticmethod
    def _one(act: Callable[[int], object], number: int, line: threading.Barrier) -> object:
        try:
            connections["default"].ensure_connection()
            line.wait(60)  # nobody begins before everybody is connected
            return act(number)
        except Exception as error:  # noqa: BLE001 - the test looks at what came out
            return error
        finally:
            connections.close_all()


@pytest.fixture
def race(django_db_setup, django_db_blocker) -> Iterator[Race]:
    """A fresh copy of the template, and Django pointed at it."""
    name = f"shuye_race_{uuid.uuid4().hex[:8]}"
    stack.copy_database(name)
    settings = connections.settings["default"]
    usual = settings["NAME"]
    with django_db_blocker.unblock():
        connections["default"].close()
        del connections["default"]
        settings["NAME"] = name
        try:
            yield Race()
        finally:
            connections.close_all()
            del connections["default"]
            settings["NAME"] = usual
    stack.drop_database(name)


@pytest.fixture
def racers(race: Race) -> Cast:
    """The cast, in the race's database."""
    return Cast()
