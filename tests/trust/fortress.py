"""A portal on servers of its own with a real SMS peer: people who do not give up, and parts that can be killed."""

import contextlib
import json
import re
import threading
import time
import urllib.error
from collections.abc import Callable
from http.cookiejar import Cookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import psutil
import psycopg2

from portal.embedded import paths
from portal.embedded.process import EmbeddedError
from portal.kernel import identity
from tests.faults.test_servers import OwnPortal, until
from tests.faults.visitor import Answer, Visitor

ITEM = "unemployment-registration"
START = f"/apply/{ITEM}/"
PAGES = {
    "birth": {},
    "residence": {"residence": "510104"},
    "household": {"household": "510000"},
    "retirement": {"kind": "female50"},
    "intention": {"able": "yes", "wants_work": "yes"},
    "left_by": {"left_by": "employer"},
    "last_job": {"last_day": "2026-10-31", "last_employer": "某餐饮公司"},
    "categories": {},
}


class SmsPeer:
    """The gateway at the other end: takes each id once, answers 409 to one it has."""

    def __init__(self) -> None:
        self.taken: dict[str, tuple[str, str]] = {}
        self.repeated = 0
        peer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                known = said["id"] in peer.taken
                peer.repeated += known
                peer.taken.setdefault(said["id"], (said["phone"], said["text"]))
                self.send_response(409 if known else 200)
                self.send_header("X-Receipt", "r-" + said["id"][:8])
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *args: object) -> None:
                """Quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/send"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def code_for(self, phone: str) -> str | None:
        """The newest code sent to a phone."""
        codes = [
            re.search(r"\d{6}", text)[0]
            for to, text in self.taken.values()
            if to == phone and "验证码" in text
        ]
        return codes[-1] if codes else None


class Fortress(OwnPortal):
    """Web, worker, PostgreSQL and Valkey, each of which may be killed and brought back."""

    PARTS = ("web", "worker", "postgres", "valkey")

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.peer = SmsPeer()

    def env(self, role: str = "app") -> dict[str, str]:
        return {
            **super().env(role),
            "SMS_GATEWAY": self.peer.url,
            "SMS_KEY": "peer",
            "WEB_WORKERS": "1",
            "API_THROTTLE": "100000/min",
        }

    def start(self) -> None:
        self.at("2026-11-23T10:00:00+08:00")
        self.start_servers()
        self.manage("prepare", role="owner")
        self.start_web()
        self.worker = self.start_worker()
        self.wait()

    def start_web(self) -> None:
        self.web = self._run(
            *("gunicorn", "-c", "python:portal.embedded.gunicorn_conf"),
            *("--bind", f"127.0.0.1:{self.port}", "portal.wsgi:application"),
        )

    def kill(self, part: str) -> None:
        """kill -9, children and all."""
        if part in ("web", "worker"):
            process = getattr(self, part)
            with contextlib.suppress(psutil.NoSuchProcess):
                family = psutil.Process(process.pid)
                for one in [*family.children(recursive=True), family]:
                    with contextlib.suppress(psutil.NoSuchProcess):
                        one.kill()
            process.wait()
        else:
            child = getattr(self.stack, part).child
            child.kill()
            child.wait()

    def revive(self, part: str) -> None:
        """Bring a killed part back and wait until all answer. Servers are started from the main thread only."""
        if part == "web":
            self.start_web()
        elif part == "worker":
            self.worker = self.start_worker()
        else:
            server = getattr(self.stack, part)
            end = time.monotonic() + 20
            while True:  # orphaned backends may hold the shared memory for a moment
                try:
                    server.start()
                    break
                except EmbeddedError:
                    if time.monotonic() > end:
                        raise
                    time.sleep(0.2)
        self.wait()

    def settle(self) -> bool:
        """Let every delivery that waits for another try come due, until none is left."""
        self.at("2026-12-20T10:00:00+08:00")
        left = "SELECT count(*) FROM events_delivery WHERE done_at IS NULL AND NOT failed"

        def quiet() -> bool:
            self.ask("drain()")
            return self.rows(left) == [(0,)]

        return until(quiet, 60)

    def rows(self, query: str, *values: object, patience: float = 20) -> list[tuple]:
        """What a query of the owner says now; waits while the server is away."""
        end = time.monotonic() + patience
        while True:
            try:
                connection = psycopg2.connect(
                    host=str(paths.socket_dir(self.stack.var)),
                    port=paths.POSTGRES_PORT,
                    user=paths.ROLE_NAMES["owner"],
                    password=paths.secret("postgres-owner", self.stack.var),
                    dbname=paths.DATABASE,
                )
                with contextlib.closing(connection), connection.cursor() as cursor:
                    cursor.execute(query, values)
                    return cursor.fetchall()
            except psycopg2.OperationalError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.1)

    def clerk_session(self, login: str) -> str:
        """A signed-in session of a demo clerk with the second factor shown."""
        code = (
            "from types import SimpleNamespace\n"
            "from importlib import import_module\n"
            "from django.conf import settings\n"
            "from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY\n"
            "from allauth.account.internal.flows.login import record_authentication\n"
            "from portal.accounts.models import User\n"
            f"user = User.objects.get(username='{login}')\n"
            "s = import_module(settings.SESSION_ENGINE).SessionStore()\n"
            "s[SESSION_KEY], s[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()\n"
            "s[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]\n"
            "record_authentication(SimpleNamespace(session=s, user=user), user, 'mfa')\n"
            "s.save()\nprint(s.session_key)"
        )
        return self.manage("shell", "-v", "0", "-c", code).strip().splitlines()[-1]


class Stubborn(Visitor):
    """A visitor who tries again when the portal is away, as a person does."""

    def __init__(self, fortress: Fortress, before: Callable[[str], None] = lambda path: None) -> None:
        super().__init__(fortress.url)
        self.fortress, self.before = fortress, before
        self.away = 0

    def _open(self, path: str, data: bytes | None) -> Answer:
        self.before(path)
        try:
            answer = super()._open(path, data)
        except (urllib.error.URLError, OSError):
            answer = Answer(599, "", "", 0.0)
        self.away += answer.status >= 500
        return answer

    def be(self, session: str) -> None:
        """Go on with a session made elsewhere."""
        jar = next(each for each in self.opener.handlers if hasattr(each, "cookiejar")).cookiejar
        blank = {"version": 0, "port": None, "port_specified": False, "domain_specified": False}
        blank |= {"domain_initial_dot": False, "path_specified": True, "secure": False, "expires": None}
        blank |= {"discard": True, "comment": None, "comment_url": None, "rest": {}}
        jar.set_cookie(Cookie(name="sessionid", value=session, domain="127.0.0.1", path="/", **blank))

    def enter(self, phone: str, name: str, number: str) -> None:
        """Phone, code, identity."""
        self.get("/sign-in/")
        assert self.post("/sign-in/", phone=phone).status == 302
        assert until(lambda: self.fortress.peer.code_for(phone) is not None, 30), "no code came"
        self.get("/sign-in/code/")
        assert self.post("/sign-in/code/", code=self.fortress.peer.code_for(phone)).status == 302
        self.get("/my/identity/")
        assert self.post("/my/identity/", name=name, kind="resident_id", number=number).status == 302

    def apply(self, phone: str, seconds: float = 60) -> str:
        """Answer every question and submit; whatever falls over on the way, begin where the draft stands."""
        where, end = START, time.monotonic() + seconds
        while time.monotonic() < end:
            shown = self.get(where)
            found = re.search(r"/cases/([A-Z0-9-]+)/", where)
            if found:
                return found[1]
            if shown.status == 302:
                where = shown.location
                continue
            if shown.status != 200:
                where = START
                time.sleep(0.2)
                continue
            page = where.rstrip("/").rpartition("/")[2]
            if page == "check":
                text = re.search(r'name="text" value="(\d+)"', shown.body)
                done = self.post(where, promise="1", text=text[1] if text else "")
            else:
                done = self.post(where, **({"phone": phone} if page == "contact" else PAGES[page]))
            where = done.location if done.status == 302 else START
        raise TimeoutError(f"not submitted: {where}")

    def decide(self, number: str, seconds: float = 60) -> None:
        """As a clerk: take up, confirm the identity, grant; each again until the case says it is done."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.before("")  # whoever killed the database revives it here: we are about to ask it
            state = self._state(number)
            if state in ("granted", "closed"):
                return
            shown = self.get(f"/cases/{number}/")
            if shown.status != 200 or not state:
                time.sleep(0.2)
            elif state == "submitted":
                self.post(f"/cases/{number}/steps/accept/")
            else:
                self.post(f"/cases/{number}/identity/", method="window")
                self.post(f"/cases/{number}/steps/grant/")
        raise TimeoutError(f"not decided: {number} is {state}")

    def _state(self, number: str) -> str:
        """Where the case stands; nothing while the database is away."""
        try:
            return self.fortress.rows(
                "SELECT state FROM casework_case WHERE number = %s", number, patience=0
            )[0][0]
        except psycopg2.OperationalError:
            return ""

    def rate(self, number: str, level: int, comment: str, seconds: float = 60) -> None:
        """Rate until the portal says thanks."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            shown = self.get(f"/cases/{number}/")
            words = {"level": str(level), "comment": comment}
            if shown.status == 200 and self.post(f"/cases/{number}/rate/", **words).status == 302:
                return
            time.sleep(0.1)
        raise TimeoutError(f"not rated: {number}")


def made_up_number(n: int) -> str:
    """A valid number of no real place, female, for the n-th visitor (below 20,000)."""
    digits = f"51999919{80 + n // 2800 % 10:02d}{n // 28 % 12 + 1:02d}{n % 28 + 1:02d}{n // 336 % 8 + 1:02d}2"
    return digits + identity.check_digit(digits)
