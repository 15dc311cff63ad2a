"""Referral and plan by keyboard at both sizes: 刘芳 recommends 李晓梅, both sides answer; an employer thinks aloud."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.pages import SIZES, choose, judge, look, pick, press, sign_in_by_phone, type_into
from tests.journeys.test_j10_clerk import sign_in
from tests.live import Portal

pytestmark = pytest.mark.browser
SEEKER, OWNER = "13810000901", "13810000902"
WORLD = f"""
from datetime import timedelta
from jobs import services
from jobs.models import Employer, Seeker, WageGuide
from jobs.services.openings import index
from portal.accounts.models import Membership, Organisation, Person
from portal.accounts.queries import people_by_phone
from portal.kernel import clock
from portal.kernel.actor import system
by, today, now = system("journey"), clock.today(), clock.now()
seeker, owner = (people_by_phone(phone)[0] for phone in ("{SEEKER}", "{OWNER}"))
Person.objects.filter(pk=seeker.pk).update(residence_region_id="510104")
unit = Organisation.objects.create(uscc="91519999MA6XN0099X", name="锦江春来超市有限公司", region_id="510104",
    created_at=now, confirmed_at=now)
Membership.objects.create(user=owner.user, organisation=unit, role="admin", active=True)
card = services.describe(unit, by=by, ownership="private", address="春熙路9号", contact_phone="13810000900")
Employer.objects.filter(pk=card.pk).update(basis="documents", verified_on=today, verified_until=today + timedelta(180))
card.refresh_from_db()
for title in ("超市收银员", "超市理货员"):
    row = services.save_vacancy(card, None, by=by, title=title, kind="full_time", headcount=2,
        pay_low=4000, pay_high=5500, pay_unit="month", region_id="510104", address="春熙路9号", education=0,
        experience=0, description="按排班上岗,每天八小时,每周休两天。", occupation_id="4-01-02-04",
        valid_until=today + timedelta(days=60))
    row.state, row.opened_at, row.confirmed_on = "open", now, today
    row.save()
    index(row)
people = Person.objects.bulk_create(Person(name=f"求职{{n}}", created_at=now) for n in range(57))
Seeker.objects.bulk_create(Seeker(person=each, education=4 if n < 12 else 2, occupations=[40102], counties=[510104],
    pay=3500, experience=0, kinds=31) for n, each in enumerate(people))
WageGuide.objects.create(year=2026, region_id="510100", occupation_id="4-01-02-04", source="示例:成都市指导价位",
    p10=24000, p25=36000, p50=48000, p75=60000, p90=72000)
print(seeker.pk)
"""
ASK = """
from jobs.tasks.referrals import ask_results
print(ask_results())
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """A portal of its own: its clock moves by a week."""
    running = Portal(tmp_path_factory.mktemp("referral"))
    running.start()
    yield running
    running.stop()


def register(own: Portal, page: Page, phone: str, name: str, number: str) -> None:
    page.goto(f"{own.url}/my/")
    sign_in_by_phone(page, own.url, phone)
    type_into(page, "input[name=name]", name)
    type_into(page, "input[name=number]", number)
    press(page, "main form button[type=submit]")


def test_a_person_is_recommended_and_both_sides_answer(own: Portal, browser: Browser):
    seeker = browser.new_context(viewport=SIZES["phone"]).new_page()
    owner = browser.new_context(viewport=SIZES["desktop"]).new_page()
    register(own, seeker, SEEKER, "李晓梅", "519999198303122642")
    register(own, owner, OWNER, "张磊", "519999199011254330")
    person = own.printed(WORLD)
    clerk = browser.new_context(viewport=SIZES["desktop"]).new_page()
    sign_in(own, clerk, "liufang")
    for title, size in (("超市收银员", "desktop"), ("超市理货员", "phone")):
        clerk.set_viewport_size(SIZES[size])
        recommends(own, clerk, person, title)
    plans(own, owner)
    own.at("2026-12-01T10:00:00+08:00")
    assert own.printed(ASK) == "2"
    answers(own, seeker, owner)
    page = browser.new_context(viewport=SIZES["desktop"]).new_page()
    sign_in(own, page, "liufang")
    page.goto(f"{own.url}/desk/referrals/?who=silent")
    expect(page.locator("tbody").first).to_contain_text("问了,没有答复")
    page.goto(f"{own.url}/desk/referrals/")
    expect(page.locator("tbody").first).to_contain_text("已入职")
    expect(page.locator("tbody").last).to_contain_text("刘芳")
    look(page, "refer-list")


def recommends(own: Portal, page: Page, person: str, title: str) -> None:
    """From the person's page: the purpose, the panel, the vacancy, the consent."""
    page.goto(f"{own.url}/desk/people/{person}/")
    if page.locator("input[name=purpose]").count():
        type_into(page, "input[name=purpose]", "职业介绍")
        press(page, "main form button[type=submit]")
    press(page, "main a[href$='/refer/']")
    type_into(page, "#q", title)
    page.keyboard.press("Enter")
    page.wait_for_url("**/refer/?q=**")
    look(page, "refer-refer")
    page.keyboard.press("Tab")
    press(page, "main form[method=post] button[type=submit]")
    expect(page.locator("[role=alert]")).to_contain_text("要本人同意,才能开推荐信。")
    judge(page)
    choose(page, "vacancy", page.locator("input[name=vacancy]").first.get_attribute("value"))
    choose(page, "consent", "present")
    type_into(page, "textarea[name=words]", "手脚麻利,会用扫码枪。")
    press(page, "main form[method=post] button[type=submit]")
    expect(page.locator("body")).to_contain_text("本人和单位都会收到")


def answers(own: Portal, seeker: Page, owner: Page) -> None:
    """The person's page on the phone, the employer's on the desk; one tap each."""
    seeker.goto(f"{own.url}/my/")
    expect(seeker.locator("#my-referrals")).to_be_visible()
    expect(seeker.locator("main")).to_contain_text("请告诉我们结果")
    look(seeker, "refer-my")
    with seeker.expect_navigation():
        seeker.locator("main a").filter(has_text="超市收银员").first.press("Enter")
    expect(seeker.locator("main")).to_contain_text("13810000900")
    look(seeker, "refer-mine")
    press(seeker, "main button[value=hired]")
    expect(seeker.locator("main")).to_contain_text("您说的结果:已入职")
    look(seeker, "refer-answered")
    owner.goto(f"{own.url}/employers/")
    with owner.expect_navigation():
        owner.locator("main .card").filter(has_text="超市收银员").locator("a[href$='/applications/']").press(
            "Enter"
        )
    expect(owner.locator("main")).to_contain_text("公共就业服务机构推荐")
    look(owner, "refer-received")
    press(owner, "main a[href*='/employers/referrals/']")
    expect(owner.locator("main")).to_contain_text("李晓梅")
    look(owner, "refer-employer")
    press(owner, "main button[value=interview]")
    expect(owner.locator("main")).to_contain_text("您说的结果:面试中")


def plans(own: Portal, page: Page) -> None:
    """Typed once at each size; the answers go on into the posting form."""
    for size in SIZES:
        page.set_viewport_size(SIZES[size])
        page.goto(f"{own.url}/employers/")
        press(page, "main a[href='/employers/vacancies/plan/']")
        look(page, "refer-plan-empty")
        type_into(page, "input[name=title]", "收银员")
        pick(page, "select[name=region]", "510104")
        type_into(page, "input[name=pay_low]", "4000")
        type_into(page, "input[name=pay_high]", "5000")
        pick(page, "select[name=education]", "4")
        press(page, "main form button[type=submit]")
        main = page.locator("main")
        expect(main).to_contain_text("学历放宽到中专、技校:12人 → 57人")
        expect(main).to_contain_text("中间一半人每月拿3,000—5,000元")
        look(page, "refer-plan")
        press(page, "main a[href*='/vacancies/new/?']")
        assert page.input_value("input[name=title]") == "收银员"
        assert page.input_value("input[name=pay_low]") in ("4000", "4000.00")
        assert page.input_value("select[name=education]") == "4"
        judge(page)
