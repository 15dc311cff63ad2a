"""Journey 8: 巴中云码 has no licence yet and promises in writing; the check fails, is objected to, and is put right."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.pages import SIZES, choose, focus, judge, look, pick, press, sign_in_by_phone, type_into
from tests.journeys.test_j10_clerk import sign_in
from tests.live import Portal

pytestmark = pytest.mark.browser
CODE = "92519999MA6XN0038T"
UNIT = {"desktop": "巴中云码个体工作室", "phone": "巴中云码移动工作室"}
PHONE = {"desktop": "13810000801", "phone": "13810000802"}
PERSON = {"desktop": ("张磊", "519999199011254330"), "phone": ("吉克阿呷", "51999920020718312X")}
SEEKER = {"desktop": "13810000811", "phone": "13810000812"}
SEEKS = {"desktop": ("李晓梅", "519999198303122642"), "phone": ("王秀兰", "519999197902144363")}
FACTS = "12月7日上门,承诺的地址没有这个单位,电话打不通。"
SECOND_TEXT = """
from datetime import date
from portal.casework.models import CommitmentText
first = CommitmentText.objects.filter(item_id="employer-verification").latest("version")
CommitmentText.objects.create(item_id="employer-verification", version=first.version + 1,
    body=first.body + "\\n核查时在场配合,如实回答。", consequences=first.consequences, from_day=date(2026, 11, 1))
"""
GRANTED = """
from portal.accounts import actors
from portal.accounts.models import Clerk
from portal.casework import services
from portal.casework.models import Case
first, second = (actors.of_clerk(Clerk.objects.get(user__username=name)) for name in ("liufang", "chentao"))
for case in Case.objects.filter(organisation__name__contains="巴中云码", state="submitted"):
    case = services.accept(case, by=first)
    if case.item.path:
        case = services.review(case, by=first)
    services.grant(case, by=second)
"""
OTHERS = """
from jobs.models import Vacancy
from jobs.services import applications
from portal.accounts import actors
from portal.accounts.models import User
from portal.accounts.services import register_person
from portal.kernel.actor import system
names = ("李晓梅", "王建国", "王秀兰")
numbers = ("519999198303122642", "519999196809051010", "519999197902144363")
for vacancy in Vacancy.objects.filter(employer__organisation__name__contains="巴中云码", state="open"):
    for name, number in zip(names, numbers):
        user = User.objects.create(username=f"j8-{vacancy.number}-{name}")
        person = register_person(user=user, name=name, kind="resident_id", number=number, phone="13810000899",
            by=system("journey"))
        applications.apply(vacancy, person, by=actors.of_person(person))
"""
TOLD = """
from portal.events.services import drain
from portal.notices.models import Message
drain()
print(Message.objects.filter(key__startswith="vacancy-removed-").count())
"""
STANDS = """
from jobs.models import CreditRecord, PromiseCheck
from portal.events.models import Change, Event
standing = CreditRecord.objects.filter(withdrawn_at__isnull=True).count()
events = Event.objects.filter(name__startswith="promise.").count()
kept = Change.objects.filter(table="jobs_creditrecord").count()
print(standing, CreditRecord.objects.count(), events, kept)
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """A portal of its own: its clock moves by weeks."""
    running = Portal(tmp_path_factory.mktemp("startup"))
    running.start()
    yield running
    running.stop()


def test_a_promise_is_checked_and_a_wrong_result_is_put_right(own: Portal, browser: Browser):
    own.manage("shell", "-v", "0", "-c", SECOND_TEXT, role="owner")
    pages = {size: browser.new_context(viewport=SIZES[size]).new_page() for size in SIZES}
    for size in SIZES:
        promises(own, pages[size], size)
    own.printed(GRANTED)
    for size in SIZES:
        posts(own, pages[size])
    own.printed(GRANTED)
    own.printed(OTHERS)
    for size in SIZES:
        applies(own, browser, size)
    due_in_ten_working_days(own, browser)
    own.at("2026-12-07T10:00:00+08:00")
    found_false(own, browser)
    assert own.printed(TOLD) == "8"
    for size in SIZES:
        objects(own, pages[size], size)
    own.at("2026-12-15T10:00:00+08:00")
    heard_by_another(own, browser)
    for size in SIZES:
        comes_back(own, pages[size], size)


def promises(own: Portal, page: Page, size: str) -> None:
    """8.1: no licence; the promise of version 2 is read and signed, its ground told."""
    page.goto(f"{own.url}/employers/")
    sign_in_by_phone(page, own.url, PHONE[size])
    type_into(page, "input[name=name]", PERSON[size][0])
    type_into(page, "input[name=number]", PERSON[size][1])
    press(page, "main form button[type=submit]")
    press(page, "main a[href='/org/new/']")
    type_into(page, "input[name=name]", UNIT[size])
    type_into(page, "input[name=uscc]", CODE)
    pick(page, "select[name=region]", "510104")
    press(page, "main form button[type=submit]")
    page.goto(f"{own.url}/employers/")
    press(page, "main a[href$='/verify/']")
    expect(page.locator("main")).to_contain_text("核查时在场配合,如实回答。")
    expect(page.locator("main")).to_contain_text("2")
    pick(page, "select[name=ownership]", "startup")
    type_into(page, "input[name=address]", "春熙路88号2楼")
    type_into(page, "input[name=contact_phone]", PHONE[size])
    choose(page, "basis", "promise")
    type_into(page, "input[name=agent_name]", PERSON[size][0])
    type_into(page, "input[name=agent_number]", PERSON[size][1])
    focus(page, "input[name=promise]")
    page.keyboard.press("Space")
    press(page, "main form button[type=submit]")
    expect(page.locator("main")).to_contain_text("用书面承诺的,要选一个原因。")
    judge(page)
    pick(page, "select[name=ground]", "startup")
    focus(page, "input[name=promise]")
    page.keyboard.press("Space")
    press(page, "main form button[type=submit]")
    expect(page.locator("main")).to_contain_text("审核中")


def posts(own: Portal, page: Page) -> None:
    """8.2: the workbench says that only a promise stands; the vacancy is written and sent."""
    page.goto(f"{own.url}/employers/")
    expect(page.locator("main")).to_contain_text("书面承诺发布,待核实")
    expect(page.locator("main")).to_contain_text("待核查")
    look(page, "j8-workbench-promised")
    press(page, "main a[href$='/vacancies/new/']")
    type_into(page, "input[name=title]", "程序员")
    type_into(page, "input[name=headcount]", "2")
    type_into(page, "input[name=pay_low]", "5000")
    type_into(page, "input[name=pay_high]", "8000")
    pick(page, "select[name=region]", "510104")
    type_into(page, "input[name=address]", "春熙路88号2楼")
    type_into(page, "textarea[name=description]", "写网页和后台程序,每天八小时,每周休两天。")
    press(page, "main form button[type=submit]")
    focus(page, "input[name=promise]")
    page.keyboard.press("Space")
    press(page, "main form:last-of-type button[type=submit]")
    expect(page.locator("body")).to_contain_text("已提交审核")


def applies(own: Portal, browser: Browser, size: str) -> None:
    """8.2, seen by a seeker: the label on card and page; one tap to apply."""
    page = browser.new_context(viewport=SIZES[size]).new_page()
    page.goto(f"{own.url}/jobs/?q=程序员")
    card = page.locator("main .card").filter(has_text=UNIT[size]).first
    expect(card).to_contain_text("书面承诺发布,待核实")
    judge(page)
    with page.expect_navigation():
        card.locator("a").first.press("Enter")
    expect(page.locator("main")).to_contain_text("由经办人书面承诺")
    look(page, "j8-vacancy")
    press(page, "main a[href$='/apply/']")
    sign_in_by_phone(page, own.url, SEEKER[size])
    type_into(page, "input[name=name]", SEEKS[size][0])
    type_into(page, "input[name=number]", SEEKS[size][1])
    press(page, "main form button[type=submit]")
    press(page, "main form button[type=submit]")
    expect(page.locator("main")).to_contain_text("已投递")
    page.context.close()


def due_in_ten_working_days(own: Portal, browser: Browser) -> None:
    """8.3: ten working days after 23 November is 7 December."""
    page = browser.new_context(viewport=SIZES["desktop"]).new_page()
    sign_in(own, page, "liufang")
    page.goto(f"{own.url}/desk/tasks/")
    row = page.locator("tbody tr").filter(has_text=UNIT["desktop"])
    expect(row).to_contain_text("承诺核查")
    expect(row).to_contain_text("12月7日(周一)")
    look(page, "j8-tasks")
    page.goto(f"{own.url}/desk/checks/")
    expect(page.locator("tbody tr")).to_have_count(2)
    expect(page.locator("tbody")).to_contain_text("12月7日(周一)")
    look(page, "j8-checks")
    page.context.close()


def found_false(own: Portal, browser: Browser) -> None:
    """8.4: opened from the task, by keyboard; without a reason nothing happens and nothing typed is lost."""
    page = browser.new_context(viewport=SIZES["desktop"]).new_page()
    sign_in(own, page, "liufang")
    for size in SIZES:
        page.set_viewport_size(SIZES[size])
        page.goto(f"{own.url}/desk/tasks/")
        with page.expect_navigation():
            page.locator("tbody a").filter(has_text=UNIT[size]).press("Enter")
        expect(page.locator("main")).to_contain_text("第2版")
        expect(page.locator("main")).to_contain_text("1个在招岗位,4个人的投递")
        look(page, f"j8-check-{size}")
        choose(page, "result", "failed")
        choose(page, "way", "visit")
        type_into(page, "textarea[name=facts]", FACTS)
        press(page, "main form button[type=submit]")
        expect(page.locator("[role=alert]")).to_contain_text("未通过的,要选一个原因。")
        assert page.input_value("textarea[name=facts]") == FACTS
        judge(page)
        chosen = page.locator("select[name=reason] option").filter(has_text="找不到单位")
        pick(page, "select[name=reason]", chosen.get_attribute("value"))
        press(page, "main form button[type=submit]")
        expect(page.locator("main")).to_contain_text("信用记录“核查未通过”,2026年12月7日记录。")
        look(page, f"j8-failed-{size}")
    page.context.close()
    anybody = browser.new_context(viewport=SIZES["phone"]).new_page()
    anybody.goto(f"{own.url}/jobs/?q=程序员")
    expect(anybody.locator("main")).not_to_contain_text("巴中云码")
    anybody.context.close()


def objects(own: Portal, page: Page, size: str) -> None:
    """The message leads to the facts, the name, the article; the objection is written there."""
    page.goto(f"{own.url}/my/messages/")
    with page.expect_navigation():
        page.locator("main a").filter(has_text="书面承诺核查未通过").first.press("Enter")
    for words in (FACTS.rstrip("。"), "刘芳", "实施意见(三)", "到2026年12月17日为止可以提出异议", "行政复议"):
        expect(page.locator("main")).to_contain_text(words)
    look(page, f"j8-message-{size}")
    page.goto(f"{own.url}/employers/")
    press(page, "main a[href*='/employers/checks/']")
    look(page, f"j8-objecting-{size}")
    press(page, "main form button[type=submit]")
    expect(page.locator("[role=alert]")).to_contain_text("请写明理由。")
    type_into(page, "textarea[name=text]", "我们在88号3楼,不在2楼。有房租合同和照片。")
    press(page, "main form button[type=submit]")
    expect(page.locator("main")).to_contain_text("复核中")
    look(page, f"j8-objected-{size}")


def heard_by_another(own: Portal, browser: Browser) -> None:
    """8.5: 陈涛, who did not record it, reads both sides and decides."""
    page = browser.new_context(viewport=SIZES["desktop"]).new_page()
    sign_in(own, page, "chentao")
    for size in SIZES:
        page.set_viewport_size(SIZES[size])
        page.goto(f"{own.url}/desk/checks/")
        with page.expect_navigation():
            page.locator("tbody a").filter(has_text=UNIT[size]).press("Enter")
        expect(page.locator("main")).to_contain_text("88号3楼")
        look(page, f"j8-hearing-{size}")
        choose(page, "outcome", "uphold")
        type_into(page, "textarea[name=answer]", "看了房租合同,又上门看过,单位在3楼,承诺属实。")
        press(page, "main form button[type=submit]")
        expect(page.locator("main")).to_contain_text("信用记录已于2026年12月15日撤销,不再计入。")
    page.goto(f"{own.url}/desk/employers/")
    expect(page.locator("main")).not_to_contain_text("信用记录")
    page.context.close()


def comes_back(own: Portal, page: Page, size: str) -> None:
    """The record is gone and the log stays; one act brings the vacancy back."""
    page.goto(f"{own.url}/employers/")
    expect(page.locator("main")).to_contain_text("异议成立,记录已撤销")
    look(page, f"j8-restoring-{size}")
    press(page, "main form[action$='/restore/'] button")
    expect(page.locator("body")).to_contain_text("已恢复1个岗位")
    page.goto(f"{own.url}/jobs/?q=程序员")
    expect(page.locator("main")).to_contain_text(UNIT[size])
    standing, rows, events, changes = own.printed(STANDS).split()
    assert (standing, rows) == ("0", "2")
    assert int(events) == 8
    assert int(changes) == 4  # each record made, then withdrawn
