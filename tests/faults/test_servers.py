"""Servers that go away: nothing typed is lost, nothing promised is lost or doubled, nobody sees an error page."""

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from portal.embedded import paths
from portal.embedded.stack import Stack
from tests import nursery, stack
from tests.faults.visitor import Visitor
from tests.live import Portal

pytestmark = pytest.mark.server
START = "/apply/unemployment-registration/"


class OwnPortal(Portal):
    """A portal on servers of its own, which a test may stop and start."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.stack = Stack(folder / "var", fsync=False)

    def env(self, role: str = "app") -> dict[str, str]:
        chosen = {"SHUYE_DB_ROLE": "owner"} if role == "owner" else {}
        rest = {name: value for name, value in self.stack.env.items() if name != "SHUYE_DB_ROLE"}
        return {
            **rest,
            "SHUYE_ENV": "test",
            "SHUYE_CLOCK": f"@{self.clock}",
            "PORT": str(self.port),
            **chosen,
        }

    def start(self) -> None:
        self.at("2026-11-23T10:00:00+08:00")
        self.start_servers()
        self.manage("prepare", role="owner")
        self.web = self._run(
            "gunicorn", "portal.wsgi:application", "-b", f"127.0.0.1:{self.port}", "--threads", "4"
        )
        self.worker = self.start_worker()
        self.wait()

    def start_servers(self) -> None:
        """PostgreSQL and Valkey; the portal's database is the template's copy, so `prepare` finds it prepared."""
        stack.adopt(self.stack.var)
        self.stack.start()
        url = paths.embedded_database_url("owner", "postgres", self.stack.var)
        with stack.owner_cursor(url=url) as cursor:
            cursor.execute(f"DROP DATABASE {paths.DATABASE}")
            cursor.execute(
                f"CREATE DATABASE {paths.DATABASE} TEMPLATE {stack.template_name()} STRATEGY file_copy"
            )

    def stop(self) -> None:
        for process in self.processes:
            process.kill()
            process.wait()
        nursery.dismiss(self.env())
        self.stack.stop()

    def ask(self, expression: str) -> str:
        """What a Python expression says inside the portal."""
        return (
            self.manage("shell", "-v", "0", "-c", f"{IMPORTS}\nprint({expression})").strip().splitlines()[-1]
        )


IMPORTS = (
    "from portal.notices.models import Dispatch, Message; from portal.casework.models import Case; "
    "from portal.documents.models import Certificate; from portal.events.models import Delivery; "
    "from portal.events.services import drain, wake"
)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnPortal]:
    portal = OwnPortal(tmp_path_factory.mktemp("own"))
    try:
        portal.start()
        yield portal
    finally:
        portal.stop()


def until(true: Callable[[], bool], seconds: float = 20) -> bool:
    """Wait for something to become true."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.3)
    return False


def test_postgres_restarted_mid_form_loses_nothing_typed(own: OwnPortal):
    visitor = Visitor(own.url)
    visitor.sign_in("13830000001", "李晓梅", "519999198303122642")
    visitor.get(START)
    visitor.get(f"{START}residence/")
    own.stack.postgres.stop(4)
    try:
        away = visitor.post(f"{START}residence/", residence="510104")
        assert away.status == 503
        assert "数据库正在恢复" in away.body
        assert 'name="residence" value="510104"' in away.body
    finally:
        own.stack.postgres.start()
    again = visitor.post(f"{START}residence/", residence="510104")
    assert again.status == 302
    assert again.location.endswith("/household/")
    assert visitor.get("/my/").status == 200


def test_without_valkey_everything_works_and_messages_arrive_when_it_is_back(own: OwnPortal):
    own.stack.valkey.stop(2)
    try:
        visitor = Visitor(own.url)
        visitor.get("/sign-in/")
        sent = visitor.post("/sign-in/", phone="13830000002")
        assert sent.status == 302
        assert sent.seconds < 3
        visitor.get("/sign-in/code/")
        assert visitor.post("/sign-in/code/", code=visitor.code()).status == 302
        assert visitor.get("/api/v1/workdays?start=2026-01-05&days=1").status == 200
        waiting = "Dispatch.objects.filter(message__kind='code', state='waiting').count()"
        assert int(own.ask(waiting)) >= 1
    finally:
        own.stack.valkey.start()
    own.ask("wake()")
    assert until(lambda: own.ask(waiting) == "0")


MANY = """
from django.db import transaction
from portal.accounts.models import Person
from portal.notices.services import tell
person = Person.objects.exclude(contact_phone=None).first()
with transaction.atomic():
    for n in range(300): tell(person, key=f"many-{n}", kind="test", title="t", body="b")
"""


def test_a_worker_killed_in_the_middle_loses_and_doubles_nothing(own: OwnPortal):
    own.manage("shell", "-v", "0", "-c", MANY)
    until(lambda: int(own.ask("Dispatch.objects.filter(message__kind='test', state='sent').count()")) > 0, 10)
    own.worker.send_signal(signal.SIGKILL)
    own.worker.wait()
    own.worker = own.start_worker()
    time.sleep(2)
    own.ask("wake()")
    done = "Delivery.objects.filter(event__name='message.made', done_at__isnull=True).count()"
    assert until(lambda: own.ask(done) == "0", 40)
    assert own.ask("Dispatch.objects.filter(message__kind='test', state='sent').count()") == "300"
    assert own.ask("Delivery.objects.filter(event__name='message.made', attempts__gt=1).count()") == "0"


GRANT = """
from portal.accounts import actors
from portal.accounts.models import Clerk
from portal.casework import services
from portal.casework.models import Case
case = Case.objects.filter(state="accepted").first()
clerk = actors.of_clerk(Clerk.objects.get(user__username="liufang"))
services.confirm_identity(case, method="data", by=clerk)
services.grant(case, by=clerk)
print(case.number)
"""


def full_disk() -> None:
    """The most the operating system lets this process write into one file: less than any certificate."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))


def test_a_full_disk_delays_the_paper_and_nothing_else(own: OwnPortal):
    own.worker.kill()
    own.worker.wait()
    number = own.manage("shell", "-v", "0", "-c", GRANT).strip().splitlines()[-1]
    drain = [sys.executable, "-B", "manage.py", "shell", "-v", "0", "-c", f"{IMPORTS}\ndrain()"]
    subprocess.run(drain, env=own.env(), preexec_fn=full_disk, check=False, capture_output=True, timeout=60)  # noqa: PLW1509
    assert own.ask(f"Case.objects.get(number='{number}').state") == "granted"
    assert own.ask("Certificate.objects.filter(rendered_at=None).count()") == "1"
    assert "OSError" in own.ask("Delivery.objects.get(listener='documents.render', done_at=None).last_error")
    assert not [file for file in (own.folder / "var").rglob("*.part") if os.path.exists(file)]
    own.at("2026-11-23T10:30:00+08:00")
    own.ask("drain()")
    assert own.ask("Certificate.objects.filter(rendered_at=None).count()") == "0"
    assert own.ask(f"Case.objects.get(number='{number}').state") == "closed"
