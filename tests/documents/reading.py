"""Reading a PDF as a person would: its words, its fonts, the QR code on it."""

import io
from typing import Any

import pypdfium2
import zxingcpp


def text_of(pdf: bytes) -> str:
    """The words of all pages, without line ends."""
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    return "".join(page.get_textpage().get_text_bounded() for page in document).replace("\r\n", "")


def qr_of(pdf: bytes, *, dots: int = 150) -> str:
    """The one QR code of the first page, as a scanner at this resolution sees it."""
    page = pypdfium2.PdfDocument(io.BytesIO(pdf))[0]
    found = zxingcpp.read_barcodes(page.render(scale=dots / 72).to_pil())
    assert len(found) == 1, f"{len(found)} codes on the page"
    return found[0].text


def ink(pdf: bytes) -> Any:
    """The first page as grey pixels."""
    return pypdfium2.PdfDocument(io.BytesIO(pdf))[0].render(scale=3).to_pil().convert("L")
