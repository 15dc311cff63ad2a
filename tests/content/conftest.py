"""Limits of one test are not the next one's."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _no_limits_left() -> None:
    cache.clear()
