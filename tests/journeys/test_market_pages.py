"""Wages, supply and demand as anybody reads them: by keyboard, with axe, on both sizes. All figures are 示例."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.pages import SIZES, judge, pick, press
from tests.live import Portal

pytestmark = pytest.mark.browser

HEAD = "region,occupation,p10,p25,p50,p75,p90,unit"
LINES = [
    "510100,4-01-02-04,30000,36000,42000,55000,70000,year",
    "510100,4-01-02-01,32000,38000,47000,61000,80000,year",
    "510100,4-03-02-01,36000,42000,54000,72000,96000,year",
    "510700,4-01-02-04,28000,33000,39000,48000,61000,year",
]


def test_wages_and_the_market_are_read_and_taken_home(portal: Portal, browser: Browser, tmp_path: Path):
    file = tmp_path / "wages.csv"
    file.write_text("\n".join([HEAD, *LINES]), encoding="utf-8")
    portal.manage("import_wages", str(file), "--year", "2026", "--source", "示例")
    portal.manage("shell", "-c", "from jobs.tasks.market import count_market; count_market()")
    for size in SIZES:
        page = browser.new_context(viewport=SIZES[size]).new_page()
        page.goto(f"{portal.url}/wages/")
        pick(page, "select[name=place]", "510100")
        press(page, "main form.row button")
        expect(page.locator("main svg").first).to_be_visible()
        expect(page.locator("main tbody tr")).to_have_count(2)
        judge(page)
        page.goto(f"{portal.url}/market/")
        expect(page.locator("h1")).to_have_text("招聘和求职人数")
        judge(page)
