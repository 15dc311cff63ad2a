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


def red_spots(pdf: bytes) -> list[tuple[float, float, float, float]]:
    """Boxes (left, top, right, bottom as shares of the first page) of connected red ink."""
    page = pypdfium2.PdfDocument(io.BytesIO(pdf))[0].render(scale=1).to_pil().convert("RGB")
    red = {
        (n % page.width, n // page.width)
        for n, (r, g, b) in enumerate(page.get_flattened_data())
        if r > 150 and g < 110 and b < 110
    }
    boxes = []
    while red:
        boxes.append(_box(_spread(red), page.width, page.height))
    return boxes


def _spread(red: set[tuple[int, int]], reach: int = 24) -> list[tuple[int, int]]:
    """Take out of `red` everything that hangs together with gaps up to `reach` pixels: a seal is one thing."""
    edge = [red.pop()]
    found = list(edge)
    while edge:
        x, y = edge.pop()
        near = {p for p in red if abs(p[0] - x) <= reach and abs(p[1] - y) <= reach}
        red -= near
        found += near
        edge += near
    return found


def _box(points: list[tuple[int, int]], width: int, height: int) -> tuple[float, float, float, float]:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs) / width, min(ys) / height, max(xs) / width, max(ys) / height
