"""Journey 2: 李晓梅 looks for work near 春熙路, reads why a vacancy fits, applies, keeps the search; by keyboard."""

import json
import os
import re
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.pages import SIZES, judge, pick, press, sign_in_by_phone, type_into
from tests.live import Portal

pytestmark = pytest.mark.browser
PICTURES = os.environ.get("SHUYE_PICTURES")  # a folder, to look at what a person sees
PERSON = {"desktop": "13810000201", "phone": "13810000202"}
NUMBERS = {"desktop": "519999198303122642", "phone": "519999197902144363"}

VACANCIES = """
from datetime import timedelta
from jobs import services
from jobs.models import Employer, Vacancy
from jobs.services.openings import index
from portal.accounts.models import Organisation
from portal.kernel import clock
from portal.kernel.actor import system
by, today = system("journey"), clock.today()
unit, _new = Organisation.objects.get_or_create(
    uscc="91519999MA6XN0054Q", defaults={"name": "锦江便民超市有限公司", "region_id": "510104",
    "created_at": clock.now(), "confirmed_at": clock.now()})
card = services.describe(unit, by=by, ownership="private", address="春熙路9号", contact_phone="13810000200")
Employer.objects.filter(pk=card.pk).update(basis="documents", verified_on=today, verified_until=today + timedelta(180))
card.refresh_from_db()
titles = ("收银员", "理货员", "保洁员", "夜班收银员")
for n in range(28):
    row = services.save_vacancy(card, None, by=by, title=titles[n % 4], kind="full_time", headcount=2,
        pay_low=3000 + 100 * n, pay_high=6500, pay_unit="month", region_id="510104", address=f"春熙路{n}号",
        latitude=30.657 + n / 500, longitude=104.081, education=n % 4, experience=0,
        description="按排班上岗,每天八小时,每周休两天。会用Excel表格更好。", occupation_id="4-01-02-03",
        valid_until=today + timedelta(days=30))
    row.state, row.opened_at, row.confirmed_on = "open", clock.now() - timedelta(hours=n), today
    row.save()
    index(row)
ended = Vacancy.objects.filter(employer=card, title="理货员", state="open").order_by("number").first()
services.close(ended, by=by)
print(ended.number)
"""


@pytest.fixture(scope="module")
def ended(portal: Portal) -> str:
    """The number of a vacancy that has ended; the others stand."""
    return portal.manage("shell", "-v", "0", "-c", VACANCIES).strip().splitlines()[-1]


def look(page: Page, name: str, size: str) -> None:
    judge(page)
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}-{size}.png"), full_page=True)


@pytest.mark.parametrize("size", SIZES)
def test_from_a_word_to_a_kept_search(portal: Portal, browser: Browser, ended: str, size: str):
    page = browser.new_context(viewport=SIZES[size]).new_page()
    page.goto(f"{portal.url}/jobs/")
    look(page, "jobs", size)
    type_into(page, "#q", "收银")
    page.keyboard.press("Enter")
    page.wait_for_url("**/jobs/?q=**")
    narrow(page, size)
    counts_equal_the_list(page)
    expect(page.locator("main .card").first).to_contain_text("约")
    expect(page.locator("main .card").first).to_contain_text("已核验")
    expect(page.locator("main .card").first).to_contain_text("最后确认")
    with page.expect_navigation():
        page.locator("main .card a").first.click()
    posting = json.loads(page.locator("script[type='application/ld+json']").text_content())
    assert posting["@type"] == "JobPosting"
    assert posting["validThrough"][:10] > "2026-11-23"
    look(page, "vacancy", size)
    register(portal, page, size)
    matched(portal, page, size)
    keep(portal, page, size)
    gone(portal, page, ended)


def narrow(page: Page, size: str) -> None:
    """Near 春熙路, five kilometres, 3,500 yuan at least."""
    filters = page.locator("details.seek__filters")
    if size == "phone":
        filters.locator("summary").click()
    page.locator("#near").fill("春熙路")
    pick(page, "#radius", "5")
    pick(page, "#pay", "4000")
    with page.expect_navigation():
        page.locator(".seek__filters button[type=submit]").press("Enter")
    expect(page.locator("main")).to_contain_text("春熙路5公里内")
    look(page, "search", size)


def counts_equal_the_list(page: Page) -> None:
    """Every degree of education says a number; choosing it shows as many, or about as many where it says «约»."""
    for option in page.locator("#education option").all()[1:4]:
        word, value = option.text_content(), option.get_attribute("value")
        told = page.request.get(f"{page.url}&education={value}").text()
        found = re.search(r"\((约?)([\d,]+)\)", word)
        if found and not found[1]:
            assert f"共{found[2]}个岗位" in told, word
        elif found:
            listed = re.search(r"[共约]([\d,]+)个岗位", told)[1]
            assert number(listed) / 3 <= number(found[2]) <= number(listed) * 3, word


def number(text: str) -> int:
    return int(text.replace(",", ""))


def register(portal: Portal, page: Page, size: str) -> None:
    page.goto(f"{portal.url}/my/cv/")
    sign_in_by_phone(page, portal.url, PERSON[size])
    if page.locator("input[name=number]").count():
        type_into(page, "input[name=name]", "李晓梅" if size == "desktop" else "王秀兰")
        type_into(page, "input[name=number]", NUMBERS[size])
        press(page, "main form button[type=submit]")
    page.goto(f"{portal.url}/my/cv/")
    expect(page.locator("h1")).to_contain_text("简历")
    look(page, "cv", size)


def matched(portal: Portal, page: Page, size: str) -> None:
    """With a wish, matches come with reasons for and against, and one skill more would open others."""
    page.goto(f"{portal.url}/my/cv/wishes/new/")
    look(page, "wish", size)
    type_into(page, "input[name=occupation]", "收银员")
    pick(page, "select[name=region]", "510104")
    type_into(page, "input[name=pay_floor]", "4000")
    press(page, "main form button[type=submit]")
    page.goto(f"{portal.url}/my/matches/")
    main = page.locator("main")
    expect(main).to_contain_text("符合度")
    expect(main).to_contain_text("还不会电子表格")
    expect(main).to_contain_text("会电子表格后")
    look(page, "matches", size)


def keep(portal: Portal, page: Page, size: str) -> None:
    page.goto(f"{portal.url}/jobs/?q=收银&pay=3000")
    with page.expect_navigation():
        page.get_by_text("保存这个搜索").press("Enter")
    look(page, "save", size)
    press(page, "main form button[type=submit]")
    expect(page.locator("main")).to_contain_text("收银 · 3,000元以上")
    look(page, "saved", size)


def gone(portal: Portal, page: Page, ended: str) -> None:
    """The address of an ended vacancy says so, 410, nothing to press; the open interface too."""
    answer = page.goto(f"{portal.url}/jobs/{ended}/")
    assert answer.status == 410
    expect(page.locator("main")).to_contain_text("这个岗位已结束")
    expect(page.locator("main form")).to_have_count(0)
    judge(page)
    with pytest.raises(urllib.error.HTTPError) as error:
        urllib.request.urlopen(f"{portal.url}/api/v1/vacancies/{ended}")  # noqa: S310
    assert error.value.code == 410
