"""A real SFTP server on localhost that lets in one key and shows one folder."""

import asyncio
import threading
from pathlib import Path
from typing import Any

import asyncssh


class Sftp:
    """Use as a context manager; `.address` and `.host_key` are what a partner is given."""

    def __init__(self, root: Path, client_key: bytes, *, port: int = 0) -> None:
        self.root, self.client_key, self.port = root, client_key, port
        self.key = asyncssh.generate_private_key("ssh-ed25519")
        self.host_key = self.key.export_public_key().decode().strip()
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)

    @property
    def address(self) -> str:
        return f"sftp://shuye@127.0.0.1:{self.port}/"

    def _run(self, step: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(step, self.loop).result(20)

    async def _listen(self) -> Any:
        known = asyncssh.import_authorized_keys(self.client_key.decode())
        return await asyncssh.listen(
            "127.0.0.1",
            self.port,
            server_host_keys=[self.key],
            authorized_client_keys=known,
            sftp_factory=lambda channel: asyncssh.SFTPServer(channel, chroot=str(self.root).encode()),
        )

    async def _close(self) -> None:
        self.listener.close()  # in the loop's own thread: it is not to be called from another
        await self.listener.wait_closed()

    def __enter__(self) -> "Sftp":
        self.thread.start()
        self.listener = self._run(self._listen())
        self.port = self.listener.get_port()
        return self

    def __exit__(self, *_: object) -> None:
        self._run(self._close())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(10)
        self.loop.close()
