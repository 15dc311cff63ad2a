"""«我的就业» in a browser: a ground that is not so, heard by a clerk; a job left that nobody ended; insurance moved."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.own import portal  # noqa: F401 - a fixture
from tests.journeys.pages import SIZES, choose, look, press, sign_in_by_phone, type_date, type_into
from tests.journeys.test_j10_clerk import sign_in
from tests.live import Portal

pytestmark = pytest.mark.browser
PREPARED = """
from datetime import date
from portal.accounts.models import Organisation, User
from portal.accounts.queries import phone_index
from portal.accounts.services import register_person
from portal.agencies.models import Agency
from portal.kernel import clock
from portal.kernel.actor import system
from registration.models import Contract, Filing, Separation, Spell
user = User.objects.create(username="work-pages", phone_index=phone_index("13810000761"), phone_tail="0761")
person = register_person(user=user, name="王秀兰", kind="resident_id", number="519999197902144363",
                         phone="13810000761", by=system("journey"))
agency = Agency.objects.get(region_id="510104")
for code, name, first, last in (("91519999MA6XN01410", "成都蜀绣有限公司", date(2024, 3, 1), date(2026, 9, 30)),
                                ("91519999MA6XN01509", "锦江茶馆", date(2026, 10, 9), None)):
    unit = Organisation.objects.create(uscc=code, name=name, region_id="510104", created_at=clock.now(),
                                       confirmed_at=clock.now())
    filing = Filing.objects.create(organisation=unit, kind="hire", region_id="510104", agency=agency, state="done",
                                   made_at=clock.now())
    spell = Spell.objects.create(person=person, kind="employment", period=(first, last), employer=unit,
                                 agency=agency, ending="left" if last else "", registered_at=clock.now())
    Contract.objects.create(spell=spell, kind="open", begins=first, post="收银员", filing=filing,
                            filed_at=clock.now())
    if last:
        Separation.objects.create(spell=spell, last_day=date(2026, 9, 29), ground="LCL37", said_by="employer",
                                  said_at=clock.now())
"""


def test_a_worker_is_heard(portal: Portal, browser: Browser):  # noqa: F811
    portal.printed(PREPARED)
    page = browser.new_context(viewport=SIZES["desktop"]).new_page()
    page.goto(f"{portal.url}/my/work/")
    sign_in_by_phone(page, portal.url, "13810000761")
    expect(page.locator("main")).to_contain_text("劳动者提前通知辞职")
    look(page, "work-mine")
    objects(page)
    leaves(page)
    settled(portal, browser)
    page.goto(f"{portal.url}/my/work/")
    expect(page.locator("main")).to_contain_text("双方都说是单位提出的")
    desk_of_transfers(portal, browser)


def objects(page: Page) -> None:
    press(page, "main a[href$='/object/']")
    look(page, "work-object")
    press(page, "main form button[type=submit]")
    assert page.title().startswith("错误:")
    type_into(page, "textarea[name=text]", "是单位通知我不用来了,不是我辞职。")
    press(page, "main form button[type=submit]")
    expect(page.locator("main")).to_contain_text("正在核实")


def leaves(page: Page) -> None:
    press(page, "main a[href$='/left/']")
    look(page, "work-left")
    type_date(page, "input[name=last_day]", "2026", "11", "20")
    choose(page, "ground", "LCL38")
    press(page, "main form button[type=submit]")
    expect(page.locator("main")).not_to_contain_text("我已经离开这家单位")
    look(page, "work-after")


def settled(portal: Portal, browser: Browser) -> None:  # noqa: F811
    page = browser.new_context(viewport=SIZES["desktop"]).new_page()
    sign_in(portal, page, "liufang")
    page.goto(f"{portal.url}/desk/register/objections/")
    look(page, "work-objections")
    press(page, "main article a")
    look(page, "work-objection")
    type_into(page, "textarea[name=text]", "双方都说是单位提出的")
    press(page, "main form button[type=submit]")
    expect(page.locator("main")).to_contain_text("双方都会收到结果")
    page.context.close()


def desk_of_transfers(portal: Portal, browser: Browser) -> None:  # noqa: F811
    page = browser.new_context(viewport=SIZES["desktop"]).new_page()
    sign_in(portal, page, "liufang")
    page.goto(f"{portal.url}/desk/insurance/transfers/")
    look(page, "transfers-desk")
    page.goto(f"{portal.url}/desk/register/")
    look(page, "register-hub")
    page.context.close()
