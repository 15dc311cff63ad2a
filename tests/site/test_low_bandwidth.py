"""First load of every citizen page on a slow phone: HTML, styles, scripts and pictures, compressed, ≤150 KB."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from tests.access.entering import client_of
from tests.access.walking import make_world
from tests.cast import ITEM, Cast

pytestmark = pytest.mark.django_db
MOST = 150_000
STATIC = re.compile(r'(?:src|href)="/static/([^"#?]+)')
OPEN = [
    "/", "/services/", f"/services/{ITEM}/", f"/services/{ITEM}/flow/", "/services/matrix/", "/flow/",
    "/search/?q=补贴", "/papers/", "/papers/tell/", "/papers/answer/", "/changes/", "/boards/", "/boards/promise/",
    "/verify/", "/accessibility/", "/kiosk/", "/sign-in/",
]  # fmt: skip
OWN = ["/my/", "/my/access/", f"/apply/{ITEM}/residence/", f"/apply/{ITEM}/intention/"]


def weight(client: Client, path: str) -> tuple[int, int, int]:
    """Compressed bytes of the page itself, of what it loads, and both."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    page = len(gzip.compress(answer.content, 6))
    files = set(STATIC.findall(answer.content.decode()))
    rest = sum(len(gzip.compress(Path(finders.find(name)).read_bytes(), 6)) for name in files)
    return page, rest, page + rest


def test_every_citizen_page_is_light(cast: Cast, capsys):
    world = make_world(cast)
    owner = client_of(cast.xiaomei.user)
    own = [*OWN, f"/cases/{world.case.number}/", f"/cases/{world.case.number}/receipt/"]
    rows = [(path, *weight(Client(), path)) for path in OPEN] + [(path, *weight(owner, path)) for path in own]
    with capsys.disabled():
        print("\n   page  files    all  first load, gzip bytes")  # noqa: T201
        for path, page, rest, whole in sorted(rows, key=lambda row: -row[3]):
            print(f"{page:7d}{rest:7d}{whole:7d}  {path}")  # noqa: T201
    assert not [(path, whole) for path, _page, _rest, whole in rows if whole > MOST]


def test_the_measure_counts_what_a_page_loads():
    page, rest, whole = weight(Client(), "/")
    assert page > 1000
    assert rest > 5000
    assert whole == page + rest
