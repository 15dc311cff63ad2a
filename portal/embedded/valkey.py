"""The embedded Valkey: broker and cache on a private unix socket, with an append-only file."""

import signal
import socket
import subprocess
import time
from pathlib import Path

from portal.embedded import binaries, paths
from portal.embedded.process import EmbeddedError, kill_group, spawn, tail, wait_until


class ValkeyError(EmbeddedError):
    """Valkey could not be started; the message says why."""


class Valkey:
    """One server in one var folder. Queued tasks survive a restart: without AOF all of them were lost."""

    def __init__(self, var: Path | None = None, *, fsync: bool = True) -> None:
        self.var = var or paths.var_dir()
        self.fsync = fsync
        self.child: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> Path:
        return paths.log_file("valkey", self.var)

    def launch(self) -> None:
        """Start the process, unless a live server holds the socket: a second one would silently steal it."""
        paths.make_var(self.var)
        folder = paths.make_private(self.var / "valkey")
        address = paths.make_private(paths.runtime_dir(self.var)) / "valkey.sock"
        if not wait_until(lambda: not self.ready(), 3):
            raise ValkeyError(f"另一个 Valkey 正在使用 {address}：请先停止它，或换一个 SHUYE_VAR")
        address.unlink(missing_ok=True)
        argv = [str(binaries.valkey_server()), "--port", "0", "--unixsocket", str(address)]
        argv += ["--unixsocketperm", "700", "--dir", str(folder), "--save", "", "--daemonize", "no"]
        argv += ["--appendonly", "yes", "--appendfsync", "everysec" if self.fsync else "no"]
        argv += ["--databases", "16", "--maxmemory", "256mb", "--maxmemory-policy", "volatile-lru"]
        with self.log.open("ab") as output:
            self.child = spawn(argv, on_parent_death=signal.SIGTERM, cwd=folder, output=output)

    def start(self, seconds: float = 30) -> None:
        """Start and wait until it answers."""
        self.launch()
        end = time.monotonic() + seconds
        while not self.ready():
            if self.child is None or self.child.poll() is not None:
                raise ValkeyError(f"Valkey 没有启动，日志 {self.log} 的末尾：\n{tail(self.log)}")
            if time.monotonic() > end:
                raise ValkeyError(f"Valkey {seconds:.0f} 秒内没有就绪，请看日志 {self.log}")
            time.sleep(0.02)

    def ready(self) -> bool:
        """Whether a server answers PING on our socket (one still loading its file does not count)."""
        try:
            with socket.socket(socket.AF_UNIX) as client:
                client.settimeout(1)
                client.connect(str(paths.valkey_socket(self.var)))
                client.sendall(b"PING\r\n")
                return client.recv(64).startswith(b"+PONG")
        except OSError:
            return False

    def stop(self, seconds: float = 3) -> None:
        """SIGTERM writes the file and ends."""
        child, self.child = self.child, None
        if child is None or child.poll() is not None:
            return
        child.send_signal(signal.SIGTERM)
        try:
            child.wait(seconds)
        except subprocess.TimeoutExpired:
            kill_group(child, signal.SIGKILL)
            child.wait(1)
