"""Journeys 2 (5, 6) and 7 (4, 6, 7): one tap to apply, answers with reasons, fifteen and thirty days of silence,
a file of two hundred lines, the end of a vacancy; on a portal of its own, as its clock runs ahead."""

import csv
import io
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from jobs.rules.rows import COLUMNS
from tests.journeys.pages import SIZES, choose, focus, judge, press, sign_in_by_phone
from tests.live import Portal

pytestmark = pytest.mark.browser

UNIT = """
from datetime import timedelta
from jobs import services
from jobs.models import Employer
from jobs.services import applications, resumes
from jobs.services.openings import index
from portal.accounts import actors
from portal.accounts.models import Membership, User
from portal.accounts.services import declare_organisation, mark_confirmed, register_person
from portal.kernel import clock
from portal.kernel.actor import system
from portal.accounts.services.codes import user_of_phone
by, today = system("journey"), clock.today()
people = []
for name, number, phone in (
        ("王建国", "519999196809051010", "13810000701"), ("李晓梅", "519999198303122642", "13810000702"),
        ("张磊", "519999199011254330", "13810000703"), ("周强", "519999197202207714", "13810000704")):
    user = user_of_phone(phone)
    people.append(register_person(user=user, name=name, kind="resident_id", number=number, phone=phone, by=by))
boss = people[0]
unit = declare_organisation(user=boss.user, uscc="91519999MA6XN00116", name="成都蜀味人家餐饮管理有限公司",
    kind="employer", region="510104", by=actors.of_person(boss))
mark_confirmed(unit, by=by)
card = services.describe(unit, by=by, ownership="private", address="春熙路1号", contact_phone="13810000701")
Employer.objects.filter(pk=card.pk).update(basis="documents", verified_on=today, verified_until=today + timedelta(180))
card.refresh_from_db()
row = services.save_vacancy(card, None, by=by, title="收银员", kind="full_time", headcount=5, pay_low=4000,
    pay_high=5500, pay_unit="month", region_id="510104", address="春熙路1号", latitude=30.657, longitude=104.081,
    education=0, experience=0, description="按排班上岗,每天八小时,每周休两天。", occupation_id="4-01-02-03",
    valid_until=today + timedelta(days=30))
row.state, row.opened_at, row.confirmed_on = "open", clock.now(), today
row.save()
index(row)
resumes.resume_of(people[1], by=actors.of_person(people[1]))
for person in people[2:]:
    applications.apply(row, person, by=actors.of_person(person))
print(row.number)
"""
TASK = "from {module} import {name}; {name}()"
BOSS, XIAOMEI = "13810000701", "13810000702"


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    running = Portal(tmp_path_factory.mktemp("answers"), demo=False)
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def number(portal: Portal) -> str:
    """蜀味人家's vacancy; 张磊 and 周强 have applied, 李晓梅 has a CV."""
    return portal.manage("shell", "-v", "0", "-c", UNIT).strip().splitlines()[-1]


def signed_in(portal: Portal, browser: Browser, size: str, phone: str, path: str) -> Page:
    page = browser.new_context(viewport=SIZES[size]).new_page()
    page.goto(portal.url + path)
    if page.locator("input[name=phone]").count():
        sign_in_by_phone(page, portal.url, phone)
    page.goto(portal.url + path)
    return page


def run(portal: Portal, module: str, name: str) -> None:
    portal.manage("shell", "-v", "0", "-c", TASK.format(module=module, name=name))


def test_answers_come_or_the_clock_brings_them(portal: Portal, browser: Browser, number: str):
    page = signed_in(portal, browser, "phone", XIAOMEI, "/my/applications/")
    judge(page)
    page.goto(f"{portal.url}/jobs/{number}/")
    judge(page)
    press(page, "main form button[type=submit]")
    expect(page.locator("main")).to_contain_text("已投递")
    judge(page)
    for size, who, answer in (("desktop", "张磊", refuse), ("phone", "周强", ask_to_come)):
        unit = signed_in(portal, browser, size, BOSS, f"/employers/vacancies/{number}/applications/")
        expect(unit.locator("main article")).to_have_count(3)
        judge(unit)
        with unit.expect_navigation():
            unit.locator("main article a").filter(has_text=who).press("Enter")
        judge(unit)
        answer(unit)
        judge(unit)
        unit.context.close()
    silence(portal, browser, number)


def refuse(page: Page) -> None:
    """Without a reason it is refused at the field; with one it goes."""
    press(page, "button[value=reject]")
    assert page.title().startswith("错误:")
    judge(page)
    choose(page, "reason", "skills") if page.locator("input[name=reason]").count() else pick_reason(page)
    press(page, "button[value=reject]")
    expect(page.locator("main")).to_contain_text("未录用")


def pick_reason(page: Page) -> None:
    focus(page, "select[name=reason]")
    for _turn in range(12):
        if page.input_value("select[name=reason]") == "skills":
            return
        page.keyboard.press("ArrowDown")


def ask_to_come(page: Page) -> None:
    press(page, "button[value=invite]")
    expect(page.locator("main")).to_contain_text("面试")


def silence(portal: Portal, browser: Browser, number: str) -> None:
    """Fifteen days: one reminder. Thirty: ended kindly, and the rate on the card falls."""
    portal.at("2026-12-08T10:30:00+08:00")
    run(portal, "jobs.tasks.applications", "remind_employers")
    unit = signed_in(portal, browser, "desktop", BOSS, "/my/messages/")
    expect(unit.locator("main")).to_contain_text("1份投递在等答复")
    judge(unit)
    unit.context.close()
    portal.at("2026-12-19T09:00:00+08:00")
    run(portal, "jobs.tasks.vacancies", "remind_of_the_end")
    once_more(portal, browser, number)
    portal.at("2026-12-23T10:30:00+08:00")
    run(portal, "jobs.tasks.applications", "lapse_applications")
    page = signed_in(portal, browser, "phone", XIAOMEI, "/my/applications/")
    press(page, "main article a")
    expect(page.locator("main")).to_contain_text("这不说明您不合适")
    judge(page)
    page.context.close()
    portal.manage("shell", "-v", "0", "-c", SEVEN_MORE)
    run(portal, "jobs.tasks.applications", "count_answer_rates")
    page = browser.new_context(viewport=SIZES["phone"]).new_page()
    page.goto(f"{portal.url}/jobs/{number}/")
    expect(page.locator("main")).to_contain_text("回复率")
    judge(page)
    ends(portal, page, number)


SEVEN_MORE = """
from datetime import timedelta
from portal.kernel.identity import check_digit
from jobs.models import Application, Employer
from portal.accounts.services import register_person
from portal.kernel import clock
from portal.kernel.actor import system
vacancy = Application.objects.order_by("pk").first().vacancy
for n in range(7):
    body = f"51999919900{n + 1}0101{n}"
    number = body + check_digit(body)
    person = register_person(user=None, name="试用人", kind="resident_id", number=number, by=system("journey"))
    Application.objects.create(vacancy=vacancy, person=person, made_at=clock.now() - timedelta(20), resume="{}")
Employer.objects.filter(pk=vacancy.employer_id).update(applied=10)
"""


def once_more(portal: Portal, browser: Browser, number: str) -> None:
    """Five days before the end the unit is told; it goes on for thirty days more with one press."""
    unit = signed_in(portal, browser, "phone", BOSS, "/my/messages/")
    expect(unit.locator("main")).to_contain_text("岗位快到期了:收银员")
    with unit.expect_navigation():
        unit.locator("main a").filter(has_text="岗位快到期了").first.press("Enter")
    judge(unit)
    if "/messages/" in unit.url:
        with unit.expect_navigation():
            unit.locator("main a[href^='/employers/']").first.press("Enter")
    judge(unit)
    with unit.expect_navigation():
        unit.locator("button[value=extend]").first.press("Enter")
    expect(unit.locator("main")).to_contain_text("1月22日")
    judge(unit)
    unit.context.close()


def ends(portal: Portal, page: Page, number: str) -> None:
    portal.at("2027-01-25T09:00:00+08:00")
    run(portal, "jobs.tasks.vacancies", "expire_vacancies")
    answer = page.goto(f"{portal.url}/jobs/{number}/")
    assert answer.status == 410
    expect(page.locator("main")).to_contain_text("这个岗位已结束")
    expect(page.locator("main form")).to_have_count(0)


def two_hundred() -> bytes:
    """Three lines are wrong: pay «面议», no place, a wish for women."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for line in range(200):
        row = [
            f"收银员{line}组", "2", "4000-5500元/月", "四川省成都市锦江区", f"春熙路{line}号",
            "按排班上岗,每天八小时。", "不限", "不限", "全职", "", "", "",
        ]  # fmt: skip
        row[2] = "面议" if line == 10 else row[2]
        row[3] = "" if line == 100 else row[3]
        row[5] = "负责收银,限女性。" if line == 190 else row[5]
        writer.writerow(row[: len(COLUMNS)])
    return out.getvalue().encode()


def test_a_file_of_two_hundred_lines(portal: Portal, browser: Browser, number: str):
    """197 are taken; the three others are listed by line with what to change. Last, as it fills the outbox."""
    page = signed_in(portal, browser, "desktop", BOSS, "/employers/")
    with page.expect_navigation():
        page.locator("a[href$='/import/']").first.press("Enter")
    judge(page)
    page.locator("input[type=file]").set_input_files(
        {"name": "岗位.csv", "mimeType": "text/csv", "buffer": two_hundred()}
    )
    press(page, "main form button[type=submit]")
    run(portal, "jobs.tasks.imports", "work_imports")
    page.reload()
    main = page.locator("main")
    expect(main).to_contain_text("200/200")
    expect(main).to_contain_text("有197个岗位可以提交")
    lines = page.locator("tbody tr th span").all_inner_texts()
    assert lines == ["12", "102", "192"]
    expect(main).to_contain_text("面议")
    judge(page)
    focus(page, "input[name=promise]")
    page.keyboard.press("Space")
    press(page, "main form button[type=submit]")
    judge(page)
    narrow = signed_in(portal, browser, "phone", BOSS, page.url.removeprefix(portal.url))
    judge(narrow)
