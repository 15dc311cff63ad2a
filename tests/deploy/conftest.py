"""The portal as it is deployed: production settings, static files collected, real nginx in front of it."""

import os
import ssl
import subprocess
import sys
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from portal.embedded import health
from portal.embedded.process import wait_until
from tests import stack
from tests.deploy.reading import ROOT
from tests.live import Portal, free_port

NGINX = "/usr/sbin/nginx"


class Deployed(Portal):
    """gunicorn with the settings of docker-compose.yml, on a copy of the template."""

    def env(self, role: str = "app") -> dict[str, str]:
        return {
            **super().env(role),
            "SHUYE_ENV": "production",
            "SHUYE_VAR": str(self.folder / "var"),
            "ALLOWED_HOSTS": "jobs.example,127.0.0.1",
            "CSRF_TRUSTED_ORIGINS": "https://jobs.example",
            "TRUSTED_PROXY_COUNT": "1",
            "API_THROTTLE": "5/min",
            "SMS_GATEWAY": "outbox",
        }

    def start(self) -> None:
        self.at("2026-11-23T10:00:00+08:00")
        stack.copy_database(self.database)
        self.manage("collectstatic", "--noinput")
        self.launch()

    def launch(self) -> None:
        """Only the web process, and wait for it."""
        self.web = self._run(
            *("gunicorn", "-c", "python:portal.embedded.gunicorn_conf"),
            *("--bind", f"127.0.0.1:{self.port}", "portal.wsgi:application"),
        )
        assert wait_until(lambda: health.answers(self.port, path="/readyz"), 30), "the portal did not start"

    @property
    def static(self) -> Path:
        return self.folder / "var" / "staticfiles"


@dataclass
class Reply:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args) -> None:
        return None


class Nginx:
    """The deployment's own nginx configuration with only its addresses and folders exchanged."""

    def __init__(self, folder: Path, edge: str, deployed: Deployed) -> None:
        self.folder, self.edge, self.deployed = folder, edge, deployed
        self.ports = {"8080": free_port(), "8443": free_port()}
        self.process: subprocess.Popen | None = None

    def write(self) -> None:
        """The files beside each other, as in /etc/nginx of the image."""
        (self.folder / "run").mkdir(parents=True)
        swaps = {f"listen {old}": f"listen 127.0.0.1:{new}" for old, new in self.ports.items()}
        swaps |= {"/tmp/": f"{self.folder}/run/"}  # noqa: S108 - the text in the file
        swaps |= {"http://web:8000": f"http://127.0.0.1:{self.deployed.port}"}
        swaps |= {"/srv/pages/": f"{ROOT}/deploy/pages/", "/srv/static/": f"{self.deployed.static}/"}
        swaps |= {"/dev/stdout": f"{self.folder}/access.log", "/dev/stderr": f"{self.folder}/error.log"}
        swaps |= {"/run/secrets/tls_": f"{self.folder}/tls_"}
        names = {"nginx.conf": "nginx.conf", self.edge: "edge.conf", "nginx/portal.conf": "portal.conf"}
        for source, target in names.items():
            text = (ROOT / "deploy" / source).read_text("utf-8")
            for old, new in swaps.items():
                text = text.replace(old, new)
            (self.folder / target).write_text(text, "utf-8")
        (self.folder / "mime.types").write_bytes(Path("/etc/nginx/mime.types").read_bytes())

    def argv(self, *words: str) -> list[str]:
        account = ["-g", "daemon off; user root;"] if os.getuid() == 0 else ["-g", "daemon off;"]
        return [NGINX, "-p", str(self.folder), "-c", str(self.folder / "nginx.conf"), *account, *words]

    def start(self) -> None:
        self.process = subprocess.Popen(self.argv(), stderr=subprocess.DEVNULL)
        assert wait_until(lambda: self.get("/pages/none", scheme="http").status > 0, 10)

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait(10)

    def get(
        self,
        path: str,
        *,
        scheme: str = "http",
        data: bytes | None = None,
        port: int | None = None,
        **headers: str,
    ) -> Reply:
        """One request; header names with underscores for hyphens."""
        port = port or self.ports["8443" if scheme == "https" else "8080"]
        sent = {name.replace("_", "-"): value for name, value in {"Host": "jobs.example", **headers}.items()}
        request = urllib.request.Request(f"{scheme}://127.0.0.1:{port}{path}", data, sent)  # noqa: S310 - our own
        context = ssl._create_unverified_context()  # noqa: S323 - made by the test itself
        opener = urllib.request.build_opener(_Stay, urllib.request.HTTPSHandler(context=context))
        try:
            answer = opener.open(request, timeout=10)
        except urllib.error.HTTPError as error:
            answer = error
        except OSError:
            return Reply(0, {}, b"")
        return Reply(answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read())


@pytest.fixture(scope="module")
def deployed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployed]:
    portal = Deployed(tmp_path_factory.mktemp("deployed"), demo=False, worker=False)
    try:
        portal.start()
        yield portal
    finally:
        portal.stop()


def _nginx(tmp_path_factory: pytest.TempPathFactory, edge: str, deployed: Deployed) -> Nginx:
    made = Nginx(tmp_path_factory.mktemp("nginx"), f"nginx/{edge}.conf", deployed)
    made.write()
    if edge == "tls":
        command = [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=jobs.example",
        ]
        files = ["-keyout", str(made.folder / "tls_key"), "-out", str(made.folder / "tls_certificate")]
        subprocess.run([*command, *files], check=True, capture_output=True)
    return made


@pytest.fixture(scope="module", params=["behind-proxy", "tls"])
def any_nginx(request, tmp_path_factory: pytest.TempPathFactory, deployed: Deployed) -> Nginx:
    """Either way of standing at the edge, not started."""
    return _nginx(tmp_path_factory, request.param, deployed)


@pytest.fixture(scope="module")
def proxied(tmp_path_factory: pytest.TempPathFactory, deployed: Deployed) -> Iterator[Nginx]:
    """nginx behind another proxy, running."""
    made = _nginx(tmp_path_factory, "behind-proxy", deployed)
    made.start()
    yield made
    made.stop()


@pytest.fixture(scope="module")
def edge(tmp_path_factory: pytest.TempPathFactory, deployed: Deployed) -> Iterator[Nginx]:
    """nginx speaking TLS, running."""
    made = _nginx(tmp_path_factory, "tls", deployed)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def copied_database() -> Iterator[str]:
    """A database of one test's own, filled with reference data and law."""
    name = f"shuye_deploy_{uuid.uuid4().hex[:8]}"
    stack.copy_database(name)
    yield name
    stack.drop_database(name)


def run_python(code: str, env: dict[str, str]) -> str:
    """What a Python text prints, run inside the portal."""
    done = subprocess.run(
        [sys.executable, "-c", f"import django; django.setup()\n{code}"],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout
