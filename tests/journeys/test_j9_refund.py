"""Journey 9: 稳岗返还 without an application: matched, told, confirmed in two clicks, public, approved, paid once."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.pages import SIZES, choose, look, press, sign_in_by_phone, type_into
from tests.journeys.test_j10_clerk import sign_in
from tests.live import Portal

pytestmark = pytest.mark.browser
PHONES = {"noodles": "13810000901", "parts": "13810000902"}
PREPARED = """
from portal.accounts import actors
from portal.accounts.models import Clerk, Membership, User
from portal.accounts.queries import phone_index
from portal.accounts.services import register_person
from portal.kernel.actor import system
from insurance.models import RefundEntry
from insurance.services import accounts
from tests.cast_refund import NOODLES, PARTS, TOYS, began_to_draw, staff, unit
clerk = actors.of_clerk(Clerk.objects.get(user__username="liufang"))
people = {
    "noodles": ("王秀兰", "519999197902144363", "13810000901"),
    "parts": ("李晓梅", "519999198303122642", "13810000902"),
}
users = {}
for key, (name, number, phone) in people.items():
    user = User.objects.create(username=f"j9-{key}", phone_index=phone_index(phone), phone_tail=phone[-4:])
    register_person(user=user, name=name, kind="resident_id", number=number, phone=phone, by=system("journey"))
    users[key] = user
noodles, parts = unit("蜀味面业有限公司", NOODLES), unit("锦江汽配有限公司", PARTS)
toys = unit("蓉城玩具有限公司", TOYS)
for user, organisation in ((users["noodles"], noodles), (users["parts"], parts), (users["noodles"], toys)):
    Membership.objects.create(user=user, organisation=organisation, role="admin")
staff(noodles, 20)
staff(parts, 10)
began_to_draw(staff(toys, 82)[:5])
seat = actors.of_member(Membership.objects.get(organisation=noodles))
accounts.keep_account(noodles, name=noodles.name, bank="成都银行", number="1001200300128", by=seat)
"""
KNOWN_SIZE = """
from portal.accounts import actors
from portal.accounts.models import Clerk
from insurance.models import RefundEntry
from insurance.services import refunds
by = actors.of_clerk(Clerk.objects.get(user__username="liufang"))
row = RefundEntry.objects.get(organisation__name="蜀味面业有限公司")
refunds.correct(row, size="sme", reason="企业划型数据", by=by)
"""
REMINDED = """
from insurance.tasks.firms import remind_units
from portal.events.services import drain
print(remind_units(), drain())
"""
MESSAGES = """
from insurance.models import RefundEntry
from portal.notices.models import Dispatch, Message
inbox = Message.objects.filter(kind="refund", person__user__username="j9-parts")
sms = Dispatch.objects.filter(message__in=inbox, channel="sms", state="sent")
print(inbox.count(), sms.count(), RefundEntry.objects.get(organisation__name="锦江汽配有限公司").state)
"""
RULE_OF_2026 = """
from datetime import date
from django.db.backends.postgresql.psycopg_any import DateRange
from portal.rules.models import RuleValue
for key, value in {"percent_small": "90.00", "layoff_max": "6.50"}.items():
    RuleValue.objects.create(key_id=f"stable_refund.{key}", region_id="510000", value=value, article="2026年方案",
        in_force=DateRange(date(2026, 1, 1), date(2027, 1, 1)), confidence="B")
"""
REPLAYED = """
from insurance.models import Payment, RefundEntry
from insurance.queries import refunds
rows = list(RefundEntry.objects.all())
paid = RefundEntry.objects.get(organisation__name="蜀味面业有限公司")
same = all(refunds.replayed(row) for row in rows)
print(len(rows), same, refunds.verdict_of(paid.inputs).amount, Payment.objects.filter(benefit="refund").count())
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """A portal of its own: the scheme of 2025 is walked in its year."""
    running = Portal(tmp_path_factory.mktemp("refund"))
    running.start()
    running.at("2025-09-01T10:00:00+08:00")
    running.printed(PREPARED)
    yield running
    running.stop()


def test_units_get_their_refund_without_asking(own: Portal, browser: Browser):
    scheme = matched(own, browser)
    own.printed(KNOWN_SIZE)
    told(own, browser, scheme)
    own.at("2025-09-02T10:00:00+08:00")
    confirmed_in_two_clicks(own, browser)
    reads_why_not(own, browser)
    shown_to_the_public(own, browser, scheme)
    own.at("2025-09-06T10:00:00+08:00")
    anybody_objects(own, browser)
    answered(own, browser, scheme)
    own.at("2025-09-11T10:00:00+08:00")
    approved_and_paid_once(own, browser, scheme)
    reminded_and_still_claimable(own, browser)
    own.manage("shell", "-v", "0", "-c", RULE_OF_2026, role="owner")
    assert own.printed(REPLAYED).split() == ["3", "True", "7200.00", "1"]


def clerk(own: Portal, browser: Browser, login: str) -> Page:
    """A page of a clerk who has signed in."""
    page = browser.new_context(viewport=SIZES["desktop"]).new_page()
    sign_in(own, page, login)
    return page


def matched(own: Portal, browser: Browser) -> str:
    """9.1: 赵敏 opens the year and matches: three units, two may have it, one may not and why."""
    page = clerk(own, browser, "zhaomin")
    page.goto(f"{own.url}/desk/insurance/")
    press(page, "main a[href='/desk/insurance/refunds/']")
    type_into(page, "input[name=year]", "2026")
    press(page, "main form button[type=submit]")
    expect(page.locator("[role=alert]")).to_contain_text("这个年度的规定还没有录入")
    look(page, "j9-desk")
    type_into(page, "input[name=year]", "2025")
    press(page, "main form button[type=submit]")
    expect(page.locator("main")).to_contain_text("2025年12月31日(待核实)")
    press(page, "main button[value=match]")
    expect(page.locator("main")).to_contain_text("比对完成,新增3家")
    expect(page.locator("tbody tr")).to_have_count(3)
    row = page.locator("tbody tr").filter(has_text="蓉城玩具")
    expect(row).to_contain_text("不符合")
    expect(row).to_contain_text("不高于5.5%(您单位6.1%)")
    expect(page.locator("tbody tr").filter(has_text="锦江汽配")).to_contain_text("收款账户")
    look(page, "j9-matched")
    address = page.url
    page.context.close()
    return address


def told(own: Portal, browser: Browser, scheme: str) -> None:
    """刘芳 of the county asks two units and signs the third's letter."""
    page = clerk(own, browser, "liufang")
    page.goto(scheme)
    press(page, "main button[value=ask]")
    expect(page.locator("main")).to_contain_text("已通知2家单位确认")
    press(page, "main button[value=decline]")
    expect(page.locator("main")).to_contain_text("已向1家单位出具告知书")
    look(page, "j9-told")
    with page.expect_navigation():
        page.locator("tbody a").filter(has_text="蓉城玩具").press("Enter")
    expect(page.locator("main")).to_contain_text("5人÷年平均参保82人=6.1%")
    look(page, "j9-desk-unit")
    page.context.close()


def confirmed_in_two_clicks(own: Portal, browser: Browser) -> None:
    """9.3: one click to the page, one on «确认»; account and size are there already."""
    page = browser.new_context(viewport=SIZES["phone"]).new_page()
    page.goto(f"{own.url}/refunds/")
    sign_in_by_phone(page, own.url, PHONES["noodles"])
    card = page.locator("main .card").filter(has_text="蜀味面业")
    look(page, "j9-mine")
    with page.expect_navigation():
        card.locator("a.btn").press("Enter")
    expect(page.locator("main")).to_contain_text("7,200.00元")
    expect(page.locator("main")).to_contain_text("成都银行")
    expect(page.locator("main")).not_to_contain_text("1001200300128")
    look(page, "j9-confirm")
    press(page, "main form button[type=submit]")
    expect(page.locator("main")).to_contain_text("已确认,待公示")
    look(page, "j9-confirmed")
    page.context.close()


def reads_why_not(own: Portal, browser: Browser) -> None:
    """The unit that may not have it reads figures, article, who decided, how to appeal; and appeals."""
    page = browser.new_context(viewport=SIZES["phone"]).new_page()
    page.goto(f"{own.url}/refunds/")
    sign_in_by_phone(page, own.url, PHONES["noodles"])
    with page.expect_navigation():
        page.locator("main .card a").filter(has_text="蓉城玩具").first.press("Enter")
    for words in ("6.1%", "5.5%", "刘芳", "行政复议", "以窗口答复为准"):
        expect(page.locator("main")).to_contain_text(words)
    look(page, "j9-no")
    press(page, "main form button[type=submit]")
    expect(page.locator("[role=alert]")).to_contain_text("请写明哪里不对。")
    type_into(page, "textarea[name=text]", "有一个人是上家单位裁的。")
    press(page, "main form button[type=submit]")
    expect(page.locator("main")).to_contain_text("有一个人是上家单位裁的")
    look(page, "j9-appealed")
    page.context.close()


def shown_to_the_public(own: Portal, browser: Browser, scheme: str) -> None:
    """9.2: seven days."""
    page = clerk(own, browser, "liufang")
    page.goto(scheme)
    press(page, "main button[value=publicise]")
    expect(page.locator("main")).to_contain_text("公示到9月9日(周二)")
    expect(page.locator("main button[value=approve]")).to_have_count(0)
    look(page, "j9-shown")
    page.context.close()


def anybody_objects(own: Portal, browser: Browser) -> None:
    """No sign-in; a contact is asked for; nothing typed is lost."""
    page = browser.new_context(viewport=SIZES["phone"]).new_page()
    page.goto(f"{own.url}/refunds/publicity/")
    look(page, "j9-notices")
    with page.expect_navigation():
        page.locator("main .card a").first.press("Enter")
    expect(page.locator("main")).to_contain_text("7,200.00元")
    look(page, "j9-notice")
    with page.expect_navigation():
        page.locator("tbody a").first.press("Enter")
    type_into(page, "textarea[name=text]", "这家单位去年辞了不少人。")
    press(page, "main form button[type=submit]")
    expect(page.locator("[role=alert]")).to_contain_text("请留下联系方式")
    assert page.input_value("textarea[name=text]") == "这家单位去年辞了不少人。"
    look(page, "j9-objecting")
    type_into(page, "input[name=contact]", "13800000909")
    press(page, "main form button[type=submit]")
    expect(page.locator("main")).to_contain_text("异议已收到,编号YY-")
    page.context.close()


def answered(own: Portal, browser: Browser, scheme: str) -> None:
    """陈涛 answers the objection by name, with reasons."""
    page = clerk(own, browser, "chentao")
    page.goto(scheme)
    look(page, "j9-objected")
    with page.expect_navigation():
        page.locator("main a").filter(has_text="公示异议").first.press("Enter")
    look(page, "j9-objection")
    choose(page, "outcome", "reject")
    type_into(page, "textarea[name=text]", "核对缴费和领金记录,没有新增领金人员。")
    press(page, "main form button[type=submit]")
    expect(page.locator("main")).to_contain_text("陈涛")
    page.context.close()


def approved_and_paid_once(own: Portal, browser: Browser, scheme: str) -> None:
    """9.4: after the seven days the second person approves; it is paid once."""
    page = clerk(own, browser, "chentao")
    page.goto(scheme)
    press(page, "main button[value=approve]")
    expect(page.locator("main")).to_contain_text("已审批1家")
    page.context.close()
    page = clerk(own, browser, "liufang")
    page.goto(scheme)
    press(page, "main button[value=pay]")
    expect(page.locator("main")).to_contain_text("已送拨付1家")
    expect(page.locator("main button[value=pay]")).to_have_count(0)
    look(page, "j9-paid")
    page.context.close()


def reminded_and_still_claimable(own: Portal, browser: Browser) -> None:
    """9.3: three messages on two channels, then claimed on the last day with an account typed in."""
    for day in ("2025-09-11", "2025-09-21", "2025-10-15"):
        own.at(f"{day}T10:00:00+08:00")
        own.printed(REMINDED)
    assert own.printed(MESSAGES).split() == ["3", "3", "asked"]
    own.at("2025-12-31T16:00:00+08:00")
    page = browser.new_context(viewport=SIZES["phone"]).new_page()
    page.goto(f"{own.url}/refunds/")
    sign_in_by_phone(page, own.url, PHONES["parts"])
    press(page, "main .card a.btn")
    expect(page.locator("main")).to_contain_text("收款账户")
    look(page, "j9-missing")
    choose(page, "size", "sme")
    press(page, "main form button[type=submit]")
    expect(page.locator("[role=alert]")).to_contain_text("请填写账号。")
    look(page, "j9-missing-told")
    type_into(page, "input[name=bank]", "成都银行")
    type_into(page, "input[name=number]", "1001200300999")
    press(page, "main form button[type=submit]")
    expect(page.locator("main")).to_contain_text("3,600.00元")
    expect(page.locator("main")).to_contain_text("已确认,待公示")
    page.context.close()
