"""A case comes back with one list, is corrected, goes in again, and is refused with reasons."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.pages import SIZES, focus, judge, press, sign_in_by_phone, type_into
from tests.journeys.test_j1_unemployment import ANSWERS
from tests.journeys.test_j10_clerk import sign_in
from tests.live import Portal

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", list(SIZES))
def test_sent_back_corrected_and_refused(portal: Portal, browser: Browser, size: str):
    phone = {"desktop": "13820000001", "phone": "13820000002"}[size]
    page = browser.new_context(viewport=SIZES[size]).new_page()
    number = apply(portal, page, phone)
    desk = browser.new_context(viewport=SIZES["desktop"]).new_page()
    sign_in(portal, desk, "liufang")
    send_back(portal, desk, number)
    correct(portal, page, number)
    refuse(portal, desk, number)
    page.goto(f"{portal.url}/cases/{number}/")
    judge(page)
    told = page.locator("main").inner_text()
    assert "您说明现在不能工作" in told
    assert "第六十三条" in told
    assert "60日内" in told
    assert "行政复议" in told


def apply(portal: Portal, page: Page, phone: str) -> str:
    """Straight through the questions."""
    page.goto(f"{portal.url}/apply/unemployment-registration/")
    sign_in_by_phone(page, portal.url, phone)
    type_into(page, "input[name=name]", "张磊")
    type_into(page, "input[name=number]", "519999199011254330")
    press(page, "main form button[type=submit]")
    while not page.url.endswith("/check/"):
        ANSWERS[page.url.rstrip("/").rpartition("/")[2]](page)
        press(page, "main form button[type=submit]:not([name])")
        assert not page.title().startswith("错误:"), page.locator("main").inner_text()
    focus(page, "input[name=promise]")
    page.keyboard.press("Space")
    press(page, "main form button[type=submit]")
    return re.search(r"SYDJ-\d{8}-[0-9A-Z]{6}", page.locator("main").inner_text())[0]


def send_back(portal: Portal, desk: Page, number: str) -> None:
    """B opens the list; without a reason it says so; with one it goes."""
    desk.goto(f"{portal.url}/cases/{number}/")
    desk.keyboard.press("b")
    press(desk, "form[action$='/send_back/'] button[type=submit]")
    assert desk.title().startswith("错误:")
    judge(desk)
    focus(desk, "form[action$='/send_back/'] input[name=reasons]")
    desk.keyboard.press("Space")
    press(desk, "form[action$='/send_back/'] button[type=submit]")
    expect(desk.locator("main")).to_contain_text("停表")


def correct(portal: Portal, page: Page, number: str) -> None:
    """The person sees the list, changes one answer, finds the others kept, and sends it again."""
    page.goto(f"{portal.url}/cases/{number}/")
    judge(page)
    expect(page.locator("main")).to_contain_text("请补正这些")
    press(page, "form[action$='/correct/'] button[type=submit]")
    judge(page)
    press(page, "main form button[type=submit]:not([name])")
    page.goto(f"{portal.url}/apply/unemployment-registration/check/")
    judge(page)
    expect(page.locator("main")).to_contain_text("四川省成都市锦江区")
    press(page, "main form button[type=submit]")
    expect(page.locator("main")).to_contain_text(number)


def refuse(portal: Portal, desk: Page, number: str) -> None:
    """Accepted, then refused with a reason code that carries its article."""
    desk.goto(f"{portal.url}/cases/{number}/")
    with desk.expect_navigation():
        desk.keyboard.press("r")
    desk.locator("details", has=desk.locator("form[action$='/refuse/']")).locator("summary").press("Enter")
    desk.locator("form[action$='/refuse/'] label", has_text="您说明现在不能工作").locator("input").focus()
    desk.keyboard.press("Space")
    press(desk, "form[action$='/refuse/'] button[type=submit]")
    expect(desk.locator("main")).to_contain_text("不予准予")
    judge(desk)
