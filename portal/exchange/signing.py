"""How a request between two systems proves itself. Described for departments in docs/exchange.md.

The signed text is six lines: method, path, key id, timestamp, nonce, SHA-256 of the body. A department signs with
Ed25519, or where it cannot, with HMAC-SHA256 under a shared secret; we always sign with Ed25519.
"""

import base64
import binascii
import hashlib
import hmac
import secrets
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from portal.embedded import paths
from portal.kernel import clock
from portal.kernel.fields import plaintext

from .models import Partner

OURS = "shuye"
KEY, TIMESTAMP, NONCE = "X-Exchange-Key", "X-Exchange-Timestamp", "X-Exchange-Nonce"
DIGEST, SIGNATURE = "X-Exchange-Digest", "X-Exchange-Signature"


@lru_cache(maxsize=1)
def own_key() -> Ed25519PrivateKey:
    """The portal's own key: it signs what goes out and opens SFTP servers."""
    return Ed25519PrivateKey.from_private_bytes(paths.key("exchange-1", 32))


def own_public_key() -> str:
    """What departments need to check our signatures: the raw key, base64."""
    return base64.b64encode(raw(own_key().public_key())).decode()


def raw(key: Ed25519PublicKey) -> bytes:
    """The 32 bytes of a public key."""
    return key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)


def signed_text(method: str, path: str, key: str, timestamp: str, nonce: str, digest: str) -> bytes:
    """The text that is signed."""
    return "\n".join((method.upper(), path, key, timestamp, nonce, digest)).encode()


def headers_for(
    method: str, path: str, body: bytes, *, key: Ed25519PrivateKey | None = None, name: str = OURS
) -> dict[str, str]:
    """The five headers of a request signed now; with our own key unless another one is given."""
    timestamp, nonce = str(int(clock.now().timestamp())), secrets.token_urlsafe(18)
    digest = hashlib.sha256(body).hexdigest()
    mark = (key or own_key()).sign(signed_text(method, path, name, timestamp, nonce, digest))
    return {
        KEY: name,
        TIMESTAMP: timestamp,
        NONCE: nonce,
        DIGEST: digest,
        SIGNATURE: base64.b64encode(mark).decode(),
    }


def proves(partner: Partner, text: bytes, signature: str) -> bool:
    """Whether the signature is this department's over the text."""
    try:
        mark = base64.b64decode(signature, validate=True)
        if partner.public_key:
            known = Ed25519PublicKey.from_public_bytes(base64.b64decode(partner.public_key, validate=True))
            known.verify(mark, text)
            return True
    except (InvalidSignature, ValueError, binascii.Error):
        return False
    if not partner.secret:
        return False
    return hmac.compare_digest(
        mark, hmac.new(plaintext(partner.secret).encode(), text, hashlib.sha256).digest()
    )
