"""Journey 5, step 6, at both sizes: 刘芳 makes a run, 陈涛 approves it, the bank sends one back, it goes again."""

import base64
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.pages import SIZES, look, press
from tests.journeys.test_j10_clerk import sign_in
from tests.live import Portal

pytestmark = pytest.mark.browser
WORLD = """
from insurance.models import Budget, Claim
from portal.accounts import actors
from portal.accounts.models import Clerk
from portal.accounts.services import register_person, verify_person
from tests.cast import NUMBERS
from tests.cast_insurance import granted, pay
by = actors.of_clerk(Clerk.objects.get(user__username="liufang"))
for name in ("李晓梅", "王秀兰", "张磊"):
    person = register_person(user=None, name=name, kind="resident_id", number=NUMBERS[name], by=by)
    verify_person(person, method="window", by=by)
    person.refresh_from_db()
    pay(person, 112)
    claim = granted(person, by)
Claim.objects.filter(pk=claim.pk).update(account=None)
Budget.objects.create(fund="unemployment", year=2026, amount="1000000")
"""
ANSWER = """
import base64
from insurance.models import BankFile
from tests.cast_payments import answer
file = BankFile.objects.filter(direction="out").latest("pk")
print(base64.b64encode(answer(file, failing={failing})).decode())
"""
CORRECT = """
from insurance.models import Claim, Payment
from insurance.services.accounts import keep_account
from portal.kernel.actor import system
claim = Payment.objects.get(state="failed").claim
new = keep_account(claim.person, name="x", bank="四川银行", number="6222021234567890003", by=system("journey"))
Claim.objects.filter(pk=claim.pk).update(account=new)
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """A portal of its own, in which three people draw and one of them has no account yet."""
    running = Portal(tmp_path_factory.mktemp("payments"), worker=False)
    running.start()
    running.printed(WORLD)
    yield running
    running.stop()


def test_a_run_from_its_preview_to_the_second_try(own: Portal, browser: Browser):
    maker = browser.new_context(viewport=SIZES["desktop"]).new_page()
    checker = browser.new_context(viewport=SIZES["desktop"]).new_page()
    sign_in(own, maker, "liufang")
    sign_in(own, checker, "chentao")
    runs = f"{own.url}/desk/insurance/runs/"
    maker.goto(f"{own.url}/desk/insurance/")
    press(maker, "main a[href$='/runs/']")
    look(maker, "pay-empty")
    address = makes(own, maker)
    checks(own, checker, address, "{1: '02'}")
    look(checker, "pay-answered")
    maker.goto(runs)
    look(maker, "pay-list")
    press(maker, "main a[href$='/failed/']")
    expect(maker.locator("main")).to_contain_text("等本人改账户")
    look(maker, "pay-failed")
    own.printed(CORRECT)
    maker.goto(f"{runs}failed/")
    look(maker, "pay-failed-ready")
    press(maker, "main form button[type=submit]")
    expect(maker.locator("body")).to_contain_text("重发批次已生成")
    checks(own, checker, maker.url, "{}")
    expect(checker.locator("main")).to_contain_text("已回盘")
    maker.goto(f"{runs}make/?month=2026-11")
    expect(maker.locator("main")).to_contain_text("没有要发的")
    look(maker, "pay-nothing")


def makes(own: Portal, page: Page) -> str:
    """Look first, then make; the address of the run."""
    press(page, "main a[href$='/make/']")
    look(page, "pay-make")
    press(page, "main form[method=get] button")
    expect(page.locator("main")).to_contain_text("2笔,4,194.00元")
    expect(page.locator("main")).to_contain_text("1人还没有收款账户")
    look(page, "pay-preview")
    press(page, "main form[method=post] button")
    expect(page.locator("body")).to_contain_text("等另一位同事复核")
    look(page, "pay-made")
    return page.url


def checks(own: Portal, page: Page, address: str, failing: str) -> None:
    """Approve, write the file, upload the bank's answer; a damaged one is refused at its field first."""

    page.goto(address)
    look(page, "pay-check")
    press(page, "main form[action$='/approve/'] button")
    press(page, "main form[action$='/send/'] button")
    expect(page.locator("main")).to_contain_text("银行回盘")
    look(page, "pay-sent")
    content = base64.b64decode(own.printed(ANSWER.replace("{failing}", failing)))
    file = {"name": "back.txt", "mimeType": "text/plain", "buffer": content[:-9]}
    page.set_input_files("input[type=file]", file)
    press(page, "main form[action$='/answer/'] button")
    expect(page.locator("main")).to_contain_text("文件不完整")
    look(page, "pay-refused")
    page.set_input_files("input[type=file]", {**file, "buffer": content})
    press(page, "main form[action$='/answer/'] button")
    expect(page.locator("body")).to_contain_text("已记账")
