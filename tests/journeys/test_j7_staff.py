"""Journey 7, steps 5 and 6: one form for a hire, a file of 200 with three wrong lines, an ending, a renewal."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.cast_registers import hire_cells, sheet
from tests.journeys.own import portal  # noqa: F401 - a fixture
from tests.journeys.pages import SIZES, choose, focus, look, press, sign_in_by_phone, type_date, type_into
from tests.live import Portal

pytestmark = pytest.mark.browser
PREPARED = """
from portal.accounts import actors
from portal.accounts.models import Clerk, Membership, Organisation, User
from portal.accounts.queries import phone_index
from portal.accounts.services import register_person
from portal.kernel import clock
from portal.kernel.actor import system
user = User.objects.create(username="j7-staff", phone_index=phone_index("13810000751"), phone_tail="0751")
register_person(user=user, name="王秀兰", kind="resident_id", number="519999197902144363", phone="13810000751",
                by=system("journey"))
unit = Organisation.objects.create(uscc="91519999MA6XN01337", name="成都蜀味火锅有限公司", region_id="510104",
                                   created_at=clock.now(), confirmed_at=clock.now())
Membership.objects.create(user=user, organisation=unit, role="staffing")
print(unit.pk)
"""


def test_a_unit_files_its_people(portal: Portal, browser: Browser, tmp_path: Path):  # noqa: F811
    unit = portal.printed(PREPARED).strip()
    page = browser.new_context(viewport=SIZES["desktop"]).new_page()
    page.goto(f"{portal.url}/units/")
    sign_in_by_phone(page, portal.url, "13810000751")
    expect(page.locator("h1")).to_contain_text("员工名册")
    look(page, "j7-roster-empty")
    one_form(page)
    a_file_with_wrong_lines(page, tmp_path)
    ends_and_renews(page)
    ten_thousand(portal, page, unit, tmp_path)


def promise(page: Page) -> None:
    focus(page, "input[name=promise]")
    page.keyboard.press("Space")
    press(page, "button[value=send]")


def one_form(page: Page) -> None:
    """7.5: one form makes 就业登记, 用工备案 and the note to social insurance; one receipt."""
    press(page, "main a[href$='/staff/hire/']")
    look(page, "j7-hire")
    type_into(page, "input[name=name]", "李小梅")
    type_into(page, "input[name=number]", "519999199001010013")
    type_into(page, "input[name=post]", "收银员")
    choose(page, "contract", "fixed")
    press(page, "main form button[type=submit]")
    assert page.title().startswith("错误:")
    look(page, "j7-hire-wrong")
    assert page.input_value("input[name=name]") == "李小梅"
    type_date(page, "input[name=ends]", "2028", "11", "01")
    number = page.input_value("input[name=number]")
    from portal.kernel.identity import check_digit

    type_into(page, "input[name=number]", number[:17] + check_digit(number[:17]))
    press(page, "main form button[type=submit]")
    expect(page.locator("main")).to_contain_text("有1人可以办")
    look(page, "j7-filing-ready")
    promise(page)
    expect(page.locator("main")).to_contain_text("这是回执")
    waits_for(page, "待推送")
    look(page, "j7-filing-done")


def a_file_with_wrong_lines(page: Page, folder: Path) -> None:
    """7.6: 200 lines, three wrong: 197 taken, three listed by line and given back as a file."""
    rows = [hire_cells(index) for index in range(1, 201)]
    rows[9]["入职日期"] = "上个月"
    rows[19]["合同结束日期"] = ""
    rows[29]["证件号码"] = rows[29]["证件号码"][:-2]
    path = folder / "名单.xlsx"
    path.write_bytes(sheet(rows))
    page.goto(page.url.split("/filings/")[0] + "/units/")
    press(page, "main a[href$='/filings/']")
    look(page, "j7-upload")
    choose(page, "kind", "hire")
    page.set_input_files("input[name=file]", path)
    press(page, "main form button[type=submit]")
    expect(page.locator("main")).to_contain_text("有197人可以办")
    look(page, "j7-filing-wrong")
    assert page.locator("table tbody tr").count() == 3
    promise(page)
    expect(page.locator("main")).to_contain_text("这是回执")
    with page.expect_download() as told:
        page.locator("main a[href$='/wrong.csv']").click()
    text = Path(told.value.path()).read_text(encoding="utf-8-sig")
    assert len(text.splitlines()) == 4
    assert "固定期限合同要写合同结束日期" in text
    press(page, "main a[href$='/staff/']")
    expect(page.locator("main")).to_contain_text("198人")
    look(page, "j7-roster")


def ends_and_renews(page: Page) -> None:
    """An ending asks for the ground and says what it decides; a renewal is offered filled in."""
    press(page, "main table a")
    look(page, "j7-employment")
    press(page, "main a[href$='?renew=1']")
    assert page.input_value("input[name=begins]") == "2028-11-02"
    look(page, "j7-renew")
    press(page, "main form button[type=submit]")
    promise(page)
    expect(page.locator("main")).to_contain_text("续订或变更合同")
    press(page, "main a[href$='/staff/']")
    press(page, "main table a")
    press(page, "main a[href$='/leave/']")
    look(page, "j7-leave")
    type_date(page, "input[name=last_day]", "2026", "11", "23")
    choose(page, "ground", "LCL44_1")
    press(page, "main form button[type=submit]")
    promise(page)
    expect(page.locator("main")).to_contain_text("已通知本人")
    look(page, "j7-leave-done")


def ten_thousand(portal: Portal, page: Page, unit: str, folder: Path) -> None:  # noqa: F811
    """Ten thousand people in one upload: read in the background, sent, taken, on the roster."""
    path = folder / "一万人.xlsx"
    path.write_bytes(sheet(hire_cells(index) for index in range(1000, 11_000)))
    page.goto(f"{portal.url}/units/{unit}/filings/")
    choose(page, "kind", "hire")
    page.set_input_files("input[name=file]", path)
    press(page, "main form button[type=submit]")
    look(page, "j7-reading")
    waits_for(page, "有10000人可以办")
    promise(page)
    waits_for(page, "这是回执")
    page.goto(f"{portal.url}/units/{unit}/staff/")
    expect(page.locator("main")).to_contain_text("10197人")


def waits_for(page: Page, text: str) -> None:
    """Reload until the background work is done."""
    for _turn in range(90):
        if text in page.locator("main").inner_text():
            return
        page.wait_for_timeout(1000)
        page.reload()
    raise AssertionError(page.locator("main").inner_text()[:800])
