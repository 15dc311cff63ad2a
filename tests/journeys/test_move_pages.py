"""«我搬家了» in a browser, by keyboard: what goes along is shown, moved in one act, received by the new county."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.own import portal  # noqa: F401 - a fixture
from tests.journeys.pages import SIZES, focus, look, pick, press, sign_in_by_phone, type_into
from tests.journeys.test_j10_clerk import sign_in
from tests.live import Portal

pytestmark = pytest.mark.browser
PREPARED = """
import json
from portal.accounts import actors
from portal.accounts.models import Clerk, User
from portal.accounts.queries import phone_index
from portal.accounts.services import register_person, verify_person
from portal.agencies.models import Region
from portal.casework import services
from portal.casework.models import ServiceItem
from portal.casework.services.submitting import Signature, current_text
from portal.kernel.actor import system
from registration.services import archives
from tests.cast import ITEM, answers
user = User.objects.create(username="move-pages", phone_index=phone_index("13810000771"), phone_tail="0771")
person = register_person(user=user, name="王秀兰", kind="resident_id", number="519999197902144363",
                         phone="13810000771", by=system("journey"))
clerk = actors.of_clerk(Clerk.objects.get(user__username="liufang"))
person = verify_person(person, method="window", by=clerk)
person.residence_region = Region.objects.get(pk="510104")
person.save()
file = archives.take_stock(person, group="left", ever_cadre=False, shelf="A-09-77", agency=Region.objects.get(
    pk="510104").agencies.get(level=3), by=clerk)
archives.count_items(file, pages={"resume": 3}, missing=[], by=clerk)
draft = services.open_draft(ServiceItem.objects.get(pk=ITEM), person, by=actors.of_person(person))
draft.answers = json.dumps(answers(), ensure_ascii=False)
draft.save()
services.submit(draft, signature=Signature("tick", current_text(ITEM).pk), by=actors.of_person(person))
"""


def test_somebody_moves_and_everything_with_them(portal: Portal, browser: Browser):  # noqa: F811
    portal.printed(PREPARED)
    page = browser.new_context(viewport=SIZES["phone"]).new_page()
    page.goto(f"{portal.url}/my/move/")
    sign_in_by_phone(page, portal.url, "13810000771")
    look(page, "move-choose")
    chosen(page)
    confirmed(page)
    received(portal, browser)
    page.reload()
    expect(page.locator("main")).to_contain_text("接手")


def chosen(page: Page) -> None:
    pick(page, "select[name=county]", "510104")
    press(page, "main form button[type=submit]")
    expect(page.locator("main")).to_contain_text("不用转")
    assert page.title().startswith("错误:")
    pick(page, "select[name=county]", "510105")
    press(page, "main form button[type=submit]")


def confirmed(page: Page) -> None:
    expect(page.locator("main")).to_contain_text("失业登记")
    look(page, "move-check")
    focus(page, "input[name=file]")
    page.keyboard.press("Space")
    if page.locator("input[name=promise]").count():
        press(page, "#confirm")
        expect(page.locator("main")).to_contain_text("勾选承诺")
        assert page.locator("input[name=file]").is_checked()
        look(page, "move-error")
        focus(page, "input[name=promise]")
        page.keyboard.press("Space")
    press(page, "#confirm")
    expect(page.locator("main")).to_contain_text("已经转好")
    look(page, "move-done")


def received(portal: Portal, browser: Browser) -> None:  # noqa: F811
    page = browser.new_context(viewport=SIZES["desktop"]).new_page()
    sign_in(portal, page, "hejing")
    page.goto(f"{portal.url}/desk/register/")
    expect(page.locator("main")).to_contain_text("1件待办")
    page.goto(f"{portal.url}/desk/register/moves/")
    look(page, "move-desk")
    press(page, "main article a")
    expect(page.locator("main")).to_contain_text("王*兰")
    look(page, "move-desk-one")
    at_window(page)
    type_into(page, "input[name=note]", "已电话核对")
    press(page, "main form button[type=submit]")
    page.goto(f"{portal.url}/desk/register/moves/?side=done")
    expect(page.locator("main")).to_contain_text("已接收")
    page.context.close()


def at_window(page: Page) -> None:
    """From the person's page to the window's own form, and back to what is to be received."""
    here = page.url
    press(page, "main form a[href^='/desk/people/']")
    look(page, "move-person")
    press(page, "main a[href^='/desk/register/moves/of/']")
    press(page, "main form button[type=submit]")
    assert page.title().startswith("错误:")
    look(page, "move-window")
    page.goto(here)
