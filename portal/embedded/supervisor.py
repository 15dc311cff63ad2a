"""`manage.py up`: servers, web, worker and beat as one thing that starts with one command and stops as one.

Everything is done from the main thread, because children die with the thread that started them. A signal
raises `StopRequested` wherever we are, also in the middle of a migration, and the one `finally` stops all.
"""

import errno
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from portal.embedded import health, paths
from portal.embedded.process import EmbeddedError, kill_group, spawn, tail
from portal.embedded.services import Service, manage, portal_services
from portal.embedded.stack import AlreadyRunningError, Stack

__all__ = ["AlreadyRunningError", "CannotStartError", "Service", "Stack", "Supervisor"]

STOP_SECONDS = 4.6  # five are promised
LOG_LIMIT = 10_000_000
OTHERS_AFTER = 15.0  # seconds that worker and beat leave the processor to the web


class StopRequested(BaseException):
    """Ctrl-C or SIGTERM arrived."""


class CannotStartError(EmbeddedError):
    """A reason the operator can act on."""


@dataclass
class Running:
    """A service and its present process, or the moment to try again."""

    service: Service
    child: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    failures: int = 0
    retry_at: float = 0.0


class Supervisor:
    """Runs everything until told to stop. `services` and `prepare` can be replaced, for tests."""

    def __init__(
        self,
        *,
        host: str = "127.0.0.1",
        port: int = 8000,
        demo: bool = True,
        stack: Stack | None = None,
        services: Sequence[Service] | None = None,
        prepare: Sequence[str] | None = None,
        accounts: Sequence[str] | None = None,
        say: Callable[[str], None] = lambda text: print(text, flush=True),
    ) -> None:
        self.host, self.port, self.demo, self.say = host, port, demo, say
        self.stack = stack or Stack(isolated=False)
        self.env = {**os.environ, "SHUYE_VAR": str(self.stack.var), "PORT": str(port)}
        chosen = portal_services(host, port, self.stack.var) if services is None else services
        self.running = [Running(service) for service in chosen]
        self.prepare = manage("prepare", *([] if demo else ["--no-demo"])) if prepare is None else prepare
        self.accounts = manage("demo_accounts", "--json") if accounts is None else accounts
        self._stopping = False
        self._announced = False
        self._retry_servers_at = 0.0
        self._started = time.monotonic()

    def run(self) -> int:
        """Start, watch, stop. Returns the exit code: 0 after an asked-for stop, 1 when it could not start."""
        with self._signals():
            try:
                self._check_port()
                self.say("正在启动数据库和缓存……")
                self.stack.start(patience=3)
                self._prepare()
                self._launch_first()
                self._watch()
            except StopRequested:
                self.say("正在停止……")
                return 0
            except EmbeddedError as error:
                print(f"无法启动：{error}", file=sys.stderr, flush=True)
                return 1
            finally:
                self._stopping = True
                self._stop()
        return 0

    @contextmanager
    def _signals(self) -> Iterator[None]:
        def ask(signum: int, frame: object) -> None:
            if not self._stopping:
                self._stopping = True
                raise StopRequested

        before = {s: signal.signal(s, ask) for s in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
        try:
            yield
        finally:
            for signum, handler in before.items():
                signal.signal(signum, handler)

    def _check_port(self) -> None:
        """Refuse a taken port before anything starts: else an old process would answer in our place."""
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.host, self.port))
            except OSError as error:
                if error.errno == errno.EADDRINUSE:
                    reason = (
                        f"端口 {self.port} 已被占用。请停止占用它的程序，或换一个端口：PORT=8001 make run"
                    )
                else:
                    reason = f"不能使用 {self.host}:{self.port}：{error.strerror}"
                raise CannotStartError(reason) from error

    def _prepare(self) -> None:
        """Migrate and load, as the owner, in a process of its own."""
        if not self.prepare:
            return
        self.say("正在准备数据（首次启动更久一些）……")
        child = spawn(self.prepare, env=self.env, cwd=paths.REPOSITORY)
        try:
            if child.wait() != 0:
                raise CannotStartError("数据准备失败，原因见上文")
        finally:
            kill_group(child, signal.SIGKILL)

    def _launch_first(self) -> None:
        """Those that answer people at once; the rest when they do, or after a while in any case."""
        waits = any(one.service.first for one in self.running)
        for one in self.running:
            if one.service.first or not waits:
                self._launch(one)
            else:
                one.retry_at = time.monotonic() + OTHERS_AFTER

    def _launch(self, one: Running) -> None:
        log = paths.log_file(one.service.name, self.stack.var)
        if log.exists() and log.stat().st_size > LOG_LIMIT:
            log.replace(log.with_suffix(".log.1"))
        env = {name: value for name, value in self.env.items() if name != "DATABASE_OWNER_URL"}
        with log.open("ab") as output:
            one.child = spawn(one.service.argv, env=env, cwd=paths.REPOSITORY, output=output)
        one.started = time.monotonic()

    def _watch(self) -> None:
        while True:
            self._keep_servers()
            for one in self.running:
                self._keep(one)
            if not self._announced and self._answers():
                self._announce()
            time.sleep(0.1)

    def _keep(self, one: Running) -> None:
        """Bring back a process that ended: at once the first time, then after 1, 2, 4 … 30 seconds."""
        now = time.monotonic()
        if one.child is None:
            if now >= one.retry_at:
                self._launch(one)
            return
        if one.child.poll() is None:
            return
        if now - one.started > 30:
            one.failures = 0
        pause = 0.0 if one.failures == 0 else min(30.0, 2.0 ** (one.failures - 1))
        log = paths.log_file(one.service.name, self.stack.var)
        self.say(f"{one.service.name} 意外退出（{one.child.returncode}），{pause:.0f} 秒后重启；日志 {log}")
        if one.failures == 1:
            self.say(tail(log))
        kill_group(one.child, signal.SIGKILL)  # children of the dead process, if any are left
        one.failures += 1
        one.child, one.retry_at = None, now + pause

    def _keep_servers(self) -> None:
        """The same for Postgres and Valkey; the processes above reconnect by themselves."""
        now = time.monotonic()
        for server in (self.stack.postgres, self.stack.valkey):
            if server is None or now < self._retry_servers_at:
                continue
            if server.child is not None and server.child.poll() is None:
                continue
            self.say(f"{type(server).__name__} 意外退出，正在重启；日志 {server.log}")
            self._retry_servers_at = now + 1
            try:
                server.launch()
            except (EmbeddedError, OSError) as error:
                self.say(str(error))

    def _answers(self) -> bool:
        """Whether /readyz says 200."""
        return health.answers(self.port, self.host, "/readyz")

    def _announce(self) -> None:
        self._announced = True
        for one in self.running:
            if one.child is None and one.failures == 0:
                one.retry_at = 0.0
        seconds = time.monotonic() - self._started
        self.say(f"\n蜀业已就绪：http://{self.host}:{self.port}/（用时 {seconds:.1f} 秒，Ctrl-C 停止）")
        for line in account_lines(self._demo_accounts() if self.demo and self.accounts else []):
            self.say(line)

    def _demo_accounts(self) -> list[dict[str, Any]]:
        """What `demo_accounts --json` prints; nothing where it is not offered (production)."""
        result = subprocess.run(
            list(self.accounts),
            env=self.env,
            cwd=paths.REPOSITORY,
            capture_output=True,
            text=True,
            check=False,
        )
        try:
            rows = json.loads(result.stdout)
        except ValueError:
            return []
        return rows if isinstance(rows, list) else []

    def _stop(self) -> None:
        """All services at the same time, then the servers under them; what does not listen is killed."""
        end = time.monotonic() + STOP_SECONDS
        live = [one for one in self.running if one.child is not None and one.child.poll() is None]
        begun = time.monotonic()
        sent: dict[str, int] = {}
        while live:
            for one in live:
                self._next_stop_step(one, time.monotonic() - begun, sent)
            time.sleep(0.02)
            live = [one for one in live if one.child is not None and one.child.poll() is None]
        for one in self.running:
            if one.child is not None:
                kill_group(one.child, signal.SIGKILL)
        self.stack.stop(max(1.0, end - time.monotonic()))

    @staticmethod
    def _next_stop_step(one: Running, elapsed: float, sent: dict[str, int]) -> None:
        """Send the signal whose turn it is, once each; after the last one's patience, kill the group."""
        turn, until = 0, 0.0
        for _, patience in one.service.stop_steps:
            until += patience
            if elapsed < until:
                break
            turn += 1
        if one.child is None or sent.get(one.service.name, -1) >= turn:
            return
        sent[one.service.name] = turn
        if turn < len(one.service.stop_steps):
            one.child.send_signal(one.service.stop_steps[turn][0])
        else:
            kill_group(one.child, signal.SIGKILL)


def account_lines(rows: list[dict[str, Any]]) -> list[str]:
    """The demo accounts as an aligned table for the terminal."""
    if not rows:
        return []
    table = [("角色", "登录名", "密码", "动态口令密钥")]
    for row in rows:
        secret = row.get("totp_secret") or row.get("totp") or row.get("secret") or ""
        table.append((*(str(row.get(name) or "") for name in ("role", "login", "password")), str(secret)))
    widths = [max(_width(row[n]) for row in table) for n in range(4)]
    return ["", "演示账号（仅供试用）："] + [
        "  " + "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
        for row in table
    ]


def _width(text: str) -> int:
    return sum(2 if ord(letter) > 0x2E7F else 1 for letter in text)
