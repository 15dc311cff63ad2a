"""A wish to learn in a browser, by keyboard: said by its person, answered by the desk with a class."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.own import portal  # noqa: F401 - a fixture
from tests.journeys.pages import SIZES, look, press, sign_in_by_phone, type_date, type_into
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
from training.models import ITEM
user = User.objects.create(username="training-pages", phone_index=phone_index("13810000781"), phone_tail="0781")
person = register_person(user=user, name="王秀兰", kind="resident_id", number="519999197902144363",
                         phone="13810000781", by=system("journey"))
person = verify_person(person, method="window", by=actors.of_clerk(Clerk.objects.get(user__username="liufang")))
person.residence_region = Region.objects.get(pk="510104")
person.save()
by, text = actors.of_person(person), current_text(ITEM)
draft = services.open_draft(ServiceItem.objects.get(pk=ITEM), person, by=by)
learn = {"directions": ["elder_care", "cooking"], "hours": ["evening", "weekend"], "remark": ["要照顾孩子"]}
draft.answers = json.dumps({"learn": learn})
draft.save()
case = services.submit(draft, signature=Signature("tick", text.pk if text else 0), by=by)
services.grant_by_rule(case)
"""


def test_a_wish_to_learn_is_answered(portal: Portal, browser: Browser):  # noqa: F811
    portal.printed(PREPARED)
    page = browser.new_context(viewport=SIZES["phone"]).new_page()
    page.goto(f"{portal.url}/my/training/")
    sign_in_by_phone(page, portal.url, "13810000781")
    expect(page.locator("main")).to_contain_text("等待开班")
    look(page, "training-mine")
    placed(portal, browser)
    page.reload()
    expect(page.locator("main")).to_contain_text("已联系到班")
    look(page, "training-placed")


def placed(portal: Portal, browser: Browser) -> None:  # noqa: F811
    page: Page = browser.new_context(viewport=SIZES["desktop"]).new_page()
    sign_in(portal, page, "liufang")
    page.goto(f"{portal.url}/desk/training/")
    look(page, "training-desk")
    page.goto(f"{portal.url}/desk/training/interests/")
    expect(page.locator("main")).to_contain_text("养老护理 1")
    look(page, "training-interests")
    press(page, "main article a")
    press(page, "main form button[type=submit]")
    assert page.title().startswith("错误:")
    look(page, "training-error")
    type_into(page, "input[name=course]", "养老护理员(五级)第12期")
    type_date(page, "input[name=begins]", "2026", "12", "07")
    type_into(page, "input[name=place]", "锦江区某培训学校,028-12345678")
    press(page, "main form button[type=submit]")
    expect(page.locator("main")).to_contain_text("没有在等的人")
    page.context.close()
