"""Fixtures for all tests: a database copied from the template, a held clock, the cast, a live portal."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser

from tests import stack
from tests.cast import Cast
from tests.live import Portal

LOOPS = ("documents/", "exchange/", "registration/test_figures_sent", "jobs/test_copying")
LONG = (  # by what a whole run's --durations says, longest first
    "journeys/test_j9",
    "journeys/test_j5",
    "journeys/test_j8",
    "journeys/test_j7_staff",
    "insurance/test_machine",
    "embedded/test_up",
    "journeys/test_seekers",
    "journeys/test_referral",
    "journeys/test_j7_employer",
    "journeys/test_payments",
    "journeys/test_life",
    "trust/test_schema_fuzz",
    "journeys/test_keystrokes",
    "journeys/test_j12",
    "journeys/test_j1",
    "journeys/",
    "faults/",
    "deploy/test_servers",
    "trust/",
    "access/",
    "operations/",
    "embedded/",
    "accounts/",
    "site/",
)
WITHOUT = (  # the first three are ours, the others Playwright's, whose list this replaces
    "SpareRendererForSitePerProcess",
    "PreloadTopChromeWebUI",
    "WebUIOmniboxPopup",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
)
_browsers: list[Browser] = []


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
    flags += ["--renderer-process-limit=1", "--process-per-site", f"--disable-features={','.join(WITHOUT)}"]
    return {**browser_type_launch_args, "executable_path": "/usr/bin/chromium", "args": flags}


@pytest.fixture(scope="session")
def browser(browser: Browser) -> Browser:
    """The browser of this process, remembered so that a module's pages can be closed."""
    _browsers.append(browser)
    return browser


@pytest.fixture(scope="module", autouse=True)
def _close_pages() -> Iterator[None]:
    """Pages a module left open would go on drawing until the end of the run."""
    yield
    for each in _browsers:
        for context in each.contexts:
            context.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files first, so that no process of a run waits for the other at the end.

    What runs an event loop of its own goes before all: a browser's loop stays for as long as its process. So does what
    looks at the transactions of all databases of the servers: a live portal has its own.
    """

    def turn(item: pytest.Item) -> int:
        file = item.path.relative_to(stack.REPOSITORY / "tests").as_posix()
        if file.startswith(LOOPS):
            return -len(LONG)
        return next((n - len(LONG) + 1 for n, name in enumerate(LONG) if file.startswith(name)), 1)

    items.sort(key=turn)  # stable: inside a file nothing moves
