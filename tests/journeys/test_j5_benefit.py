"""Journey 5: what is due is known before asking; asked with an identity number alone; paid once; a match is heard."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.pages import (
    SIZES,
    choose,
    focus,
    judge,
    look,
    pick,
    press,
    sign_in_by_phone,
    type_date,
    type_into,
)
from tests.journeys.test_j10_clerk import sign_in
from tests.live import Portal

pytestmark = pytest.mark.browser
PERSON = {"desktop": ("李晓梅", "519999198303122642"), "phone": ("王秀兰", "519999197902144363")}
PHONE = {"desktop": "13710000501", "phone": "13710000502"}
CARD, OTHER_CARD = "6222021234567890128", "6222021234567890003"
WHAT = "18个月,每月2,097.00元,共37,746.00元"
RECORDS = """
from portal.accounts import actors
from portal.accounts.models import Clerk
from portal.accounts.queries import people_by_phone
from portal.accounts.services import verify_person
from tests.cast_insurance import pay
by = actors.of_clerk(Clerk.objects.get(user__username="liufang"))
for phone in ("13710000501", "13710000502"):
    for person in people_by_phone(phone):
        if not person.contributions.exists():
            verify_person(person, method="window", by=by)
            pay(person, 112)
"""
GRANTED = """
from portal.accounts import actors
from portal.accounts.models import Clerk
from portal.casework import services
from portal.casework.models import Case
by = actors.of_clerk(Clerk.objects.get(user__username="liufang"))
for case in Case.objects.filter(item_id="unemployment-insurance", state="submitted"):
    services.grant(services.accept(case, by=by), by=by)
"""
ANSWERED = """
import json, sys
from insurance.models import BankFile
from tests.cast_payments import answer
file = BankFile.objects.filter(direction="out").order_by("-run_id").first()
print(json.dumps(answer(file, failing={failing}).decode()))
"""
STANDS = """
import json
from decimal import Decimal
from django.db.models import Sum
from insurance.models import LedgerEntry, Payment
rows = Payment.objects.filter(benefit="monthly").exclude(state="cancelled")
months = sorted(f"{row.month:%Y-%m} {row.state}" for row in rows)
left = LedgerEntry.objects.aggregate(n=Sum("amount"))["n"] or Decimal(0)
print(json.dumps([months, f"{left:.2f}"]))
"""
MATCHED = """
from insurance.models import Claim
from insurance.services import inquiries
from portal.kernel.actor import system
claim = Claim.objects.get(person__birth__year=1983)
found = "成都蜀味人家餐饮管理有限公司从2026年12月起为您缴纳社会保险。"
row = inquiries.open_inquiry(claim, source="contribution", key="2026-12", found=found, by=system("match"))
print(row.pk)
"""
OUTAGE = """
import time
from datetime import timedelta
from insurance.models import Inquiry
from portal.accounts import actors
from portal.accounts.models import Clerk
from portal.casework.services import record_outage
from portal.events.services import drain
from portal.kernel import clock
before = Inquiry.objects.get().answer_until
by = actors.of_clerk(Clerk.objects.get(user__username="zhaomin"))
now = clock.now()
record_outage(now - timedelta(hours=5), now - timedelta(hours=1), note="网站不能打开", halls_too=False, by=by)
for _turn in range(100):  # the worker may have taken the event before us
    if drain() or Inquiry.objects.get().answer_until != before:
        break
    time.sleep(0.1)
print((Inquiry.objects.get().answer_until - before).days)
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """A portal of its own: its clock moves by weeks."""
    running = Portal(tmp_path_factory.mktemp("benefit"))
    running.start()
    yield running
    running.stop()


def test_known_before_asked_without_a_paper_paid_once_and_heard(
    own: Portal, browser: Browser, tmp_path: Path
):
    citizens = {size: browser.new_context(viewport=SIZES[size]).new_page() for size in SIZES}
    for size, page in citizens.items():
        reckons(own, page)
        asks(own, page, size)
    own.printed(GRANTED)
    for page in citizens.values():
        stands(own, page)
    maker, checker = (browser.new_context(viewport=SIZES["desktop"]).new_page() for _who in range(2))
    sign_in(own, maker, "liufang")
    sign_in(own, checker, "chentao")
    pays(own, maker, checker, tmp_path)
    corrects_and_is_paid(own, citizens["desktop"], maker, checker, tmp_path)
    own.at("2026-12-22T10:00:00+08:00")
    again = browser.new_context(viewport=SIZES["desktop"]).new_page()
    sign_in(own, again, "liufang")
    own.at("2026-12-22T10:05:00+08:00")
    back = browser.new_context(viewport=SIZES["desktop"]).new_page()
    back.goto(f"{own.url}/sign-in/?next=/my/insurance/")
    sign_in_by_phone(back, own.url, PHONE["desktop"])
    is_heard(own, back, again)


def reckons(own: Portal, page: Page) -> None:
    """5.1: the calculator, before anybody signs in."""
    page.goto(f"{own.url}/calculator/")
    judge(page)
    pick(page, "#id_region", "510104")
    type_into(page, "#id_contribution_months", "112")
    pick(page, "#id_separation_ground", "LCL40")
    choose(page, "seeking", "yes")
    press(page, "#calculator .actions button")
    expect(page.locator("#benefit-unemployment-insurance")).to_contain_text(WHAT)
    expect(page.locator("#benefit-unemployment-insurance")).to_contain_text("第四十五条")
    look(page, "j5-calculator")


def asks(own: Portal, page: Page, size: str) -> None:
    """5.2: from the calculator into the claim; what was said is not asked again; no page takes a file."""
    press(page, "#benefit-unemployment-insurance button[name=apply]")
    sign_in_by_phone(page, own.url, PHONE[size])
    type_into(page, "input[name=name]", PERSON[size][0])
    type_into(page, "input[name=number]", PERSON[size][1])
    press(page, "main form button[type=submit]")
    own.printed(RECORDS)
    go_on = "main form button[type=submit]:not([name])"
    seen = []

    def next_page(code: str) -> None:
        assert f"/{code}/" in page.url, page.url
        seen.append(page.locator("input[type=file]").count())
        judge(page)
        press(page, go_on)

    pick(page, "select[name=residence]", "510104")
    next_page("residence")
    choose(page, "kind", "female50")
    next_page("retirement")
    assert page.locator("input[name=ground]:checked").get_attribute("value") == "LCL40"
    next_page("ground")
    type_date(page, "input[name=last_day]", "2026", "10", "31")
    next_page("last_job")
    assert page.locator("input[name=seeking]:checked").get_attribute("value") == "yes"
    next_page("seeking")
    type_into(page, "input[name=bank]", "成都银行")
    type_into(page, "input[name=number]", f"{CARD[:-1]}9")
    press(page, go_on)
    expect(page.locator("main")).to_contain_text("卡号有一位写错了")
    assert page.input_value("input[name=bank]") == "成都银行"
    type_into(page, "input[name=number]", CARD)
    next_page("account")
    next_page("contact")
    focus(page, "input[name=promise]")
    page.keyboard.press("Space")
    judge(page)
    press(page, "main form button[type=submit]")
    judge(page)
    expect(page.locator("main")).to_contain_text("BJ-")
    assert seen == [0] * len(seen)


def stands(own: Portal, page: Page) -> None:
    """5.1 and 5.3: the same months and sum after the claim; four answers."""
    page.goto(f"{own.url}/my/insurance/")
    expect(page.locator("main")).to_contain_text("18个月")
    answers = page.locator("dl.answers dd").all_inner_texts()
    assert len(answers) == 4
    assert all(text.strip() for text in answers)
    expect(page.locator("dl.answers")).to_contain_text("2,097.00元")
    look(page, "j5-mine")
    page.goto(f"{own.url}/my/insurance/report/")
    assert len(page.locator("main form .field").all()) <= 3
    look(page, "j5-report")


def run_of(page: Page, own: Portal) -> None:
    """刘芳 looks at the month and makes its run."""
    page.goto(f"{own.url}/desk/insurance/runs/make/")
    press(page, "main form[method=get] button")
    look(page, "j5-run-preview")


def sends(own: Portal, checker: Page, url: str) -> None:
    """陈涛 approves and writes the bank's file."""
    checker.goto(url)
    press(checker, "form[action$='/approve/'] button")
    press(checker, "form[action$='/send/'] button")


def takes(own: Portal, checker: Page, failing: dict[int, str], folder: Path) -> None:
    """The bank's return file is uploaded as it came."""
    text = json.loads(own.printed(ANSWERED.format(failing=failing)))
    file = folder / f"back-{len(failing)}.txt"
    file.write_text(text, encoding="utf-8")
    checker.set_input_files("input[name=file]", str(file))
    press(checker, "form[action$='/answer/'] button")


def pays(own: Portal, maker: Page, checker: Page, folder: Path) -> None:
    """5.6: made by one, approved by another, one line fails; the same month again pays nobody."""
    run_of(maker, own)
    press(maker, "main form[method=post] button")
    url = maker.url
    assert maker.locator("form[action$='/approve/']").count() == 0
    look(maker, "j5-run")
    sends(own, checker, url)
    look(checker, "j5-run-sent")
    takes(own, checker, {1: "01"}, folder)
    expect(checker.locator("main, .messages").first).to_be_visible()
    look(checker, "j5-run-settled")
    assert json.loads(own.printed(STANDS)) == [["2026-11 failed", "2026-11 paid"], "0.00"]
    run_of(maker, own)
    expect(maker.locator("main")).to_contain_text("没有要发的")


def corrects_and_is_paid(own: Portal, page: Page, maker: Page, checker: Page, folder: Path) -> None:
    """The one whose account was wrong is told, corrects it, and is paid once more, once."""
    page.goto(f"{own.url}/my/insurance/")
    expect(page.locator("dl.answers")).to_contain_text("账户")
    look(page, "j5-returned")
    page.goto(f"{own.url}/my/insurance/account/")
    type_into(page, "input[name=bank]", "成都银行")
    type_into(page, "input[name=number]", OTHER_CARD)
    press(page, "main form button[type=submit]")
    maker.goto(f"{own.url}/desk/insurance/runs/failed/")
    look(maker, "j5-failed")
    press(maker, "main form button[type=submit]")
    sends(own, checker, maker.url)
    takes(own, checker, {}, folder)
    assert json.loads(own.printed(STANDS)) == [["2026-11 paid", "2026-11 paid"], "0.00"]


def is_heard(own: Portal, page: Page, maker: Page) -> None:
    """5.4 and 5.5: a match holds one instalment with notice; an outage moves the window; heard, cleared, back-paid."""
    key = own.printed(MATCHED)
    maker.goto(f"{own.url}/desk/insurance/inquiries/{key}/")
    choose(maker, "act", "hold")
    type_into(maker, "textarea[name=text]", "查到有单位缴费,先核实。")
    press(maker, "main form button[type=submit]")
    look(maker, "j5-inquiry-held")
    assert own.printed(OUTAGE) == "1"
    run_of(maker, own)
    press(maker, "main form[method=post] button")
    assert json.loads(own.printed(STANDS))[0].count("2026-12 made") == 1
    page.goto(f"{own.url}/my/insurance/inquiries/{key}/")
    look(page, "j5-inquiry-mine")
    choose(page, "works", "no")
    type_into(page, "textarea[name=text]", "那是以前单位的补缴。")
    press(page, "main form button[type=submit]")
    maker.goto(f"{own.url}/desk/insurance/inquiries/{key}/")
    expect(maker.locator("main")).to_contain_text("那是以前单位的补缴。")
    choose(maker, "act", "clear")
    type_into(maker, "textarea[name=text]", "单位证实是补缴,没有重新就业。")
    press(maker, "main form button[type=submit]")
    run_of(maker, own)
    press(maker, "main form[method=post] button")
    months, left = json.loads(own.printed(STANDS))
    assert months.count("2026-12 made") == 2
    assert left == "0.00"
    page.goto(f"{own.url}/my/insurance/")
    expect(page.locator("main")).to_contain_text("查无问题")
