"""The new pages in Chromium, at a desk and on a phone: axe, passkeys by a virtual authenticator, the lock."""

import time
from datetime import datetime

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.pages import SIZES, judge, sms_code
from tests.journeys.test_j10_clerk import totp
from tests.live import Portal

pytestmark = pytest.mark.browser
CITIZEN = [
    "/my/password/",
    "/my/sessions/",
    "/my/confirm/",
    "/my/mandates/",
    "/my/mandates/new/",
    "/my/acting/",
    "/my/export/",
    "/org/",
    "/org/new/",
]
DESK = ["/desk/pin/", "/desk/unlock-sign-in/", "/desk/organisations/", "/desk/people/merges/"]
PHONES = {"desktop": "13700000011", "phone": "13700000012"}
LOGINS = {"desktop": "liufang", "phone": "hejing"}


def press(page: Page, selector: str = "main form button[type=submit]") -> None:
    with page.expect_navigation():
        page.locator(selector).first.click()


def citizen(portal: Portal, page: Page, phone: str) -> None:
    """Sign in by code and say who one is."""
    page.goto(f"{portal.url}/sign-in/")
    page.fill("input[name=phone]", phone)
    press(page)
    page.fill("input[name=code]", sms_code(portal.url))
    press(page)
    if "/my/identity/" in page.url:
        page.fill("input[name=name]", "张磊")
        page.fill("input[name=number]", "519999199011254330")
        press(page)


def clerk(base: str, account: dict, page: Page) -> None:
    """User name, password, and the app's code where no passkey is used."""
    page.goto(f"{base}/accounts/login/")
    page.fill("input[name=login]", account["login"])
    page.fill("input[name=password]", account["password"])
    press(page)
    for _try in range(2):
        page.fill("input[name=code]", totp(account["totp_secret"]))
        press(page)
        if "/accounts/" not in page.url:
            return
        time.sleep(30 - datetime.now().timestamp() % 30 + 0.5)


@pytest.mark.parametrize("size", list(SIZES))
def test_a_citizens_new_pages_are_clean(portal: Portal, browser: Browser, size: str):
    page = browser.new_context(viewport=SIZES[size]).new_page()
    for path in ("/sign-in/", "/sign-in/password/"):
        page.goto(f"{portal.url}{path}")
        judge(page)
    press(page)
    expect(page).to_have_title(page.title())
    assert page.title().startswith("错误:")
    judge(page)
    citizen(portal, page, PHONES[size])
    for path in CITIZEN:
        page.goto(f"{portal.url}{path}")
        judge(page)
    page.goto(f"{portal.url}/my/mandates/new/")
    page.fill("input[name=name]", "王建国")
    press(page)
    assert page.title().startswith("错误:")
    assert page.input_value("input[name=name]") == "王建国"
    judge(page)
    page.goto(f"{portal.url}/org/new/")
    page.fill("input[name=name]", "锦江茶馆")
    page.fill("input[name=uscc]", "91510000MA6CABCD0Y")
    page.select_option("select[name=region]", "510104")
    press(page)
    expect(page.locator("h1")).to_have_text("锦江茶馆")
    judge(page)


@pytest.mark.parametrize("size", list(SIZES))
def test_the_desks_new_pages_are_clean_and_it_locks_over_what_is_typed(
    portal: Portal, browser: Browser, size: str
):
    page = browser.new_context(viewport=SIZES[size]).new_page()
    clerk(portal.url, portal.accounts()[LOGINS[size]], page)
    for path in DESK:
        page.goto(f"{portal.url}{path}")
        judge(page)
    page.goto(f"{portal.url}/desk/pin/")
    page.fill("input[name=pin]", "2580")
    page.fill("input[name=again]", "2580")
    press(page)
    page.goto(f"{portal.url}/desk/unlock-sign-in/")
    page.fill("input[name=value]", "13800000001")
    page.locator("h1").click()
    page.keyboard.press("l")
    dialog = page.locator("#lock-dialog")
    expect(dialog).to_be_visible()
    judge(page)
    page.keyboard.press("Escape")
    expect(dialog).to_be_visible()
    page.wait_for_timeout(300)
    other = page.context.new_page()
    other.goto(f"{portal.url}/desk/")
    assert "/desk/lock/" in other.url
    judge(other)
    page.fill("#lock-pin", "0000")
    page.keyboard.press("Enter")
    expect(dialog.locator("[data-error]")).to_contain_text("还可以试4次")
    page.fill("#lock-pin", "2580")
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    assert page.input_value("input[name=value]") == "13800000001"
    other.goto(f"{portal.url}/desk/")
    assert other.url.endswith("/desk/")


def authenticator(context: BrowserContext, page: Page) -> None:
    """A passkey in the machine that always says yes."""
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_passkey_is_the_second_factor(portal: Portal, browser: Browser):
    base = f"http://localhost:{portal.port}"
    context = browser.new_context(viewport=SIZES["desktop"])
    page, account = context.new_page(), portal.accounts()["chentao"]
    authenticator(context, page)
    clerk(base, account, page)
    page.goto(f"{base}/accounts/2fa/webauthn/add/")
    judge(page)  # the password once more
    page.fill("input[name=password]", account["password"])
    press(page)
    judge(page)
    page.fill("input[name=name]", "3号窗口的钥匙")
    press(page, "#mfa_webauthn_add")
    page.goto(f"{base}/accounts/2fa/webauthn/")
    expect(page.locator("main")).to_contain_text("3号窗口的钥匙")
    judge(page)
    for name in ("改名", "移除"):
        page.goto(f"{base}/accounts/2fa/webauthn/")
        with page.expect_navigation():
            page.get_by_role("link", name=name).click()
        judge(page)
    page.goto(f"{base}/desk/")
    press(page, "form[action='/sign-out/'] button")
    page.goto(f"{base}/accounts/login/?next=/desk/")
    page.fill("input[name=login]", account["login"])
    page.fill("input[name=password]", account["password"])
    press(page)
    judge(page)
    press(page, "#mfa_webauthn_authenticate")
    page.goto(f"{base}/desk/")
    assert page.url == f"{base}/desk/"
