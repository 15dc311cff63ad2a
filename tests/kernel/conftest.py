"""Keys of their own for every kernel test: the installation's var folder is never touched."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.kernel import sealing


@pytest.fixture(autouse=True)
def key_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with one key of each sort; a test that adds one calls `sealing._keys.cache_clear`."""
    (tmp_path / "seal-1").write_bytes(bytes(range(16)))
    (tmp_path / "index-1").write_bytes(bytes(range(32)))
    monkeypatch.setenv("SHUYE_KEYS", str(tmp_path))
    sealing._keys.cache_clear()
    yield tmp_path
    sealing._keys.cache_clear()
