"""Public pages in a real browser: axe in both modes and sizes, languages, kiosk, reading aloud, no JavaScript."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.pages import SIZES, judge, sms_code
from tests.live import Portal

pytestmark = pytest.mark.browser
CODE = "unemployment-registration"
PAGES = [
    "/", "/services/", f"/services/{CODE}/", f"/services/{CODE}/flow/", "/flow/", "/services/matrix/", "/papers/",
    "/papers/tell/", "/papers/answer/", "/changes/", "/kiosk/", "/kiosk/print/", "/boards/", "/boards/promise/",
    "/boards/online/", "/boards/equal/", "/boards/ratings/", "/search/?q=补贴",
]  # fmt: skip


@pytest.fixture(scope="module")
def base(portal: Portal) -> str:
    portal.manage("compute_boards")
    return portal.url


def open_page(browser: Browser, size: str, **options) -> Page:
    return browser.new_context(viewport=SIZES[size], **options).new_page()


@pytest.mark.parametrize("size", list(SIZES))
def test_every_new_page_passes_axe(base: str, browser: Browser, size: str):
    page = open_page(browser, size)
    for path in PAGES:
        page.goto(f"{base}{path}")
        judge(page)


@pytest.mark.parametrize("size", list(SIZES))
@pytest.mark.parametrize("language", ["繁體中文", "English"])
def test_choosing_a_language_stays_on_the_page(base: str, browser: Browser, size: str, language: str):
    page = open_page(browser, size)
    page.goto(f"{base}/services/{CODE}/")
    page.locator(".lang > summary").click()
    judge(page)
    page.get_by_role("button", name=language).click()
    expect(page).to_have_url(f"{base}/services/{CODE}/")
    expect(page.locator("h1")).to_have_text(
        {"繁體中文": "失業登記", "English": "Unemployment registration"}[language]
    )
    judge(page)
    for path in ("/", "/services/", "/search/?q=benefit", "/accessibility/"):
        page.goto(f"{base}{path}")
        judge(page)


def test_a_kiosk_asks_and_wipes(base: str, browser: Browser):
    page = open_page(browser, "desktop")
    page.clock.install()
    page.goto(f"{base}/kiosk/")
    page.locator("main form button").click()
    page.goto(f"{base}/services/{CODE}/")
    judge(page)
    page.evaluate("localStorage.setItem('left', 'behind')")
    page.clock.run_for(60_000)
    dialog = page.locator("#kiosk-dialog")
    expect(dialog).to_be_visible()
    judge(page)
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    page.clock.run_for(60_000)
    expect(dialog).to_be_visible()
    page.clock.run_for(11_000)
    expect(page).to_have_url(f"{base}/")
    assert page.evaluate("localStorage.length") == 0
    expect(page.locator("#kiosk-wipe")).to_be_visible()


def test_the_reading_button_shows_only_where_it_can_speak(base: str, browser: Browser):
    page = open_page(browser, "phone")
    page.add_init_script(
        "window.said = []; Object.defineProperty(window, 'speechSynthesis', {value: {speak: (u) => said.push(u.text),"
        " cancel: () => {}}}); window.SpeechSynthesisUtterance = class { constructor(t) { this.text = t; } };"
    )
    page.goto(f"{base}/services/{CODE}/")
    button = page.locator("[data-read-aloud]")
    button.click()
    expect(button).to_have_text("停止朗读")
    assert any("失业登记" in part for part in page.evaluate("said"))
    button.click()
    expect(button).to_have_text("朗读")
    mute = open_page(browser, "phone")
    mute.add_init_script("delete window.SpeechSynthesisUtterance;")
    mute.goto(f"{base}/services/{CODE}/")
    expect(mute.locator("[data-read-aloud]")).to_be_hidden()


def test_without_javascript_one_signs_in_and_answers(base: str, browser: Browser):
    page = open_page(browser, "phone", java_script_enabled=False)
    page.goto(f"{base}/apply/{CODE}/")
    page.fill("input[name=phone]", "13810000077")
    page.locator("main form button[type=submit]").click()
    page.fill("input[name=code]", sms_code(base))
    page.locator("main form button[type=submit]").click()
    page.fill("input[name=name]", "张磊")
    page.fill("input[name=number]", "519999199011254330")
    page.locator("main form button[type=submit]").click()
    expect(page.locator("select[name=residence]")).to_be_visible()
    asked = page.url
    page.select_option("select[name=residence]", "510104")
    page.get_by_role("button", name="继续").click()
    expect(page).not_to_have_url(asked)
    expect(page.locator("main h1")).to_be_visible()


def test_without_javascript_a_page_is_rated_and_the_language_changed(base: str, browser: Browser):
    page = open_page(browser, "phone", java_script_enabled=False)
    page.goto(f"{base}/papers/")
    page.locator("button[name=useful][value=no]").click()
    page.fill("textarea[name=text]", "字太小")
    page.locator("main form button").click()
    expect(page.locator("main")).to_contain_text("记下了")
    page.get_by_role("link", name="回到刚才的页面").click()
    expect(page).to_have_url(f"{base}/papers/")
    page.locator(".lang > summary").click()
    page.get_by_role("button", name="繁體中文").click()
    expect(page.locator("h1")).to_have_text("證明材料清單")
