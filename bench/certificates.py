"""A hundred certificates against one document of a hundred pages, and what they leave in memory."""

import re
import time

import psutil

from bench.figures import Figure, against, limit, told


def measure() -> list[Figure]:
    """Seconds a certificate, the rival's seconds a page, memory, and signing and QR apart."""
    import json

    from portal.casework import services
    from portal.documents import rendering, signing
    from portal.documents.models import Certificate
    from portal.kernel.fields import plaintext
    from tests.cast import Cast

    cast = Cast()
    services.grant_by_rule(cast.case(cast.jianguo, retirement={}))
    model = Certificate.objects.select_related("agency").get()
    html = rendering.html_of(model)
    rendering.pdf_of(html)  # fonts and styles are loaded once a process
    process = psutil.Process()
    began, rss = time.perf_counter(), {}
    for number in range(1, 101):
        rendering.pdf_of(html)
        if number in (10, 100):
            rss[number] = process.memory_info().rss / 2**20
    each = (time.perf_counter() - began) * 10
    body = re.search(r"<body>(.*)</body>", html, re.DOTALL)[1]
    page = f'<div style="break-after: page">{body}</div>'
    began = time.perf_counter()
    rendering.pdf_of(html.replace(body, page * 100))
    rival = (time.perf_counter() - began) * 10
    claims = json.loads(plaintext(model.claims))
    return [
        against("certificate, one of 100", each, "ms", rival, 1.6),
        limit("memory after 100 certificates ÷ after 10", rss[100] / rss[10], "×", 1.1),
        told("signing", _ms(lambda: signing.sign(claims, serial=model.number, at=model.issued_at)), "ms"),
        told("QR code", _ms(lambda: rendering.qr_url(model.token)), "ms"),
    ]


def _ms(act, runs: int = 50) -> float:
    began = time.perf_counter()
    for _run in range(runs):
        act()
    return (time.perf_counter() - began) * 1000 / runs
