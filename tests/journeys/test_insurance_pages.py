"""«我的失业保险» and the desk's pages of who draws, looked at by axe at 1280 and 360 px."""

import json

import pytest
from playwright.sync_api import Browser

from tests.journeys.pages import SIZES, choose, focus, look, press, sign_in_by_phone, type_date, type_into
from tests.journeys.test_hall_pages import visit
from tests.journeys.test_j10_clerk import sign_in
from tests.live import Portal

pytestmark = pytest.mark.browser
PHONE = "13700000251"
WORLD = f"""
import json
from decimal import Decimal
from insurance.models import Claim
from insurance.services import inquiries, overpayments
from portal.accounts import actors
from portal.accounts.models import Clerk
from portal.accounts.queries import people_by_phone
from portal.accounts.services import verify_person
from portal.kernel.actor import system
from tests.cast_changes import paid
from tests.cast_insurance import granted, pay
person = people_by_phone("{PHONE}")[0]
by = actors.of_clerk(Clerk.objects.get(user__username="liufang"))
verify_person(person, method="window", by=by)
pay(person, 112)
claim = granted(person, by)
paid(claim, 2)
found = "成都蜀味人家餐饮管理有限公司为您登记了就业,从2026年11月10日开始。"
asked = inquiries.open_inquiry(claim, source="employer", key="k", found=found, by=system("test"))
inquiries.hold(asked, reason="等单位答复", by=by)
debt = overpayments.find(claim, cause="person", amount=Decimal("2097.00"), months=[claim.first_month],
 text="9月已经上班。", by=by)
print(json.dumps(dict(claim=str(claim.pk), asked=str(asked.pk), debt=str(debt.pk), person=str(person.pk))))
"""
MINE = ["/my/", "/my/insurance/", "/my/insurance/account/", "/my/insurance/report/"]
MINE += ["/my/insurance/inquiries/{asked}/", "/my/insurance/overpayments/{debt}/"]
DESK = ["/desk/insurance/", "/desk/insurance/claims/", "/desk/insurance/claims/{claim}/"]
DESK += ["/desk/insurance/inquiries/", "/desk/insurance/inquiries/{asked}/"]
DESK += ["/desk/insurance/overpayments/{debt}/", "/desk/people/{person}/"]


def test_pages_of_who_draws_and_of_the_desk(portal: Portal, browser: Browser):
    context = browser.new_context(viewport=SIZES["phone"])
    page = context.new_page()
    page.goto(f"{portal.url}/sign-in/")
    sign_in_by_phone(page, portal.url, PHONE)
    type_into(page, "input[name=name]", "张磊")
    type_into(page, "input[name=number]", "519999199011254330")
    press(page, "main form button[type=submit]")
    page.goto(f"{portal.url}/my/insurance/")
    look(page, "insurance-nobody")
    world = json.loads(portal.printed(WORLD))
    visit(page, portal.url, MINE, world, "insurance")
    page.goto(f"{portal.url}/my/insurance/inquiries/{world['asked']}/")
    press(page, "main form button[type=submit]")
    look(page, "insurance-inquiry-mistake")
    choose(page, "works", "no")
    type_into(page, "textarea[name=text]", "不认识这家单位")
    press(page, "main form button[type=submit]")
    assert "不认识这家单位" in page.inner_text("main")
    desk = browser.new_context(viewport=SIZES["desktop"])
    tab = desk.new_page()
    sign_in(portal, tab, "liufang")
    visit(tab, portal.url, DESK, world, "insurance")
    for summary in tab.locator("main summary").all():
        summary.click()
    page.goto(f"{portal.url}/my/insurance/report/")
    choose(page, "kind", "work")
    focus(page, "input[name=since]")
    type_date(
        page, "input[name=since]", *page.evaluate("() => new Date().toISOString().slice(0, 10)").split("-")
    )
    press(page, "main form button[type=submit]")
    assert "停发" in page.inner_text("main")
    look(page, "insurance-stopped")
    tab.goto(f"{portal.url}/desk/insurance/claims/{world['claim']}/")
    for summary in tab.locator("main summary").all():
        summary.click()
    look(tab, "insurance-claim-open")
