"""Where files are exchanged: a folder, an SFTP server, or an address that keeps files (GET and PUT).

Each holds in/ (for us), out/ (from us), and done/ and refused/ for what we have looked at.
"""

import asyncio
import json
import os
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote, urlsplit

from ..models import Partner
from ..signing import headers_for, own_key
from .peers import PeerAway, pool

MOST_BYTES = 64 * 1024 * 1024
MARK = ".manifest.json"
PATIENCE = 20  # seconds for one step


class Store(Protocol):
    """One connection to a drop folder; a context manager."""

    def __enter__(self) -> "Store": ...
    def __exit__(self, *_: object) -> None: ...

    def waiting(self, mark: str = MARK) -> list[str]:
        """Names in in/ that end so, in order."""

    def read(self, name: str) -> bytes:
        """A file below the folder, at most MOST_BYTES + 1 bytes. Raises FileNotFoundError."""

    def write(self, name: str, data: bytes) -> None:
        """Write a file whole: nobody sees half of it."""

    def move(self, name: str, folder: str) -> None:
        """Put a file of in/ into done/ or refused/, where the store can; a file that is gone is no error."""


class FolderStore:
    """A folder both sides see."""

    def __init__(self, partner: Partner) -> None:
        self.root = Path(partner.address)

    def __enter__(self) -> "FolderStore":
        for name in ("in", "out", "done", "refused"):
            (self.root / name).mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is held."""

    def waiting(self, mark: str = MARK) -> list[str]:
        return sorted(file.name for file in (self.root / "in").glob(f"*{mark}") if file.is_file())

    def read(self, name: str) -> bytes:
        file = self.root / name
        if file.is_symlink():  # a link may lead out of the folder
            raise FileNotFoundError(name)
        with file.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)

    def write(self, name: str, data: bytes) -> None:
        part = self.root / f"{name}.part"
        part.write_bytes(data)
        part.replace(self.root / name)

    def move(self, name: str, folder: str) -> None:
        source = self.root / "in" / name
        if source.exists():
            os.replace(source, self.root / folder / name)


class SftpStore:
    """An SFTP server; its host key must be known, and it knows our public key."""

    def __init__(self, partner: Partner) -> None:
        self.at = urlsplit(partner.address)
        self.host_key = partner.host_key
        self.root = self.at.path.strip("/")

    def __enter__(self) -> "SftpStore":
        self.runner = asyncio.Runner()
        try:
            self._run(self._connect())
        except BaseException:
            self.runner.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()
        self._run(self.connection.wait_closed())
        self.runner.close()

    def _run(self, step: Any) -> Any:
        async def patient() -> Any:
            async with asyncio.timeout(PATIENCE):
                return await step

        return self.runner.run(patient())

    async def _connect(self) -> None:
        import asyncssh
        from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

        secret = own_key().private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())
        self.connection = await asyncssh.connect(
            self.at.hostname,
            self.at.port or 22,
            username=self.at.username,
            client_keys=[asyncssh.import_private_key(secret)],
            known_hosts=([asyncssh.import_public_key(self.host_key)], [], []),
            config=None,
            agent_path=None,
        )
        self.sftp = await self.connection.start_sftp_client()
        for name in ("in", "out", "done", "refused"):
            await self.sftp.makedirs(self._path(name), exist_ok=True)

    def _path(self, name: str) -> str:
        return f"{self.root}/{name}" if self.root else name

    def waiting(self, mark: str = MARK) -> list[str]:
        names = self._run(self.sftp.listdir(self._path("in")))
        return sorted(name for name in names if name.endswith(mark))

    def read(self, name: str) -> bytes:
        import asyncssh

        async def opened() -> bytes:
            async with self.sftp.open(self._path(name), "rb") as file:
                return await file.read(MOST_BYTES + 1)

        try:
            return self._run(opened())
        except asyncssh.SFTPNoSuchFile:
            raise FileNotFoundError(name) from None

    def write(self, name: str, data: bytes) -> None:
        async def written() -> None:
            part = self._path(f"{name}.part")
            async with self.sftp.open(part, "wb") as file:
                await file.write(data)
            await self.sftp.posix_rename(part, self._path(name))

        self._run(written())

    def move(self, name: str, folder: str) -> None:
        import asyncssh

        try:
            self._run(self.sftp.posix_rename(self._path(f"in/{name}"), self._path(f"{folder}/{name}")))
        except asyncssh.SFTPNoSuchFile:
            return


class HttpStore:
    """An address that keeps files: GET in/index.json lists names, GET and PUT files; every request is signed."""

    def __init__(self, partner: Partner) -> None:
        self.base = partner.address.rstrip("/")

    def __enter__(self) -> "HttpStore":
        return self

    def __exit__(self, *_: object) -> None:
        """Connections are kept by the thread."""

    def _ask(self, method: str, name: str, data: bytes = b"") -> Any:
        url = f"{self.base}/{quote(name)}"
        headers = headers_for(method, urlsplit(url).path, data)
        return pool().request(
            method, url, body=data or None, headers=headers, redirect=False, preload_content=False
        )

    def waiting(self, mark: str = MARK) -> list[str]:
        try:
            names = json.loads(self.read("in/index.json"))
        except FileNotFoundError:
            return []
        return sorted(name for name in names if isinstance(name, str) and name.endswith(mark))

    def read(self, name: str) -> bytes:
        answer = self._ask("GET", name)
        try:
            if answer.status == 404:
                answer.drain_conn()
                raise FileNotFoundError(name)
            if answer.status != 200:
                raise PeerAway(f"HTTP {answer.status}")
            return answer.read(MOST_BYTES + 1)
        finally:
            answer.release_conn()

    def write(self, name: str, data: bytes) -> None:
        answer = self._ask("PUT", name, data)
        answer.drain_conn()
        answer.release_conn()
        if not 200 <= answer.status < 300:
            raise PeerAway(f"HTTP {answer.status}")

    def move(self, name: str, folder: str) -> None:
        """Their list is theirs; a file seen again is known by its digest."""


STORES = {"folder": FolderStore, "sftp": SftpStore, "http": HttpStore}


def store_of(partner: Partner) -> Store:
    """The drop folder of a department; use it as a context manager."""
    return STORES[partner.transport](partner)
