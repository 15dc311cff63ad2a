"""Fixtures for all tests: a database copied from the template, a held clock, the cast, a live portal."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from tests import stack
from tests.cast import Cast
from tests.live import Portal


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_blocker) -> Iterator[None]:
    """The tests' database is a copy of the template; the tests sign in as the application role."""
    from django.db import connections

    stack.copy_database(stack.TEST_DATABASE)
    yield
    with django_db_blocker.unblock():
        connections.close_all()
    stack.drop_database(stack.TEST_DATABASE)


@pytest.fixture(autouse=True)
def _clean_cache(request: pytest.FixtureRequest) -> None:
    """Throttles and limits of one test are not the next one's."""
    if "db" in request.fixturenames or "transactional_db" in request.fixturenames:
        cache.clear()


@pytest.fixture
def cast(db) -> Cast:
    """The named people and staff of the tests; see CONTRIBUTING.md."""
    return Cast()


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """The real server, worker and demo on a database of their own, shared by the browser tests of a run."""
    running = Portal(tmp_path_factory.mktemp("portal"))
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    """Debian's Chromium, without its own traffic and without processes kept in reserve."""
    flags = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--no-first-run"]
    flags += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    flags += ["--renderer-process-limit=1", "--process-per-site"]
    return {**browser_type_launch_args, "executable_path": "/usr/bin/chromium", "args": flags}
