"""A portal of a module's own, in place of the one the browser tests share: its people and queues are nobody else's."""

from collections.abc import Iterator

import pytest

from tests.live import Portal


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """The real server, worker and demo, started for one module."""
    running = Portal(tmp_path_factory.mktemp("own"))
    running.start()
    yield running
    running.stop()
