"""Sealing personal values at rest (SM4-GCM, GB/T 32907) and finding them again (HMAC-SM3, GB/T 32905).

A sealed value is bytes: version | key id | 12 random bytes | ciphertext | 16-byte tag. The label of the field
and the row's key are authenticated with it, so a value copied into another field or row does not open.
Several sealing keys may lie in the ring for opening; the highest id seals. Keys are raw files named seal-<id>
and index-<id> in the folder SHUYE_KEYS, or the installation's own keys made on first use.
"""

import os
import re
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.hashes import SM3
from cryptography.hazmat.primitives.hmac import HMAC

VERSION = 1
SEAL_SIZE, INDEX_SIZE = 16, 32
NONCE, TAG = 12, 16
HEAD = 2 + NONCE
INDEX_LENGTH = 33  # the key's version byte and 32 bytes of HMAC-SM3


class SealBroken(Exception):  # noqa: N818 - said as it is
    """A sealed value does not open: altered, moved to another row or field, or its key is gone."""


class KeysMissing(Exception):  # noqa: N818
    """The key folder lacks a key, or holds one of the wrong size."""


@dataclass(frozen=True)
class KeyRing:
    """Keys by id (1–255); `repr` shows none of them."""

    seal: dict[int, bytes] = field(repr=False)
    index: dict[int, bytes] = field(repr=False)

    def __post_init__(self) -> None:
        for keys, size in ((self.seal, SEAL_SIZE), (self.index, INDEX_SIZE)):
            if not keys or any(len(key) != size or not 0 < number < 256 for number, key in keys.items()):
                raise KeysMissing(f"a key ring needs at least one key of {size} bytes with an id of 1–255")

    @cached_property
    def sealing(self) -> tuple[int, algorithms.SM4]:
        """Id and cipher of the key that seals now."""
        number = max(self.seal)
        return number, algorithms.SM4(self.seal[number])

    @cached_property
    def indexing(self) -> tuple[int, HMAC]:
        """Id of the key that indexes now, and its HMAC with nothing in it yet: to be copied, never written to."""
        number = max(self.index)
        return number, HMAC(self.index[number], SM3())


@lru_cache(maxsize=1)
def _keys() -> KeyRing:
    """The ring of this process, read once; `_keys.cache_clear()` after a key was added."""
    if folder := os.environ.get("SHUYE_KEYS"):
        return KeyRing(_read(Path(folder), "seal"), _read(Path(folder), "index"))
    from portal.embedded import paths  # late: the kernel needs it only where no key folder is named

    first_seal, first_index = paths.key("seal-1", SEAL_SIZE), paths.key("index-1", INDEX_SIZE)
    folder = paths.var_dir() / "keys"
    return KeyRing({1: first_seal, **_read(folder, "seal")}, {1: first_index, **_read(folder, "index")})


def _read(folder: Path, name: str) -> dict[int, bytes]:
    files = (path for path in folder.glob(f"{name}-*") if re.fullmatch(rf"{name}-\d{{1,3}}", path.name))
    return {int(path.name.rpartition("-")[2]): path.read_bytes() for path in files}


def newest_key() -> int:
    """Id of the key that seals now; a value sealed under a lower one is sealed anew when it is saved."""
    return _keys().sealing[0]


def key_of(blob: bytes) -> int:
    """Id of the key a blob was sealed with (not authenticated until it opens). Raises SealBroken if short."""
    if len(blob) < HEAD + TAG or blob[0] != VERSION:
        raise SealBroken("not a sealed value")
    return blob[1]


def seal(plaintext: str, *, label: str, pk: UUID) -> bytes:
    """Seal a text for one field (label) of one row (pk). Raises ValueError on lone surrogates."""
    try:
        plain = plaintext.encode("utf-8")
    except UnicodeEncodeError:
        raise ValueError("the text holds half a character") from None  # the cause would carry the text
    number, cipher = _keys().sealing
    nonce = os.urandom(NONCE)
    encryptor = Cipher(cipher, modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(_associated(label, pk))
    body = encryptor.update(plain) + encryptor.finalize()
    return bytes([VERSION, number]) + nonce + body + encryptor.tag


def open_sealed(blob: bytes | memoryview, *, label: str, pk: UUID) -> str:
    """The text of a sealed value. Raises SealBroken; nothing is returned before the tag has been checked."""
    blob = bytes(blob)
    number = key_of(blob)
    key = _keys().seal.get(number)
    if key is None:
        raise SealBroken(f"sealing key {number} is not in the ring")
    nonce, body, tag = blob[2:HEAD], blob[HEAD:-TAG], blob[-TAG:]
    decryptor = Cipher(algorithms.SM4(key), modes.GCM(nonce, tag)).decryptor()
    decryptor.authenticate_additional_data(_associated(label, pk))
    try:
        plain = decryptor.update(body) + decryptor.finalize()
    except InvalidTag as error:
        raise SealBroken("the seal does not fit this value, field and row") from error
    return plain.decode("utf-8")


def _associated(label: str, pk: UUID) -> bytes:
    """What the tag covers besides the text. The two leading bytes need no cover: altered, nothing opens."""
    return f"{label}|".encode() + pk.bytes


def blind_index(namespace: str, value: str) -> bytes:
    """33 bytes to find an exact value by: key version | HMAC-SM3(namespace, value in NFC).

    The caller normalises first (identity.check does). A new index key means indexing every row anew.
    """
    number, keyed = _keys().indexing
    mac = keyed.copy()  # the key is hashed once for all values
    mac.update(namespace.encode() + b"\x00" + unicodedata.normalize("NFC", value).encode("utf-8"))
    return bytes([number]) + mac.finalize()
