"""Journey 11, steps 1, 2 and 4: an administrator adds a county's item without code; two people; a day; old cases."""

import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.pages import SIZES, judge, press, sign_in_by_phone, type_into
from tests.journeys.test_j10_clerk import totp
from tests.live import Portal

pytestmark = pytest.mark.browser
CODE, NAME = "jinjiang-flexible-subsidy", "灵活就业社保补贴"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SECOND = f"""
from portal.accounts.models import User
from allauth.mfa.totp.internal.auth import TOTP
user = User.objects.create(username="qianli", is_staff=True, is_superuser=True)
user.set_password("Second-Admin-2026")
user.save()
TOTP.activate(user, "{SECRET}")
"""
VERSION = {
    "name": NAME,
    "conditions": "灵活就业并缴纳社会保险费的人员。",
    "accept": "锦江区任一网点",
    "decide": "锦江区公共就业服务机构",
    "result": "按实缴的三分之二补贴",
    "basis": "《锦江区就业补助办法》第三条",
    "route": "申请\n审核\n拨付",
    "days": "10",
    "publicity_days": "5",
    "commitment": "本人确为灵活就业,缴费情况属实。",
}
STATE = (
    "from portal.casework.models import Case; c=Case.objects.get(number='{}'); print(c.version.number, c.due)"
)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """A portal whose clock this journey moves."""
    running = Portal(tmp_path_factory.mktemp("admin"))
    running.start()
    running.manage("shell", "-v", "0", "-c", SECOND)
    yield running
    running.stop()


def admin_page(own: Portal, browser: Browser, login: str, password: str, secret: str) -> Page:
    page = browser.new_context(viewport=SIZES["desktop"]).new_page()
    page.goto(f"{own.url}/accounts/login/?next=/admin/")
    page.fill("input[name=login]", login)
    page.fill("input[name=password]", password)
    send(page)
    for _try in range(2):  # a code works once: one that was used is waited out
        page.fill("input[name=code]", totp(secret))
        send(page)
        if "/admin/" in page.url:
            break
        time.sleep(30 - time.time() % 30 + 0.5)
    expect(page.locator("#header")).to_contain_text("蜀业管理后台")
    return page


def send(page: Page) -> None:
    with page.expect_navigation():
        page.click("main form button[type=submit]")


def save(page: Page) -> None:
    with page.expect_navigation():
        page.click("input[name=_save]")


def add_item(own: Portal, page: Page) -> None:
    page.goto(f"{own.url}/admin/casework/serviceitem/add/")
    page.fill("#id_code", CODE)
    page.fill("#id_name", NAME)
    page.fill("#id_channels", "online,window")
    page.select_option("#id_applicant", "person")
    pick_from(page, "id_owner", "锦江区公共就业")
    save(page)
    expect(page.locator(".messagelist")).to_contain_text("成功")


def pick_from(page: Page, field: str, words: str) -> None:
    """The admin's search box for a related row."""
    page.click(f"#{field} + .select2 .select2-selection")
    page.fill(".select2-search__field", words)
    page.click(f".select2-results__option:has-text('{words}')")


def fill_version(own: Portal, page: Page, from_day: str, most: str, **changes: str) -> None:
    page.goto(f"{own.url}/admin/casework/itemversion/add/")
    pick_from(page, "id_item", NAME)
    page.fill("#id_from_day", from_day)
    for name, value in (VERSION | changes).items():
        page.fill(f"#id_{name}", value)
    page.select_option("#id_days_start", "acceptance")
    for index, (name, label, kind) in enumerate((("paid", "这个月缴了多少钱?", "money"),)):
        page.fill(f"#id_fields-{index}-position", str(index + 1))
        page.fill(f"#id_fields-{index}-page", name)
        page.fill(f"#id_fields-{index}-name", name)
        page.fill(f"#id_fields-{index}-label", label)
        page.select_option(f"#id_fields-{index}-kind", kind)
    page.select_option("#id_checks-0-rule", "share_of_paid")
    page.fill("#id_checks-0-values", f'{{"field": "paid", "percent": "66.67", "most": "{most}"}}')
    page.fill("#id_checks-0-article", "《锦江区就业补助办法》第三条")


def open_version(own: Portal, page: Page, number: int) -> None:
    page.goto(f"{own.url}/admin/casework/itemversion/?q={CODE}")
    page.click(f"#result_list tbody tr:has(td.field-number:text-is('{number}')) th a")


def act(page: Page, word: str) -> None:
    with page.expect_navigation():
        page.click(f"#content .actions input[value='{word}']")


def publish(own: Portal, first: Page, second: Page, number: int) -> None:
    """Proposed and refused to its own author; published by another."""
    open_version(own, first, number)
    act(first, "送审")
    act(first, "发布")
    expect(first.locator(".messagelist")).to_contain_text("要由另一位管理员发布")
    open_version(own, second, number)
    act(second, "发布")
    expect(second.locator(".messagelist")).to_contain_text("已发布")


def apply(own: Portal, browser: Browser, phone: str, name: str, number: str) -> str:
    """A citizen applies online on a phone by keyboard; the case number out of the receipt."""
    page = browser.new_context(viewport=SIZES["phone"]).new_page()
    page.goto(f"{own.url}/apply/{CODE}/")
    sign_in_by_phone(page, own.url, phone)
    type_into(page, "input[name=name]", name)
    type_into(page, "input[name=number]", number)
    press(page, "main form button[type=submit]")
    judge(page)
    page.select_option("select[name=residence]", "510104")
    press(page, "main form button[type=submit]:not([name])")
    judge(page)
    type_into(page, "input[name=paid]", "多少")
    press(page, "main form button[type=submit]:not([name])")
    assert page.title().startswith("错误:")
    judge(page)
    page.fill("input[name=paid]", "")
    type_into(page, "input[name=paid]", "600")
    press(page, "main form button[type=submit]:not([name])")
    judge(page)
    page.check("input[name=promise]")
    press(page, "main form button[type=submit]")
    judge(page)
    found = re.search(r"BJ-\d{8}-[0-9A-Z]{6}", page.locator("main").inner_text())[0]
    page.context.close()
    return found


def test_an_item_without_code_goes_live_on_its_day_and_old_cases_keep_their_version(
    own: Portal, browser: Browser
):
    staff = own.accounts()["zhaomin"]
    first = admin_page(own, browser, "zhaomin", staff["password"], staff["totp_secret"])
    second = admin_page(own, browser, "qianli", "Second-Admin-2026", SECRET)
    add_item(own, first)

    fill_version(own, first, "2027-01-01", "300", materials="身份证\n其他材料")
    save(first)
    expect(first.locator(".field-materials .errorlist")).to_contain_text("兜底的话")
    first.fill("#id_materials", "")
    save(first)
    open_version(own, first, 1)
    with first.expect_navigation():
        first.click("a:text-is('预览')")
    judge(first)
    expect(first.locator("main")).to_contain_text("这个月缴了多少钱?")
    publish(own, first, second, 1)

    visitor = browser.new_context(viewport=SIZES["phone"]).new_page()
    visitor.goto(f"{own.url}/services/{CODE}/")
    judge(visitor)
    assert visitor.locator(f"a[href='/apply/{CODE}/']").count() == 0

    own.at("2027-01-01T09:00:00+08:00")
    visitor.goto(f"{own.url}/services/{CODE}/")
    judge(visitor)
    assert visitor.locator(f"a[href='/apply/{CODE}/']").count() >= 1
    old = apply(own, browser, "13700000101", "李晓梅", "519999198303122642")

    second_version(own, browser, staff)
    own.at("2027-02-02T09:00:00+08:00")
    new = apply(own, browser, "13700000102", "张磊", "519999199011254330")
    assert own.manage("shell", "-v", "0", "-c", STATE.format(old)).split()[0] == "1"
    assert own.manage("shell", "-v", "0", "-c", STATE.format(new)).split()[0] == "2"


def second_version(own: Portal, browser: Browser, staff: dict[str, str]) -> None:
    """Version 2 from February on, by the same two people on another day."""
    first = admin_page(own, browser, "zhaomin", staff["password"], staff["totp_secret"])
    second = admin_page(own, browser, "qianli", "Second-Admin-2026", SECRET)
    fill_version(own, first, "2027-02-01", "500")
    save(first)
    publish(own, first, second, 2)


def test_the_calendar_of_a_year_is_entered_and_moves_open_promises_with_notice(own: Portal, browser: Browser):
    own.at("2027-12-28T09:00:00+08:00")
    number = apply(own, browser, "13700000103", "吉克·阿呷", "51999920020718312X")
    before = own.manage("shell", "-v", "0", "-c", STATE.format(number)).split()[1]
    staff = own.accounts()["zhaomin"]
    page = admin_page(own, browser, "zhaomin", staff["password"], staff["totp_secret"])
    page.goto(f"{own.url}/admin/rules/calendarday/")
    page.click("a:text-is('录入全年')")
    page.fill("#id_year", "2028")
    page.fill("#id_rest", "2028-01-33 元旦")
    page.click("#content .actions input[type=submit]")
    expect(page.locator("#content")).to_contain_text("这一行看不懂")
    page.fill("#id_rest", "\n".join(f"2028-01-{day:02d} 元旦" for day in (1, 3, 4, 5)))
    page.click("#content .actions input[type=submit]")
    expect(page.locator(".messagelist")).to_contain_text("重算")
    own.manage("shell", "-v", "0", "-c", "from portal.events.services import drain; drain(); drain()")
    after = own.manage("shell", "-v", "0", "-c", STATE.format(number)).split()[1]
    assert after > before
    told = "from portal.notices.models import Message as M; print(M.objects.filter(title__contains='期限有变').count())"
    assert int(own.manage("shell", "-v", "0", "-c", told)) == 1
