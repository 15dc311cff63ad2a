"""A hundred certificates against documents of twenty pages, in turns, and what they leave in memory."""

import re
import statistics
import time

import psutil

from bench.figures import Figure, against, limit, told

EACH, TURNS = 20, 5


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
    body = re.search(r"<body>(.*)</body>", html, re.DOTALL)[1]
    page = f'<div style="break-after: page">{body}</div>'
    rival = html.replace(body, page * EACH)
    process = psutil.Process()
    rss, times = {}, []
    for turn in range(TURNS):  # in turns, so that a slow moment of the machine meets both
        times.append(
            (_ms(lambda: rendering.pdf_of(html), EACH), _ms(lambda: rendering.pdf_of(rival), 1) / EACH)
        )
        rss[turn] = process.memory_info().rss
    each, other = (statistics.median(column) for column in zip(*times, strict=True))
    claims = json.loads(plaintext(model.claims))
    return [
        against("certificate, one of 100", each, "ms", other, 1.6),
        limit("memory after 100 certificates ÷ after 20", rss[TURNS - 1] / rss[0], "×", 1.1),
        told("signing", _ms(lambda: signing.sign(claims, serial=model.number, at=model.issued_at)), "ms"),
        told("QR code", _ms(lambda: rendering.qr_url(model.token)), "ms"),
    ]


def _ms(act, runs: int = 50) -> float:
    began = time.perf_counter()
    for _run in range(runs):
        act()
    return (time.perf_counter() - began) * 1000 / runs
