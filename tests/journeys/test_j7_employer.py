"""Journey 7, steps 1 to 3: 蜀味人家 registers, is verified, posts; 刘芳 lets it through; search finds it at once."""

import re
import time

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.pages import SIZES, choose, focus, judge, pick, press, sign_in_by_phone, type_into
from tests.journeys.test_j10_clerk import sign_in
from tests.live import Portal

pytestmark = pytest.mark.browser

UNIT = {
    "desktop": ("成都蜀味人家餐饮管理有限公司", "91519999MA6XN00116"),
    "phone": ("布拖县彝绣专业合作社", "93519999MA6XN002XP"),
}
PERSON = {
    "desktop": ("张磊", "519999199011254330", "13810000071"),
    "phone": ("吉克阿呷", "51999920020718312X", "13810000072"),
}


def test_an_employer_posts_a_vacancy(portal: Portal, browser: Browser):
    for size in SIZES:
        page = browser.new_context(viewport=SIZES[size]).new_page()
        register(portal, page, size)
        ask_verification(page, size)
        writes_a_vacancy(portal, page)
    decided(portal, browser, "employer-verification")
    for size in SIZES:
        page = browser.new_context(viewport=SIZES[size]).new_page()
        page.goto(f"{portal.url}/employers/")
        sign_in_by_phone(page, portal.url, PERSON[size][2])
        expect(page.locator("main")).to_contain_text("资质已核验")
        judge(page)
        sends_the_vacancy(page)
    decided(portal, browser, "vacancy-publication")
    for size in SIZES:
        found_by_anybody(portal, browser, size)


def register(portal: Portal, page: Page, size: str) -> None:
    """A wrong check character is named; the unit waits for nobody to be written down."""
    name, number, phone = PERSON[size]
    page.goto(f"{portal.url}/employers/")
    sign_in_by_phone(page, portal.url, phone)
    type_into(page, "input[name=name]", name)
    type_into(page, "input[name=number]", number)
    press(page, "main form button[type=submit]")
    expect(page.locator("h1")).to_contain_text("单位工作台")
    judge(page)
    press(page, "main a[href='/org/new/']")
    unit, code = UNIT[size]
    type_into(page, "input[name=name]", unit)
    type_into(page, "input[name=uscc]", code[:-1] + ("7" if code[-1] != "7" else "8"))
    pick(page, "select[name=region]", "510104")
    press(page, "main form button[type=submit]")
    assert page.title().startswith("错误:")
    judge(page)
    type_into(page, "input[name=uscc]", code)
    press(page, "main form button[type=submit]")
    page.goto(f"{portal.url}/employers/")
    expect(page.locator("h1")).to_contain_text(unit)
    judge(page)


def ask_verification(page: Page, size: str) -> None:
    """One page; what is missing is told at its place and nothing typed is lost."""
    press(page, "main a[href$='/verify/']")
    judge(page)
    pick(page, "select[name=ownership]", "private")
    type_into(page, "input[name=address]", "春熙路1号")
    type_into(page, "input[name=contact_phone]", PERSON[size][2])
    choose(page, "basis", "documents")
    type_into(page, "input[name=agent_name]", PERSON[size][0])
    type_into(page, "input[name=agent_number]", PERSON[size][1])
    press(page, "main form button[type=submit]")
    assert page.title().startswith("错误:")
    assert page.input_value("input[name=address]") == "春熙路1号"
    judge(page)
    focus(page, "input[name=promise]")
    page.keyboard.press("Space")
    press(page, "main form button[type=submit]")
    expect(page.locator("main")).to_contain_text("审核中")
    judge(page)


def writes_a_vacancy(portal: Portal, page: Page) -> None:
    """Without pay it is refused; «限女性» is named with its article; «25-35岁» is a warning."""
    press(page, "main a[href$='/vacancies/new/']")
    judge(page)
    type_into(page, "input[name=title]", "收银员")
    type_into(page, "input[name=headcount]", "5")
    pick(page, "select[name=region]", "510104")
    type_into(page, "input[name=address]", "春熙路1号")
    type_into(page, "textarea[name=description]", "负责门店收银,限女性,年龄25-35岁,每天八小时。")
    press(page, "main form button[type=submit]")
    assert page.title().startswith("错误:")
    expect(page.locator("main")).to_contain_text("不能只写“面议”")
    expect(page.locator("main")).to_contain_text("《就业促进法》第二十七条")
    expect(page.locator("main")).to_contain_text("25-35岁")
    judge(page)
    type_into(page, "input[name=pay_low]", "4000")
    type_into(page, "input[name=pay_high]", "5500")
    press(page, "main form button[type=submit]")
    judge(page)
    focus(page, "input[name=promise]")
    page.keyboard.press("Space")
    press(page, "main form:last-of-type button[type=submit]")
    expect(page.locator("[role=alert]")).to_contain_text("限女性")
    judge(page)
    page.context.close()


def decided(portal: Portal, browser: Browser, item: str) -> None:
    """刘芳 takes in, reviews or grants; where two are asked for, 陈涛 grants."""
    page = browser.new_context(viewport=SIZES["desktop"]).new_page()
    sign_in(portal, page, "liufang")
    word = {"employer-verification": "招聘资质核验", "vacancy-publication": "岗位信息发布"}[item]
    for path in cases_named(page, word):
        page.goto(portal.url + path)
        judge(page)
        for step in ("accept", "review", "grant"):
            button = page.locator(f"form[action$='/{step}/'] button").first
            if button.count():
                with page.expect_navigation():
                    button.click()
    page.context.close()
    if item == "employer-verification":
        page = browser.new_context(viewport=SIZES["desktop"]).new_page()
        sign_in(portal, page, "chentao")
        for path in cases_named(page, word):
            page.goto(portal.url + path)
            with page.expect_navigation():
                page.locator("form[action$='/grant/'] button").first.click()
        page.context.close()


def cases_named(page: Page, word: str) -> list[str]:
    """Addresses of the queue's cases of an item."""
    rows = page.locator("tbody tr").filter(has_text=word).locator("a[href^='/cases/']")
    return [row.get_attribute("href") for row in rows.all()]


def sends_the_vacancy(page: Page) -> None:
    """The draft is still there; mended, it goes to review with the latest day of the answer."""
    press(page, "main a[href$='/check/']")
    press(page, "main a[href$='/edit/']")
    type_into(page, "textarea[name=description]", "负责门店收银和对账,每天八小时,每周休两天。")
    press(page, "main form button[type=submit]")
    focus(page, "input[name=promise]")
    page.keyboard.press("Space")
    press(page, "main form:last-of-type button[type=submit]")
    expect(page.locator("body")).to_contain_text(re.compile(r"最晚2026年11月2\d日"))
    judge(page)


def found_by_anybody(portal: Portal, browser: Browser, size: str) -> None:
    """No sign-in, within five seconds of the grant."""
    page = browser.new_context(viewport=SIZES[size]).new_page()
    began = time.monotonic()
    page.goto(f"{portal.url}/jobs/?q=收银&region=510104&pay=3500")
    judge(page)
    card = page.locator("article").filter(has_text=UNIT[size][0])
    expect(card).to_contain_text("4,000—5,500元/月")
    expect(card).to_contain_text("已核验")
    expect(card).to_contain_text("最后确认")
    assert time.monotonic() - began < 20
    with page.expect_navigation():
        card.locator("a").click()
    judge(page)
    assert "JobPosting" in page.content()
    page.context.close()
