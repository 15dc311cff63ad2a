"""The electronic signature (电子签名) inside every PDF: PAdES. pyHanko is imported when needed."""

import functools
import io
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from portal.embedded import paths
from portal.kernel import clock

TEN_YEARS = timedelta(days=3652)


def _own_pem() -> bytes:
    """A new key with a certificate it signs itself: for an installation that was given none."""
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "四川公共就业服务"),
            x509.NameAttribute(NameOID.COMMON_NAME, "Shuye document signing"),
        ]
    )
    now = clock.now()
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + TEN_YEARS)
        .add_extension(usage, critical=True)
        .sign(private, hashes.SHA256())
    )
    return private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ) + certificate.public_bytes(serialization.Encoding.PEM)


def _pem() -> bytes:
    """Key and certificate in one PEM: the file SHUYE_PAPER_KEY names, or this installation's own."""
    named = os.environ.get("SHUYE_PAPER_KEY")
    return Path(named).read_bytes() if named else paths.kept_key_file("paper-1.pem", _own_pem)


def certificate_pem() -> str:
    """The certificate to trust when checking our PDFs."""
    return (
        x509.load_pem_x509_certificate(_pem()[_pem().index(b"-----BEGIN CERTIFICATE") :])
        .public_bytes(serialization.Encoding.PEM)
        .decode()
    )


@functools.cache
def _signer():
    """The signer, loaded once a process."""
    from asn1crypto import keys, pem
    from asn1crypto import x509 as asn1
    from pyhanko.sign.signers import SimpleSigner
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    parts = {kind: der for kind, _headers, der in pem.unarmor(_pem(), multiple=True)}
    certificate = asn1.Certificate.load(parts["CERTIFICATE"])
    store = SimpleCertificateStore()
    store.register(certificate)
    return SimpleSigner(
        signing_cert=certificate,
        signing_key=keys.PrivateKeyInfo.load(parts["PRIVATE KEY"]),
        cert_registry=store,
    )


def signed(pdf: bytes, *, agency: str) -> bytes:
    """The PDF with the portal's signature over all of it, in the name of an agency."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers

    meta = signers.PdfSignatureMetadata(
        field_name="Seal",
        md_algorithm="sha256",
        location="四川",
        name=agency,
        reason="公共就业服务文书",
        subfilter=fields.SigSeedSubFilter.PADES,
    )
    sign = functools.partial(
        signers.sign_pdf, IncrementalPdfFileWriter(io.BytesIO(pdf)), meta, signer=_signer()
    )
    return _away_from_loops(sign).getvalue()


def _away_from_loops(run: Callable[[], io.BytesIO]) -> io.BytesIO:
    """pyHanko starts an event loop of its own, which a thread with a running loop (ASGI) refuses."""
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="pdfsign") as pool:
        return pool.submit(run).result()
