"""Certificates as signed CBOR web tokens (CWT, RFC 8392): small enough for a QR code, checked without a network.

The text form is our mark `SY1:` and base45 (RFC 9285), whose letters a QR code packs best.
"""

import functools
from datetime import UTC, datetime
from typing import Any

import cwt
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cwt import COSEKey

from portal.embedded import paths

MARK = "SY1:"
ISSUER = "shuye"
FAR = 253402300799  # 9999-12-31: python-cwt would otherwise let a certificate end after an hour
CLAIMS = -70001
KEY_ID = "certificate-1"
LIST_SERIAL = "revocation-list"
MAX_TOKEN, MAX_LIST = 4000, 50_000_000
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


class BadToken(ValueError):
    """The text is no certificate of ours, or somebody changed it."""


def base45(data: bytes) -> str:
    """RFC 9285: two bytes become three letters."""
    out = []
    for i in range(0, len(data), 2):
        pair = data[i : i + 2]
        n = int.from_bytes(pair, "big")
        letters = [n % 45, n // 45 % 45, n // 2025] if len(pair) == 2 else [n % 45, n // 45]
        out += [ALPHABET[x] for x in letters]
    return "".join(out)


def unbase45(text: str) -> bytes:
    """The bytes of a base45 text. Raises BadToken."""
    try:
        digits = [ALPHABET.index(letter) for letter in text]
    except ValueError as error:
        raise BadToken("letter outside base45") from error
    out = bytearray()
    for i in range(0, len(digits), 3):
        group = digits[i : i + 3]
        n = sum(digit * 45**place for place, digit in enumerate(group))
        size = {3: 2, 2: 1}.get(len(group))
        if size is None or n >= 256**size:
            raise BadToken("broken base45")
        out += n.to_bytes(size, "big")
    return bytes(out)


@functools.cache
def private_key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(paths.key(KEY_ID, 32))


@functools.cache
def _signing_key() -> COSEKey:
    pem = private_key().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return COSEKey.from_pem(pem, kid=KEY_ID)


def public_pem() -> str:
    """The public key as PEM, to check certificates with the network off."""
    return (
        private_key()
        .public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        .decode()
    )


def sign(claims: dict[str, Any], *, serial: str, at: datetime) -> str:
    """A token over these claims; `serial` is the certificate's number."""
    moment = int(at.timestamp())  # named, or the library would put in its own clock
    payload = {1: ISSUER, 7: serial.encode(), 6: moment, 5: moment, 4: FAR, CLAIMS: claims}
    return MARK + base45(cwt.encode(payload, _signing_key()))


def _opened(token: str, pem: str | None) -> dict[str, Any]:
    """Serial, time and claims of a token whose signature holds under `pem` (ours by default). Raises BadToken."""
    token = token.strip()
    if not token.startswith(MARK) or len(token) > MAX_LIST:
        raise BadToken("not a certificate of this portal")
    key = COSEKey.from_pem((pem or public_pem()).encode(), kid=KEY_ID)
    try:
        payload = cwt.decode(unbase45(token.removeprefix(MARK)), keys=[key])
    except (cwt.VerifyError, cwt.DecodeError, InvalidSignature, ValueError, KeyError, TypeError) as error:
        raise BadToken("signature does not hold") from error
    if payload.get(1) != ISSUER:
        raise BadToken("another issuer")
    issued_at = datetime.fromtimestamp(payload[6], UTC).isoformat()
    return {"serial": payload[7].decode(), "issued_at": issued_at, "claims": payload[CLAIMS]}


def read(token: str, *, pem: str | None = None) -> dict[str, Any]:
    """Serial, time and claims of a certificate. Raises BadToken, also for a revocation list in its place."""
    if len(token) > MAX_TOKEN:
        raise BadToken("longer than any certificate")
    found = _opened(token, pem)
    if found["serial"] == LIST_SERIAL:
        raise BadToken("a revocation list is no certificate")
    return found


def read_list(text: str, *, pem: str | None = None) -> dict[str, Any]:
    """`revoked`, `issued_at`, `next_update` of a signed revocation list. Raises BadToken."""
    found = _opened(text, pem)
    if found["serial"] != LIST_SERIAL:
        raise BadToken("not a revocation list")
    return found["claims"]


def sign_list(serials: list[str], *, at: datetime, next_update: datetime) -> str:
    """The signed list of certificates that no longer hold."""
    claims = {"revoked": serials, "issued_at": at.isoformat(), "next_update": next_update.isoformat()}
    return sign(claims, serial=LIST_SERIAL, at=at)
