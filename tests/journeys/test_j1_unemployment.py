"""Journey 1: 李晓梅 registers as unemployed, a clerk decides, the certificate holds with the network off."""

import re
import subprocess
import sys

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.pages import (
    SIZES,
    choose,
    focus,
    judge,
    pick,
    press,
    sign_in_by_phone,
    type_date,
    type_into,
)
from tests.journeys.test_j10_clerk import sign_in
from tests.live import Portal

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", list(SIZES))
def test_registering_by_keyboard(portal: Portal, browser: Browser, size: str):
    phone = {"desktop": "13810000001", "phone": "13810000002"}[size]
    page = browser.new_context(viewport=SIZES[size]).new_page()
    page.goto(portal.url)
    judge(page)
    press(page, "main a[href='/services/unemployment-registration/']")
    judge(page)
    press(page, "main a[href='/apply/unemployment-registration/']")
    sign_in_by_phone(page, portal.url, phone)
    tell_identity(page)
    asked = answer_all(portal, page, browser, phone, size)
    assert asked <= 9
    promise_and_submit(page)
    number = read_receipt(page)
    page.goto(f"{portal.url}/cases/{number}/")
    judge(page)
    submit_again(portal, page, number)


def tell_identity(page: Page) -> None:
    """A wrong last digit names the check digit and keeps the name."""
    judge(page)
    type_into(page, "input[name=name]", "李晓梅")
    type_into(page, "input[name=number]", "519999198303122643")
    press(page, "main form button[type=submit]")
    assert page.title().startswith("错误:")
    expect(page.locator("#id_number_error")).to_contain_text("校验码")
    assert page.input_value("input[name=name]") == "李晓梅"
    judge(page)
    type_into(page, "input[name=number]", "519999198303122642")
    press(page, "main form button[type=submit]")


def answer_all(portal: Portal, page: Page, browser: Browser, phone: str, size: str) -> int:
    """Every question by keyboard; at the fifth the person goes on with another device."""
    for asked in range(1, 12):
        page_code = page.url.rstrip("/").rpartition("/")[2]
        if page_code == "check":
            return asked - 1
        judge(page)
        if asked == 5:
            press(page, "button[name=save_exit]")
            judge(page)
            context = browser.new_context(viewport=SIZES["phone"])
            second = context.new_page()
            second.goto(f"{portal.url}/apply/unemployment-registration/")
            sign_in_by_phone(second, portal.url, phone)
            context.close()
            page.goto(f"{portal.url}/apply/unemployment-registration/")
            assert "/apply/unemployment-registration/" in page.url
            continue
        ANSWERS[page_code](page)
        press(page, "main form button[type=submit]:not([name])")
        assert not page.title().startswith("错误:"), page.locator("main").inner_text()
    raise AssertionError("more than nine questions")


ANSWERS = {
    "residence": lambda page: pick(page, "select[name=residence]", "510104"),
    "household": lambda page: pick(page, "select[name=household]", "520000"),
    "retirement": lambda page: choose(page, "kind", "female50"),
    "intention": lambda page: (choose(page, "able", "yes"), choose(page, "wants_work", "yes")),
    "left_by": lambda page: choose(page, "left_by", "employer"),
    "last_job": lambda page: type_date(page, "input[name=last_day]", "2026", "10", "31"),
    "categories": lambda page: None,
    "contact": lambda page: None,
}


def promise_and_submit(page: Page) -> None:
    """Without the tick nothing is sent; with it the receipt comes. No file is ever asked for."""
    judge(page)
    assert page.locator("input[type=file]").count() == 0
    press(page, "main form button[type=submit]")
    assert page.title().startswith("错误:")
    judge(page)
    focus(page, "input[name=promise]")
    page.keyboard.press("Space")
    press(page, "main form button[type=submit]")


def read_receipt(page: Page) -> str:
    judge(page)
    text = page.locator("main").inner_text()
    assert "11月30日(周一)" in text
    assert "可能符合就业困难人员" in text
    assert "女满40" in text
    with page.expect_download() as download:
        page.locator("a[href$='due.ics']").click()
    assert "DTSTART;VALUE=DATE:20261130" in download.value.path().read_text()
    return re.search(r"SYDJ-\d{8}-[0-9A-Z]{6}", text)[0]


def submit_again(portal: Portal, page: Page, number: str) -> None:
    """Asking once more leads to the case that is there."""
    page.goto(f"{portal.url}/apply/unemployment-registration/")
    assert page.url.endswith(f"/cases/{number}/")
    expect(page.locator("main")).to_contain_text("已经提交过")


def verify_offline(portal: Portal, token: str) -> str:
    """The command, with no database at all."""
    env = {**portal.env(), "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}
    done = subprocess.run(
        [sys.executable, "manage.py", "verify_certificate", token],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout or done.stderr


def test_decision_certificate_and_rating(portal: Portal, browser: Browser):
    """刘芳 grants 李晓梅's case; the certificate's QR holds with the network off; five levels, two taps."""
    page = browser.new_context(viewport=SIZES["phone"]).new_page()
    page.goto(f"{portal.url}/sign-in/")
    sign_in_by_phone(page, portal.url, "13810000001")
    page.goto(f"{portal.url}/my/")
    judge(page)
    number = re.search(r"SYDJ-\d{8}-[0-9A-Z]{6}", page.locator("main").inner_text())[0]
    grant_at_the_desk(portal, browser, number)
    page.goto(f"{portal.url}/cases/{number}/")
    judge(page)
    token = read_certificate(page)
    assert "李晓梅" in verify_offline(portal, token)
    assert "无效" in verify_offline(portal, token[:-8] + "AAAAAAAA")
    choose(page, "level", "5")
    press(page, "main form[action$='/rate/'] button[type=submit]")
    expect(page.locator("main")).to_contain_text("您的评价:非常满意")
    verify_in_public(portal, browser, token)
    page.goto(f"{portal.url}/my/access/")
    judge(page)
    expect(page.locator("main")).to_contain_text("刘芳")


def grant_at_the_desk(portal: Portal, browser: Browser, number: str) -> None:
    desk = browser.new_context(viewport=SIZES["desktop"]).new_page()
    sign_in(portal, desk, "liufang")
    desk.goto(f"{portal.url}/cases/{number}/")
    for key in "vra":
        with desk.expect_navigation():
            desk.keyboard.press(key)
    expect(desk.locator("main")).to_contain_text("失业登记凭证")
    desk.context.close()


def read_certificate(page: Page) -> str:
    """The text of the QR code in the PDF, read from a picture of its first page."""
    import io

    import pypdfium2
    import zxingcpp

    address = page.locator("a[href$='.pdf'][href^='/certificates/']").get_attribute("href")
    response = page.request.get(page.url.partition("/cases/")[0] + address)
    assert response.headers["content-type"] == "application/pdf"
    picture = pypdfium2.PdfDocument(io.BytesIO(response.body()))[0].render(scale=3).to_pil()
    return zxingcpp.read_barcodes(picture)[0].text


def verify_in_public(portal: Portal, browser: Browser, token: str) -> None:
    page = browser.new_context(viewport=SIZES["phone"]).new_page()
    page.goto(f"{portal.url}/verify/")
    judge(page)
    page.fill("textarea[name=token]", token)
    press(page, "main form button[type=submit]")
    judge(page)
    expect(page.locator("main")).to_contain_text("有效")
    page.context.close()
