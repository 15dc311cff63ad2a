"""Addresses, secrets and keys: pure files, no server."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import environ
import pytest

from portal.embedded import paths

RACE = "import sys; from portal.embedded import paths; sys.stdout.write({call})"


def _race(var: Path, call: str, runners: int = 12) -> set[str]:
    """What many processes get that ask for the same thing at the same moment."""
    command = [sys.executable, "-c", RACE.format(call=call)]
    env = {**os.environ, "SHUYE_VAR": str(var)}
    racers = [
        subprocess.Popen(command, env=env, cwd=paths.REPOSITORY, stdout=subprocess.PIPE, text=True)
        for _ in range(runners)
    ]
    return {racer.communicate()[0] for racer in racers}


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_racing_processes_agree_on_one_secret(var: Path) -> None:
    values = _race(var, "paths.secret('django')")
    assert len(values) == 1
    assert len(values.pop()) >= 40
    assert [file.name for file in (var / "secrets").iterdir()] == ["django"]


def test_racing_processes_agree_on_one_key(var: Path) -> None:
    assert len(_race(var, "paths.key('seal-1', 16).hex()")) == 1
    assert (var / "keys" / "seal-1").stat().st_size == 16


def test_secrets_and_keys_are_private_whatever_the_umask(var: Path) -> None:
    before = os.umask(0)
    try:
        paths.secret("one", var)
        paths.key("two", 32, var)
    finally:
        os.umask(before)
    assert _mode(var / "secrets") == _mode(var / "keys") == 0o700
    assert _mode(var / "secrets" / "one") == _mode(var / "keys" / "two") == 0o600


def test_a_key_of_another_size_is_refused(var: Path) -> None:
    paths.key("seal-1", 16, var)
    with pytest.raises(ValueError, match="16 bytes, 32 expected"):
        paths.key("seal-1", 32, var)


def test_asking_for_places_creates_nothing(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHUYE_VAR", str(var))
    paths.data_dir(), paths.runtime_dir(), paths.socket_dir(), paths.redis_url(0), paths.log_file("web")
    assert not var.exists()


def test_socket_paths_stay_under_the_limit(private_var: Path) -> None:
    deep = private_var / ("深" * 60)
    for socket in (paths.valkey_socket(deep), paths.socket_dir(deep) / ".s.PGSQL.5432.lock"):
        assert len(os.fsencode(socket)) < 107


@pytest.mark.parametrize("role", ["owner", "app"])
def test_settings_understand_the_embedded_address(var: Path, role: paths.Role) -> None:
    config = environ.Env.db_url_config(paths.embedded_database_url(role, var=var))
    assert config["HOST"] == str(paths.socket_dir(var))
    assert (config["NAME"], config["USER"]) == ("shuye", f"shuye_{role}")
    assert config["PASSWORD"] == paths.secret(f"postgres-{role}", var)


def test_outer_databases_win(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://app@db/x")
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgresql://owner@db/x")
    assert paths.database_url("app") == "postgresql://app@db/x"
    assert paths.database_url("owner") == "postgresql://owner@db/x"
    monkeypatch.delenv("DATABASE_OWNER_URL")
    assert paths.database_url("owner") == "postgresql://app@db/x"


@pytest.mark.parametrize(
    ("outer", "cache", "broker"),
    [
        ("redis://h:6379", "redis://h:6379/2", "redis://h:6379/1"),
        ("redis://h:6379/4", "redis://h:6379/4", "redis://h:6379/4"),
        ("unix:///a/b.sock", "unix:///a/b.sock?db=2", "redis+socket:///a/b.sock?virtual_host=1"),
        ("unix:///a/b.sock?db=3", "unix:///a/b.sock?db=3", "redis+socket:///a/b.sock?virtual_host=3"),
    ],
)
def test_an_outer_valkey_wins(monkeypatch: pytest.MonkeyPatch, outer: str, cache: str, broker: str) -> None:
    monkeypatch.setenv("REDIS_URL", outer)
    assert (paths.redis_url(2), paths.celery_broker_url()) == (cache, broker)


def test_a_folder_laid_by_a_stranger_is_refused(var: Path) -> None:
    var.mkdir()
    (var / "link").symlink_to(var)
    with pytest.raises(PermissionError, match="另一个用户"):
        paths.make_private(var / "link")


def test_data_lies_outside_a_closed_checkout(as_root: None, var: Path, private_var: Path) -> None:
    assert paths.data_dir(var) == var / "postgres"
    assert paths.data_dir(private_var) == paths.shared_dir(private_var) / "postgres"


def test_a_cluster_once_made_is_found_again(as_root: None, private_var: Path) -> None:
    outside = paths.shared_dir(private_var) / "postgres"
    outside.mkdir(parents=True)
    (outside / "PG_VERSION").write_text("18\n")
    private_var.parent.chmod(0o755)  # somebody opened the checkout later
    assert paths.data_dir(private_var) == outside
