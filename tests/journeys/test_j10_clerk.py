"""Journey 10, steps 1, 2 and 4, and the decisions of journey 1: 刘芳's day by keyboard."""

import base64
import hashlib
import hmac
import struct
import time
from datetime import datetime

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.pages import SIZES, choose, judge, pick, press, type_date, type_into
from tests.live import Portal

pytestmark = pytest.mark.browser


def totp(secret: str, moment: float | None = None) -> str:
    """RFC 6238, six digits, thirty seconds."""
    counter = int((moment or time.time()) // 30)
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", counter), hashlib.sha1).digest()
    offset = digest[-1] & 15
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06d}"


def sign_in(portal: Portal, page: Page, login: str) -> None:
    """User name, password, second factor; each code works once, so a used one is waited out."""
    account = portal.accounts()[login]
    page.goto(f"{portal.url}/desk/")
    judge(page)
    type_into(page, "input[name=login]", account["login"])
    type_into(page, "input[name=password]", account["password"])
    press(page, "main form button[type=submit]")
    judge(page)
    for _try in range(2):
        type_into(page, "input[name=code]", totp(account["totp_secret"]))
        press(page, "main form button[type=submit]")
        if "/desk/" in page.url:
            return
        time.sleep(30 - datetime.now().timestamp() % 30 + 0.5)
    raise AssertionError(page.locator("main").inner_text())


@pytest.mark.parametrize("size", list(SIZES))
def test_the_clerks_day(portal: Portal, browser: Browser, size: str):
    login = {"desktop": "liufang", "phone": "hejing"}[size]
    page = browser.new_context(viewport=SIZES[size]).new_page()
    sign_in(portal, page, login)
    judge(page)
    queue_is_sorted(page)
    if size == "desktop":
        decide_from_the_queue(page)
    take_in_at_the_window(portal, page, size)
    find_by_document(portal, page, size)
    sees_nothing_of_others(portal, page, login)


def queue_is_sorted(page: Page) -> None:
    """Least time first, said in words as well as in colour."""
    left = page.locator("tbody tr td:nth-of-type(4)").all_inner_texts()
    assert left
    assert all("工作日" in text or "到期" in text or "超期" in text for text in left)


def decide_from_the_queue(page: Page) -> None:
    """J to the first row, Enter opens, V verifies, R accepts, A grants: nothing needs the mouse."""
    page.keyboard.press("j")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    judge(page)
    expect(page.locator("main")).to_contain_text("《就业服务与就业管理规定》第六十三条")
    for key in "VRA":
        if page.locator(f"[data-key='{key}']").count() == 0:
            continue
        with page.expect_navigation():
            page.keyboard.press(key.lower())
    judge(page)
    expect(page.locator("main")).to_contain_text("失业登记凭证")


PEOPLE = {
    "desktop": ("周小雨", "519999200309098823", "510104"),
    "phone": ("周强", "519999197202207714", "510105"),
}


def take_in_at_the_window(portal: Portal, page: Page, size: str) -> None:
    """On the person's behalf: identity, all questions on one page, signature by keyboard, the same record."""
    name, number, county = PEOPLE[size]
    page.goto(f"{portal.url}/desk/window/")
    judge(page)
    type_into(page, "input[name=number]", number)
    type_into(page, "input[name=name]", name)
    press(page, "main form button[type=submit]")
    judge(page)
    assert page.locator("input[type=file]:not([name=signature_scan])").count() == 0
    fill_window(page, county)
    press(page, "main form button[type=submit]")
    assert page.title().startswith("错误:")
    judge(page)
    type_into(page, "input[name=signature_typed]", name)
    press(page, "main form button[type=submit]")
    judge(page)
    expect(page.locator("body")).to_contain_text("已收件并当场办结")
    expect(page.locator("body")).to_contain_text("键盘签名")
    assert "/cases/SYDJ-20261123-" in page.url


def fill_window(page: Page, county: str) -> None:
    pick(page, "select[name=residence-residence]", county)
    pick(page, "select[name=household-household]", "510000")
    if page.locator("input[name=retirement-kind]").count():
        choose(page, "retirement-kind", "female55")
    choose(page, "intention-able", "yes")
    choose(page, "intention-wants_work", "yes")
    choose(page, "left_by-left_by", "resigned")
    type_date(page, "input[name=last_job-last_day]", "2026", "10", "31")
    type_into(page, "input[name=contact-phone]", "13800009999")


def find_by_document(portal: Portal, page: Page, size: str) -> None:
    """The whole number in the search box, wherever the person lives: a masked card that says it was recorded."""
    name, number, _county = PEOPLE[size]
    page.goto(f"{portal.url}/desk/")
    page.keyboard.press("/")
    page.keyboard.type(number)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    judge(page)
    text = page.locator("main").inner_text()
    assert name not in text
    assert "这次查询已记录" in text
    press(page, "main dl a")
    assert "/cases/SYDJ-" in page.url


def sees_nothing_of_others(portal: Portal, page: Page, login: str) -> None:
    """A case of another county is not found."""
    other = {"liufang": "510105", "hejing": "510104"}[login]
    number = portal.manage("shell", "-c", CASE_OF.format(other)).strip().splitlines()[-1]
    response = page.goto(f"{portal.url}/cases/{number}/")
    assert response.status == 404


CASE_OF = (
    "from portal.casework.models import Case; "
    "print(Case.objects.filter(responsible__region_id='{}').first().number)"
)
