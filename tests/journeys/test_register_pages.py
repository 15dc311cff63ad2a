"""The register in a browser: the window files for a unit, figures down to people and up, a unit closes."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from portal.exchange.signing import own_public_key
from tests.cast_registers import hire_cells, name_of, number_of, sheet
from tests.journeys.own import portal  # noqa: F401 - a fixture
from tests.journeys.pages import SIZES, choose, look, pick, press, sign_in_by_phone, type_date, type_into
from tests.journeys.test_j10_clerk import sign_in
from tests.live import Portal
from tests.peers.department import Department

pytestmark = pytest.mark.browser
PHONE = "13810000881"
CODE = "91519999MA6XN00116"
WORLD = f"""
import json
from datetime import date
from portal.accounts import actors
from portal.accounts.models import Clerk, User
from portal.accounts.queries import phone_index
from portal.accounts.services import confirm_organisation, declare_organisation, register_person, verify_person
from portal.agencies.models import Agency
from portal.exchange.models import Partner
from portal.kernel import clock
from portal.kernel.actor import system
from registration.models import FlexibleWork, Spell
from registration.services import facts, figures
user = User.objects.create(username="register-pages", phone_index=phone_index("{PHONE}"), phone_tail="0881")
person = register_person(user=user, name="王秀兰", kind="resident_id", number="519999197902144363", phone="{PHONE}",
                         by=system("journey"))
clerk = Clerk.objects.get(user__username="liufang")
by = actors.of_clerk(clerk)
verify_person(person, method="window", by=by)
person.refresh_from_db()
unit = declare_organisation(user=user, uscc="{CODE}", name="成都蜀味人家餐饮管理有限公司", kind="employer",
                            region="510104", by=actors.of_person(person))
confirm_organisation(unit, by=by)
agency = Agency.objects.get(region_id="510104")
spell = Spell.objects.create(person=person, kind="flexible", exclusive=False, period=(date(2026, 5, 4), None),
                             agency=agency, registered_at=clock.now())
work = FlexibleWork.objects.create(person=person, spell=spell, residence_id="510104", kind="freelance", content="家政",
 band="unstable", since=date(2026, 5, 4), granted_on=date(2026, 5, 6), confirm_by=date(2026, 11, 6), case_id=CASE)
for kind, value, source in (("disabled", "肢体残疾三级", "省残疾人联合会"), ("minimum_living", "城市低保", "省民政厅")):
    told = facts.Told(1, "王秀兰", "519999197902144363", value)
    facts.hold(kind, [told], source=source, as_of=date(2026, 11, 20), by=system("journey"))
figures.close_month(date(2026, 10, 1), by=system("journey"))
figures.count_month(clock.today(), by=system("journey"))
Partner.objects.create(code="province", name="省级就业信息平台", kind="province", transport="http",
                       address="http://127.0.0.1:PORT/files", receives=["register-figures"])
print(json.dumps(dict(unit=str(unit.pk), work=work.pk)))
"""
CASE = (
    """(lambda made: made.pk)(__import__("portal.casework.models", fromlist=["Case"]).Case.objects.first())"""
)
PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture(scope="module")
def province():
    """The provincial system, a real server."""
    with Department(own_public_key()) as peer:
        yield peer


@pytest.fixture(scope="module")
def world(portal: Portal, province: Department) -> dict:  # noqa: F811
    return json.loads(portal.printed(WORLD.replace("PORT", str(province.port)).replace("CASE", CASE)))


def desk_page(portal: Portal, browser: Browser, login: str) -> Page:  # noqa: F811
    page = browser.new_context(viewport=SIZES["desktop"]).new_page()
    sign_in(portal, page, login)
    return page


def test_the_window_files_for_a_unit(portal: Portal, browser: Browser, world: dict, tmp_path: Path):  # noqa: F811
    page = desk_page(portal, browser, "liufang")
    page.goto(f"{portal.url}/desk/register/filings/")
    type_into(page, "input#id_q", "蜀味")
    press(page, "main form button[type=submit]")
    look(page, "units-found")
    press(page, "main article a")
    look(page, "unit-file-for")
    press(page, "form:has(input[value=hire]) button[type=submit]")
    assert page.title().startswith("错误:")
    one_person(page)
    look(page, "unit-one-staged")
    signed(page, tmp_path)
    look(page, "unit-one-receipt")
    press(page, "a.back")
    three_people(page, tmp_path)
    look(page, "unit-file-staged")
    expect(page.locator("main")).to_contain_text("3")
    signed(page, tmp_path)
    expect(page.locator("main")).to_contain_text("办件编号")
    page.context.close()


def one_person(page: Page) -> None:
    type_into(page, "#id_hire-name", name_of(0))
    type_into(page, "#id_hire-number", number_of(0))
    type_date(page, "#id_hire-day", "2026", "11", "02")
    type_into(page, "#id_hire-post", "收银员")
    pick(page, "#id_hire-region", "510104")
    choose(page, "hire-contract", "open")
    press(page, "form:has(input[value=hire]) button[type=submit]")


def three_people(page: Page, folder: Path) -> None:
    file = folder / "名单.xlsx"
    file.write_bytes(sheet(hire_cells(index) for index in (1, 2, 3)))
    choose(page, "file-kind", "hire")
    page.set_input_files("#id_file-file", file)
    pick(page, "#id_file-region", "510104")
    press(page, "form:has(input[value=file]) button[type=submit]")


def signed(page: Page, folder: Path) -> None:
    scan = folder / "承诺书.pdf"
    scan.write_bytes(PDF)
    page.set_input_files("#id_scan", scan)
    press(page, "main button[value=send]")
    expect(page.locator("body")).to_contain_text("已收件")


def test_figures_go_down_to_people_and_up_to_the_province(
    portal: Portal,  # noqa: F811
    browser: Browser,
    world: dict,
    province: Department,
):
    page = desk_page(portal, browser, "zhaomin")
    page.goto(f"{portal.url}/desk/register/figures/?month=2026-10")
    look(page, "figures-month")
    press(page, "main table a")
    expect(page.locator("main")).to_contain_text("姓名已打码")
    look(page, "figures-people")
    page.goto(f"{portal.url}/desk/exchange/reports/")
    press(page, "form[action$='/register-figures/send/'] button")
    expect(page.locator("main")).to_contain_text("已推送")
    look(page, "exchange-reports")
    (name,) = [each for each in province.files if each.endswith(".jsonl")]
    sent = json.loads(province.files[f"{name}.manifest.json"])
    counted = {"510104": {"rows": sent["rows"], "sha256": "0", "sums": {"flexible": {"standing": 9}}}}
    province.files["/files/in/index.json"] = b'["a.receipt.json"]'
    province.files["/files/in/a.receipt.json"] = json.dumps(
        {"sha256": sent["sha256"], "regions": counted}
    ).encode()
    portal.manage("exchange", "in")
    page.reload()
    expect(page.locator("main")).to_contain_text("对不上")
    look(page, "exchange-reports-differ")
    press(page, "section:has(form[action*='register-figures']) a")
    look(page, "exchange-report-compared")
    page.context.close()


def test_an_owner_confirms_odd_jobs_and_closes_a_unit(portal: Portal, browser: Browser, world: dict):  # noqa: F811
    page = browser.new_context(viewport=SIZES["phone"]).new_page()
    page.goto(f"{portal.url}/my/work/flexible/{world['work']}/")
    sign_in_by_phone(page, portal.url, PHONE)
    expect(page.locator("main")).to_contain_text("家政")
    look(page, "flexible-confirm")
    press(page, "form:has(input[value=confirm]) button[type=submit]")
    expect(page.locator("body")).to_contain_text("好的,已记下")
    page.goto(f"{portal.url}/life/closing/")
    look(page, "closings")
    press(page, "main section a.btn")
    look(page, "closing-unit")
    press(page, "main form button[type=submit]")
    assert page.title().startswith("错误:")
    type_date(page, "input[name=last_day]", "2026", "11", "20")
    press(page, "main form button[type=submit]")
    expect(page.locator("body")).to_contain_text("2个工作日内有人联系您")
    look(page, "closing-staff")
    page.context.close()


def test_what_departments_told_is_shown_and_not_asked_blankly(
    portal: Portal,  # noqa: F811
    browser: Browser,
    world: dict,
):
    page = browser.new_context(viewport=SIZES["phone"]).new_page()
    page.goto(f"{portal.url}/my/")
    sign_in_by_phone(page, portal.url, PHONE)
    expect(page.locator("section[aria-labelledby=panel-facts]")).to_contain_text(
        "来自省残疾人联合会,2026年11月20日"
    )
    look(page, "facts-mine")
    page.goto(f"{portal.url}/apply/unemployment-registration/")
    page.goto(f"{portal.url}/apply/unemployment-registration/categories/")
    expect(page.locator("input[value=disabled]")).to_be_checked()
    expect(page.locator("main")).to_contain_text("来自省残疾人联合会、省民政厅")
    look(page, "facts-categories")
    press(page, "p.origin a")
    expect(page.locator("main")).to_contain_text("残疾人证")
    look(page, "facts-correction")
    page.context.close()
