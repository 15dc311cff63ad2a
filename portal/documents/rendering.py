"""Certificates as PDF: one font configuration and one style sheet a process, WeasyPrint imported when needed."""

import atexit
import functools
import gc
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.timezone import localdate

from portal.embedded import paths
from portal.kernel.dates import full_text
from portal.kernel.fields import plaintext

from . import pdfsign
from .models import Certificate
from .seals import seal_url


@functools.cache
def _kit() -> tuple:
    """WeasyPrint's HTML class, the style sheets and the fonts, loaded once."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    atexit.register(_kit.cache_clear)  # its fonts must go before the library does
    faces = "".join(
        f"@font-face{{font-family:'Shuye Sans';src:url('{file.as_uri()}');"
        f"font-weight:{'bold' if 'Bold' in file.name else 'normal'}}}"
        for file in sorted(paths.fonts_dir().glob("*.otf"))
    )
    styles = [
        CSS(string=faces, base_url="file:///", font_config=fonts),
        CSS(filename=Path(settings.BASE_DIR) / "static" / "css" / "print.css", font_config=fonts),
    ]
    return HTML, styles, fonts


def qr_url(text: str) -> str:
    """A QR code as an SVG data URL, error correction M."""
    import segno

    return segno.make(text, error="m", boost_error=False).svg_data_uri(border=4)


def html_of(certificate: Certificate) -> str:
    """The page that is printed: a template of its own for each certificate, one for all letters."""
    is_letter = certificate.family == Certificate.Family.LETTER
    return render_to_string(
        "documents/letter.html" if is_letter else f"documents/{certificate.kind}.html",
        {
            "certificate": certificate,
            "claims": json.loads(plaintext(certificate.claims)),
            "body": json.loads(plaintext(certificate.body)) if certificate.body else {},
            "seal": seal_url(certificate.agency.name),
            "letter": {
                "number": certificate.official_number or certificate.number,
                "agency": certificate.agency.name,
                "issued": full_text(localdate(certificate.issued_at)),
            },
            "qr": qr_url(certificate.token),
            "check_url": f"{settings.PUBLIC_URL}/verify/",
        },
    )


@contextmanager
def _forgotten() -> Iterator[None]:
    """What is laid out inside is forgotten at the end: a document is one large cycle, and memory grows with each.

    Nothing is collected meanwhile, so all of it is still young, and looking at the young alone is enough.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.collect(0)
        if was_on:
            gc.enable()


def pdf_of(html: str) -> bytes:
    """The PDF bytes of a page."""
    html_class, styles, fonts = _kit()
    with _forgotten():
        return html_class(string=html).write_pdf(stylesheets=styles, font_config=fonts, optimize_images=False)


def paper_of(certificate: Certificate) -> bytes:
    """The signed PDF of a certificate or letter."""
    return pdfsign.signed(pdf_of(html_of(certificate)), agency=certificate.agency.name)


def write_file(certificate: Certificate) -> str:
    """Write the PDF beside its final name and move it there; returns the path under var/documents."""
    folder = Path(settings.VAR_DIR) / "documents" / f"{certificate.issued_at:%Y%m}"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    final = folder / f"{certificate.pk}.pdf"
    part = folder / f".{certificate.pk}.{os.getpid()}.part"
    try:
        part.write_bytes(paper_of(certificate))
        part.replace(final)
    finally:
        part.unlink(missing_ok=True)
    return str(final.relative_to(Path(settings.VAR_DIR) / "documents"))


def read_file(certificate: Certificate) -> bytes:
    """The PDF bytes, made again when the file is gone."""
    path = Path(settings.VAR_DIR) / "documents" / certificate.file
    if certificate.file and path.is_file():
        return path.read_bytes()
    return paper_of(certificate)


def joined(certificates: list[Certificate]) -> bytes:
    """Several papers as one unsigned PDF for the printer."""
    with _forgotten():
        return _joined(certificates)


def _joined(certificates: list[Certificate]) -> bytes:
    html_class, styles, fonts = _kit()
    documents = [
        html_class(string=html_of(each)).render(stylesheets=styles, font_config=fonts, optimize_images=False)
        for each in certificates
    ]
    pages = [page for document in documents for page in document.pages]
    return documents[0].copy(pages).write_pdf()
