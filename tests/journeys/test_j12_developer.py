"""Journey 12, step 2: a developer reads the open interface, takes all vacancies and follows their changes."""

import gzip
import json
import urllib.request

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.pages import SIZES, judge, press
from tests.journeys.test_j2_seeker import VACANCIES
from tests.live import Portal

pytestmark = pytest.mark.browser
LATER = """
from django.db import transaction
from jobs import services
from jobs.models import Vacancy
from jobs.services.openings import index
from portal.kernel.actor import system
by = system("journey")
first, second, third = Vacancy.objects.filter(state="open", title="保洁员").order_by("number")[:3]
services.close(first, by=by)
services.pause(second, by=by)
with transaction.atomic():
    third.title = "夜间保洁员"
    third.save(update_fields=["title"])
    index(third)
print(first.number, second.number, third.number)
"""


def fetched(url: str) -> tuple[bytes, dict]:
    with urllib.request.urlopen(url, timeout=600) as answer:  # noqa: S310
        return answer.read(), dict(answer.headers)


def test_all_vacancies_are_taken_and_kept_new(portal: Portal, browser: Browser):
    portal.manage("shell", "-v", "0", "-c", VACANCIES)
    for size in SIZES:
        page = browser.new_context(viewport=SIZES[size]).new_page()
        page.goto(f"{portal.url}/jobs/")
        press(page, "main a[href='/jobs/open-data/']")
        expect(page.locator("h1")).to_contain_text("岗位开放数据")
        judge(page)
        page.context.close()
    described = json.loads(fetched(f"{portal.url}/api/v1/openapi.json")[0])
    assert {"/api/v1/vacancies/snapshot", "/api/v1/vacancies/changes"} <= set(described["paths"])
    packed, headers = fetched(f"{portal.url}/api/v1/vacancies/snapshot")
    held = {row["number"]: row for row in map(json.loads, gzip.decompress(packed).splitlines())}
    assert len(held) == open_now(portal)
    closed, paused, renamed = portal.manage("shell", "-v", "0", "-c", LATER).split()[-3:]
    removed = follow(portal, headers["X-Changes-Since"], held)
    assert {closed, paused} <= removed
    assert held[renamed]["title"] == "夜间保洁员"
    assert len(held) == open_now(portal)


def follow(portal: Portal, since: str, held: dict) -> set[str]:
    """Changes to their end into what is held; the numbers that were taken away."""
    removed, more = set(), True
    while more:
        answer = json.loads(fetched(f"{portal.url}/api/v1/vacancies/changes?since={since}")[0])
        for change in answer["changes"]:
            if change["vacancy"] is None:
                removed.add(change["number"])
                held.pop(change["number"], None)
            else:
                held[change["number"]] = change["vacancy"]
        since, more = answer["next"], answer["more"]
    return removed


def open_now(portal: Portal) -> int:
    count = "from jobs.models import Vacancy; print(Vacancy.objects.filter(state='open').count())"
    return int(portal.manage("shell", "-v", "0", "-c", count).split()[-1])
