"""Journey 12, steps 1 and 3: people from 港澳台 register like anybody; a teller checks a paper off line."""

import re
import subprocess
import sys

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.pages import SIZES, choose, judge, press, sign_in_by_phone, type_date, type_into
from tests.journeys.test_j1_unemployment import ANSWERS, promise_and_submit, read_certificate
from tests.journeys.test_j10_clerk import sign_in
from tests.live import Portal

pytestmark = pytest.mark.browser
PEOPLE = {
    "desktop": ("黄志明", "hmt_residence_permit", "810000199001011230", "13730000001"),
    "phone": ("林雅婷", "tw_travel_permit", "87654321", "13730000002"),
}
REVOKE = """
from datetime import timedelta
from portal.accounts import actors
from portal.accounts.models import Clerk
from portal.casework import services
from portal.casework.models import Case, ReasonCode
from portal.kernel import clock
case = Case.objects.get(number="{number}")
reasons = list(ReasonCode.objects.filter(item=case.item, use="revoke", code="false-promise"))
who = lambda login: actors.of_clerk(Clerk.objects.get(user__username=login))
notice = services.give_notice(case, reasons=reasons, text="", by=who("liufang"))
services.answer_notice(notice, "情况属实。", by=actors.of_person(case.person))
services.revoke(case, reasons=reasons, by=who("chentao"))
"""


def birth(page: Page) -> None:
    """Asked only where the document does not tell."""
    choose(page, "sex", "female")
    type_date(page, "input[name=birth]", "1988", "06", "12")


def register(portal: Portal, browser: Browser, size: str) -> tuple[Page, str]:
    """From the front door to the receipt, by keyboard."""
    name, kind, number, phone = PEOPLE[size]
    page = browser.new_context(viewport=SIZES[size]).new_page()
    page.goto(f"{portal.url}/apply/unemployment-registration/")
    sign_in_by_phone(page, portal.url, phone)
    type_into(page, "input[name=name]", name)
    choose(page, "kind", kind)
    type_into(page, "input[name=number]", number)
    press(page, "main form button[type=submit]")
    for _page in range(12):
        code = page.url.rstrip("/").rpartition("/")[2]
        if code == "check":
            break
        assert code != "household"
        judge(page)
        (ANSWERS | {"birth": birth})[code](page)
        press(page, "main form button[type=submit]:not([name])")
        assert not page.title().startswith("错误:"), page.locator("main").inner_text()
    promise_and_submit(page)
    judge(page)
    return page, re.search(r"SYDJ-\d{8}-[0-9A-Z]{6}", page.locator("main").inner_text())[0]


def grant(portal: Portal, browser: Browser, number: str) -> None:
    desk = browser.new_context(viewport=SIZES["desktop"]).new_page()
    sign_in(portal, desk, "liufang")
    desk.goto(f"{portal.url}/cases/{number}/")
    for key in "vra":
        with desk.expect_navigation():
            desk.keyboard.press(key)
    expect(desk.locator("main")).to_contain_text("失业登记凭证")
    desk.context.close()


def check(portal: Portal, *arguments: str) -> str:
    """The teller's command: the public key, a list on a stick, no database."""
    env = {**portal.env(), "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}
    command = [sys.executable, "manage.py", "verify_certificate", *arguments]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    return done.stdout or done.stderr


@pytest.mark.parametrize("size", list(SIZES))
def test_from_hongkong_or_taiwan_like_anybody_else_and_a_revoked_paper_is_refused(
    portal: Portal, browser: Browser, size: str, tmp_path
):
    page, number = register(portal, browser, size)
    grant(portal, browser, number)
    page.goto(f"{portal.url}/cases/{number}/")
    judge(page)
    token = read_certificate(page)
    listed, fresh = tmp_path / "revoked.txt", tmp_path / "fresh.txt"
    listed.write_text(page.request.get(f"{portal.url}/verify/revoked.txt").text())
    assert PEOPLE[size][0] in check(portal, token, "--revoked", str(listed))
    portal.manage("shell", "-v", "0", "-c", REVOKE.format(number=number))
    assert PEOPLE[size][0] in check(portal, token, "--revoked", str(listed))
    fresh.write_text(page.request.get(f"{portal.url}/verify/revoked.txt").text())
    assert "已失效" in check(portal, token, "--revoked", str(fresh))
    page.goto(f"{portal.url}/cases/{number}/")
    judge(page)
    expect(page.locator("main")).to_contain_text("承诺内容与事实不符")
