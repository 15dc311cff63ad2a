"""What the deployment files name exists: commands, variables, files, ports, paths, secrets."""

import importlib.util
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import get_commands
from django.urls import resolve

from portal.embedded import health, paths
from tests.deploy.reading import (
    APPS,
    ROOT,
    compose,
    dockerfile,
    in_context,
    ours,
    variables_listed,
    variables_read,
)

COMPOSE = compose()
SERVICES = COMPOSE["services"]
OTHERS_READ = {  # what the named images document
    "postgres": {"POSTGRES_PASSWORD_FILE", "POSTGRES_INITDB_ARGS"},
}


def test_env_example_lists_exactly_what_the_code_reads():
    listed = variables_listed()
    assert len(listed) == len(set(listed))
    assert set(listed) == variables_read()


@pytest.mark.parametrize("name", SERVICES)
def test_every_variable_of_a_service_is_read_there(name: str):
    service = SERVICES[name]
    names = set(service.get("environment", {}))
    if ours(service):
        assert names <= variables_read()
    elif "build" in service:
        script = (ROOT / "deploy" / f"{name}-start.sh").read_text()
        assert all(f"${each}" in script for each in names)
    else:
        assert names <= OTHERS_READ.get(name, set())


def test_everything_the_operator_may_say_is_in_env_example():
    text = (ROOT / "docker-compose.yml").read_text("utf-8")
    assert set(re.findall(r"\$\{([A-Z_]+)", text)) <= set(variables_listed())


@pytest.mark.parametrize("name", [name for name, service in SERVICES.items() if ours(service)])
def test_every_command_exists(name: str):
    command = SERVICES[name].get("command") or json.loads(dict(dockerfile_of("portal"))["CMD"])
    program, *words = command
    if program == "python":
        assert words[0] == "manage.py"
        assert words[1] in get_commands()
    else:
        assert (ROOT / ".venv" / "bin" / program).exists()
    for word in words:
        module = re.fullmatch(r"(?:python:)?(portal(?:\.[a-z_]+)+)(?::[a-z]+)?", word)
        if module:
            assert importlib.util.find_spec(module[1]), word


def dockerfile_of(stage: str) -> list[tuple[str, str]]:
    """The instructions of one stage."""
    lines, inside = [], False
    for word, rest in dockerfile():
        if word == "FROM":
            inside = rest.endswith(f" AS {stage}")
        elif inside:
            lines.append((word, rest))
    return lines


def test_the_worker_and_beat_are_those_of_the_embedded_stack():
    """Pool, gossip and pidfile were chosen with reasons once; containers do the same."""
    from portal.embedded.services import portal_services

    embedded = {one.name: set(one.argv) for one in portal_services("127.0.0.1", 8000, Path("/srv/shuye/var"))}
    for name in ("worker", "beat"):
        said = {word for word in SERVICES[name]["command"] if word.startswith("--")}
        assert said <= embedded[name], said - embedded[name]


def test_health_checks_ask_what_the_portal_answers():
    assert resolve(health.PATH).url_name == "healthz"
    assert importlib.util.find_spec("portal.embedded.health")
    checked = {name for name, service in SERVICES.items() if "test" in service.get("healthcheck", {})}
    assert checked == set(SERVICES) - {"prepare"}
    for service in SERVICES.values():
        for other, wish in service.get("depends_on", {}).items():
            needs = {
                "service_healthy": other in checked,
                "service_completed_successfully": other == "prepare",
            }
            assert needs[wish["condition"]]


def test_ports_agree():
    assert "--bind 0.0.0.0:8000" in " ".join(json.loads(dict(dockerfile_of("portal"))["CMD"]))
    assert "http://web:8000;" in (ROOT / "deploy/nginx/portal.conf").read_text()
    listen = re.findall(r"^listen (\d+)", (ROOT / "deploy/nginx/behind-proxy.conf").read_text(), re.MULTILINE)
    assert SERVICES["nginx"]["ports"] == ["127.0.0.1:${PORT:-8080}:" + listen[0]]
    tls = re.findall(r"^listen (\d+)", (ROOT / "deploy/nginx/tls.conf").read_text(), re.MULTILINE)
    published = compose("docker-compose.tls.yml")["services"]["nginx"]["ports"]
    assert [port.split(":")[1] for port in published] == tls
    pool = (ROOT / "deploy/pgbouncer.ini").read_text()
    assert "listen_port = 6432" in pool
    for name in ("web", "worker", "beat"):
        assert "@pgbouncer:6432/" in SERVICES[name]["environment"]["DATABASE_URL"]
    assert "@postgres:5432/" in SERVICES["prepare"]["environment"]["DATABASE_OWNER_URL"]


def test_only_nginx_is_published_and_only_on_loopback():
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["nginx"]
    assert SERVICES["nginx"]["ports"][0].startswith("127.0.0.1:")
    assert COMPOSE["networks"]["back"] == {"internal": True}


def test_files_volumes_and_secrets_named_are_there(tmp_path: Path):
    subprocess.run(
        [str(ROOT / "deploy/make-secrets.sh"), str(tmp_path / "secrets")], check=True, capture_output=True
    )
    for service in SERVICES.values():
        for mount in service.get("volumes", []):
            source = mount.split(":")[0]
            if source.startswith("./secrets"):
                assert (tmp_path / source).exists(), source
            elif source.startswith("./"):
                assert (ROOT / source).exists(), source
            else:
                assert source in COMPOSE["volumes"]
        for name, value in service.get("environment", {}).items():
            if name.endswith("_FILE"):
                assert value.removeprefix("/run/secrets/") in service["secrets"], name
    for name, secret in COMPOSE["secrets"].items():
        assert (tmp_path / secret["file"]).stat().st_size, name
    assert len((tmp_path / "secrets/keys/seal-1").read_bytes()) == 16


def test_secrets_are_made_once_and_closed(tmp_path: Path):
    folder = tmp_path / "s"
    for _turn in range(2):
        subprocess.run([str(ROOT / "deploy/make-secrets.sh"), str(folder)], check=True, capture_output=True)
        text = (folder / "database-app").read_text()
        assert re.fullmatch(r"[\w-]{48}\n", text)
        (folder / "database-app").chmod(0o644)
        (folder / "database-app").write_text("kept" * 12 + "\n") if _turn == 0 else None
    assert text.startswith("kept")
    assert folder.stat().st_mode & 0o777 == 0o700


def test_the_image_holds_what_the_dockerfile_copies():
    stages = re.findall(
        r" AS ([a-z-]+)$", "\n".join(rest for word, rest in dockerfile() if word == "FROM"), re.M
    )
    for word, rest in dockerfile():
        if word != "COPY":
            continue
        *sources, _target = [part for part in rest.split() if not part.startswith("--")]
        if rest.startswith("--from="):
            assert rest.split()[0].removeprefix("--from=") in stages
            continue
        for source in sources:
            assert (ROOT / source).exists(), source
            assert source == "." or in_context(source), source
    assert {service["build"]["target"] for service in SERVICES.values() if "build" in service} <= set(stages)


def test_the_context_holds_the_apps_and_no_secret():
    for app in APPS:
        assert in_context(f"{app}/models/case.py")
    for path in (".env", "secrets/database-app", "var/keys/seal-1", ".git/config", "tests/cast.py"):
        assert not in_context(path), path
    assert not in_context("portal/__pycache__/settings.cpython-311.pyc")


def test_the_portal_stands_on_the_files_of_the_image_alone(tmp_path: Path):
    """What .dockerignore lets through, in a folder of its own, checks clean and collects its static files."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    image = tmp_path / "srv"
    for name in filter(in_context, listing.stdout.split("\n")):
        if name and (ROOT / name).is_file():
            (image / name).parent.mkdir(parents=True, exist_ok=True)
            (image / name).write_bytes((ROOT / name).read_bytes())
    (image / "node_modules").symlink_to((ROOT / "node_modules").resolve())
    env = {
        **os.environ,
        "SHUYE_ENV": "production",
        "SHUYE_VAR": str(image / "var"),
        "ALLOWED_HOSTS": "x.example",
    }
    env.pop("DJANGO_ALLOW_ASYNC_UNSAFE")
    for words in (["check", "--deploy", "--fail-level", "WARNING"], ["collectstatic", "--noinput"]):
        done = subprocess.run(
            [sys.executable, "-B", "manage.py", *words],
            cwd=image,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-2000:]
    assert (image / "var/staticfiles/staticfiles.json").exists()


def test_images_are_pinned_and_name_no_host():
    named = [rest.split()[0] for word, rest in dockerfile() if word == "FROM"]
    named += [service["image"] for service in SERVICES.values() if "build" not in service]
    stages = re.findall(
        r" AS ([a-z-]+)$", "\n".join(rest for word, rest in dockerfile() if word == "FROM"), re.M
    )
    for image in named:
        if image in stages:
            continue
        name, tag = image.split(":")
        assert re.search(r"\d", tag) or tag.startswith("bookworm"), image
        assert "." not in name.split("/")[0], image


def test_own_services_run_without_rights_on_a_read_only_root():
    assert ("USER", "shuye") in dockerfile_of("portal")
    assert ("USER", "pool") in dockerfile_of("pgbouncer")
    for name, service in SERVICES.items():
        assert "no-new-privileges:true" in service["security_opt"], name
        if name != "postgres":
            assert service["read_only"] is True, name
            assert service["cap_drop"] == ["ALL"], name


def test_secrets_come_from_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    secret = tmp_path / "secret"
    secret.write_text("p@ss/wörd\n", "utf-8")
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)
    for name in ("DATABASE_PASSWORD_FILE", "DATABASE_OWNER_PASSWORD_FILE", "SECRET_KEY_FILE"):
        monkeypatch.setenv(name, str(secret))
    assert paths.given("SECRET_KEY") == "p@ss/wörd"
    monkeypatch.setenv("SECRET_KEY", "nearer")
    assert paths.given("SECRET_KEY") == "nearer"
    monkeypatch.setenv("DATABASE_URL", "postgresql://shuye_app@pgbouncer:6432/shuye")
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgresql://shuye_owner@postgres/shuye")
    assert paths.database_url("app") == "postgresql://shuye_app:p%40ss%2Fw%C3%B6rd@pgbouncer:6432/shuye"
    assert paths.database_url("owner") == "postgresql://shuye_owner:p%40ss%2Fw%C3%B6rd@postgres/shuye"
    monkeypatch.setenv("DATABASE_URL", "postgresql://shuye_app:said@pgbouncer/shuye")
    assert ":said@" in paths.database_url("app")


def test_named_keys_are_used_and_never_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    keys, var = tmp_path / "keys", tmp_path / "var"
    keys.mkdir()
    (keys / "certificate-1").write_bytes(b"k" * 32)
    monkeypatch.setenv("SHUYE_KEYS", str(keys))
    monkeypatch.setenv("SHUYE_VAR", str(var))
    assert paths.key("certificate-1", 32) == b"k" * 32
    made = paths.key("other-1", 32)
    assert (var / "keys" / "other-1").read_bytes() == made
    assert [file.name for file in keys.iterdir()] == ["certificate-1"]


def test_the_handbook_names_commands_files_and_variables_that_exist():
    text = (ROOT / "docs/operations.md").read_text("utf-8")
    commands = set(re.findall(r"manage\.py ([a-z_]+)", text)) | set(
        re.findall(r"^\| `((?:backup|restore|seed)[a-z_]*)[ `]", text, re.M)
    )
    assert {"backup", "restore", "backup_drill", "seed_scale"} <= commands
    assert commands <= set(get_commands())
    for name in re.findall(r"(?:docker-compose[\w.-]*\.yml|deploy/[\w./-]+|\./deploy/[\w./-]+)", text):
        assert (ROOT / name).exists(), name
    said = set(re.findall(r"`([A-Z][A-Z_]{3,})=?[^`]*`", text)) - {"DATABASE_"}
    assert said <= variables_read()
