"""Certificates as W3C Verifiable Credentials 2.0, secured by JOSE (vc+jwt, EdDSA), and the keys to check them."""

import base64
import json
from typing import Any

from cryptography.hazmat.primitives import serialization
from django.conf import settings

from portal.kernel.fields import plaintext

from . import signing
from .models import Certificate

CONTEXTS = ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/undefined-terms/v2"]


def key_set() -> dict[str, Any]:
    """The public key of certificates as a JWK set (RFC 8037)."""
    raw = (
        signing.private_key()
        .public_key()
        .public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    )
    x = base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
    key = {"kty": "OKP", "crv": "Ed25519", "x": x, "kid": signing.KEY_ID, "alg": "EdDSA", "use": "sig"}
    return {"keys": [key]}


def credential(certificate: Certificate) -> dict[str, Any]:
    """The credential itself: issuer, subject, where its revocation is told."""
    address = f"{settings.PUBLIC_URL}/verify/"
    return {
        "@context": CONTEXTS,
        "id": f"urn:uuid:{certificate.pk}",
        "type": ["VerifiableCredential", "PublicEmploymentServiceCertificate"],
        "issuer": {"id": f"{address}keys.json", "name": certificate.agency.name},
        "validFrom": certificate.issued_at.isoformat(),
        "name": certificate.title,
        "credentialSubject": {"number": certificate.number, **json.loads(plaintext(certificate.claims))},
        "credentialStatus": {"id": f"{address}revoked.txt", "type": "ShuyeRevocationList"},
    }


def vc_jwt(certificate: Certificate) -> str:
    """The credential as a signed compact JWS."""
    import jwt

    headers = {"typ": "vc+jwt", "cty": "vc", "kid": signing.KEY_ID}
    return jwt.encode(credential(certificate), signing.private_key(), algorithm="EdDSA", headers=headers)
