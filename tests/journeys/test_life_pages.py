"""«我失业了» from the home page to the receipt by keyboard, at 1280 and 360 px, judged by axe."""

import json

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.own import portal  # noqa: F401 - a fixture
from tests.journeys.pages import SIZES, choose, focus, look, pick, press, sign_in_by_phone, type_into
from tests.journeys.test_hall_pages import visit
from tests.journeys.test_j10_clerk import sign_in
from tests.live import Portal

pytestmark = pytest.mark.browser
PHONE = "13700000617"
SUBMIT = "main form button[type=submit]"
KNOWN = f"""
from portal.accounts import actors
from portal.accounts.models import Clerk
from portal.accounts.queries import people_by_phone
from portal.accounts.services import verify_person
from tests.cast_insurance import pay
person = people_by_phone("{PHONE}")[0]
verify_person(person, method="window", by=actors.of_clerk(Clerk.objects.get(user__username="liufang")))
pay(person, 60)
print(person.pk)
"""
BESIDE = """
import json
from datetime import timedelta
from portal.accounts.models import Clerk
from portal.kernel import clock
from registration.models import ContactTry, LostContact, Spell
spell = Spell.objects.get(person_id="{person}")
today = clock.today()
lost = LostContact.objects.create(spell=spell, last_heard=today - timedelta(200), opened_on=today)
clerk = Clerk.objects.get(user__username="liufang")
ContactTry.objects.create(lost=lost, way="phone", text="无人接听", clerk=clerk, at=clock.now())
print(json.dumps(dict(lost=lost.pk)))
"""


def _answer(page: Page) -> None:
    """Whatever question stands there, by keyboard; look at it first."""
    code = page.url.rstrip("/").split("?")[0].rsplit("/", 1)[1]
    look(page, f"life-{code}")
    match code:
        case "residence":
            pick(page, "select[name=residence]", "510104")
        case "household":
            pick(page, "select[name=household]", "510000")
        case "ground":
            page.go_back()  # what was said before stands there, and the way forward is open
            assert page.input_value("select[name=household]") == "510000"
            page.go_forward()
            choose(page, "ground", "LCL40")
        case "last_job":
            page.fill("input[name=last_day]", "2026-10-31")
        case "intention":
            choose(page, "able", "yes")
            choose(page, "wants_work", "yes")
        case "wish":
            type_into(page, "input[name=occupation]", "收银员")
            pick(page, "select[name=region]", "510104")
        case "learn":
            for name, value in (("directions", "cooking"), ("hours", "evening")):
                focus(page, f"input[name={name}][value={value}]")
                page.keyboard.press("Space")
        case "contact":
            type_into(page, "input[name=phone]", PHONE)
    press(page, SUBMIT)


def test_lost_job_from_the_door_to_the_receipt(portal: Portal, browser: Browser):  # noqa: F811
    context = browser.new_context(viewport=SIZES["phone"])
    page = context.new_page()
    page.goto(f"{portal.url}/sign-in/")
    sign_in_by_phone(page, portal.url, PHONE)
    type_into(page, "input[name=name]", "张磊")
    type_into(page, "input[name=number]", "519999199011254330")
    press(page, SUBMIT)
    person = portal.printed(KNOWN)
    page.goto(f"{portal.url}/")
    look(page, "life-home")
    press(page, "a[href='/life/lost-job/']")
    look(page, "life-begin")
    press(page, SUBMIT)
    asked = []
    while not page.url.endswith("/check/"):
        asked.append(page.url)
        assert len(asked) < 15, asked
        _answer(page)
    assert len(asked) == len(set(asked)) <= 11
    press(page, SUBMIT)  # without the promise: told, nothing is lost
    look(page, "life-check-mistake")
    focus(page, "input[name=promise]")
    page.keyboard.press("Space")
    look(page, "life-check")
    press(page, SUBMIT)
    look(page, "life-done")
    told = page.inner_text("main")
    assert all(
        word in told
        for word in ("失业登记", "失业保险金申领", "求职信息登记", "职业培训报名", "已办好", "最晚哪天答复您")
    )
    page.goto(f"{portal.url}/life/lost-job/")
    look(page, "life-again")
    assert "已有一件正在办理" in page.inner_text("main")
    world = json.loads(portal.printed(BESIDE.replace("{person}", person)))
    mine = ["/my/work/", "/life/hiring/", "/life/closing/", "/apply/flexible-employment-registration/"]
    mine += ["/apply/unemployment-registration-cancellation/"]
    visit(page, portal.url, mine, world, "life")
    desk = browser.new_context(viewport=SIZES["desktop"])
    tab = desk.new_page()
    sign_in(portal, tab, "liufang")
    visit(tab, portal.url, ["/desk/register/lost/", "/desk/register/lost/{lost}/"], world, "life")
