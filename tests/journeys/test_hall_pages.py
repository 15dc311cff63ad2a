"""Every page of the hall and of the person's side of it, looked at by axe at 1280 and 360 px, plain and 关怀版."""

import json
import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.journeys.pages import SIZES, judge, press, sign_in_by_phone, type_into
from tests.journeys.test_j10_clerk import sign_in
from tests.live import Portal

pytestmark = pytest.mark.browser
PHONE = "13700000201"
WORLD = f"""
import json
from datetime import date
from portal.accounts import actors
from portal.accounts.models import Clerk, Person
from portal.accounts.queries import people_by_phone
from portal.accounts.services import verify_person
from portal.casework import services
from portal.casework.models import Case, Commitment, Publicity, ReasonCode, ServiceItem
from portal.casework.services.submitting import Signature, current_text
from portal.events.services import drain
from portal.kernel import clock
from portal.kernel.actor import system
from portal.site.demo.people import answers
person = people_by_phone("{PHONE}")[0]
clerk = Clerk.objects.get(user__username="liufang")
by = actors.of_clerk(clerk)
verify_person(person, method="window", by=by)
person.refresh_from_db()
item = ServiceItem.objects.get(pk="unemployment-registration")
me = actors.of_person(person)
draft = services.open_draft(item, person, by=me)
draft.answers = json.dumps(answers("510104", "2026-10-31"), ensure_ascii=False)
draft.save()
case = services.submit(draft, signature=Signature(Commitment.Method.TICK, current_text(item.pk).pk), by=me)
services.accept(case, by=by)
case = services.grant(case, by=by)
drain(); drain()
case.refresh_from_db()
reason = list(ReasonCode.objects.filter(item=item, use="revoke")[:1])
services.give_notice(case, reasons=reason, text="参保系统里有10月的缴费。", by=by)
shown = Publicity.objects.create(
    case=case, begins=clock.today(), ends=clock.today(), shown_name="王*兰", shown="拟准予失业登记"
)
objection = services.object_to(shown, text="她还在上班。", contact="", by=system("visitor"))
note = {{"note": "回访办理感受", "due": clock.today(), "case": case}}
task = services.open_task("call", agency=case.responsible, by=system("test"), **note)
drain(); drain()
print(json.dumps({{"case": case.number, "person": str(person.pk), "publicity": shown.pk, "objection": objection.number,
 "task": task.pk, "message": str(person.messages.first().pk)}}))
"""
MINE = ["/my/", "/my/messages/", "/my/messages/{message}/", "/my/messages/preferences/", "/my/electronic/"]
MINE += ["/cases/{case}/", "/my/mandates/", "/my/sessions/", "/my/password/", "/org/new/"]
PUBLIC = ["/publicity/", "/publicity/{publicity}/", "/verify/keys/"]
DESK = [
    "/desk/",
    "/cases/{case}/",
    "/desk/people/{person}/",
    "/desk/tasks/",
    "/desk/tasks/{task}/",
    "/desk/issue/",
]
DESK += [
    "/desk/serve/",
    "/desk/objections/{objection}/",
    "/desk/shift/",
    "/desk/window/",
    "/desk/people/merges/",
]


def newcomer(portal: Portal, browser: Browser) -> BrowserContext:
    """王秀兰 signs in by phone and says who she is."""
    context = browser.new_context(viewport=SIZES["phone"])
    page = context.new_page()
    page.goto(f"{portal.url}/sign-in/")
    sign_in_by_phone(page, portal.url, PHONE)
    type_into(page, "input[name=name]", "王秀兰")
    type_into(page, "input[name=number]", "519999197902144363")
    press(page, "main form button[type=submit]")
    return context


def visit(page: Page, base: str, paths: list[str], world: dict, tag: str) -> None:
    """Each page at both sizes and in both modes."""
    for path in paths:
        for size, viewport in SIZES.items():
            page.set_viewport_size(viewport)
            answer = page.goto(base + path.format(**world))
            assert answer.status == 200, path
            page.evaluate("document.querySelectorAll('main details').forEach(each => { each.open = true })")
            judge(page)
            picture(page, f"{tag}-{size}-{path.strip('/').replace('/', '_')[:30]}")


def picture(page: Page, name: str) -> None:
    """For whoever wants to look: SHUYE_PICTURES names a folder."""
    if folder := os.environ.get("SHUYE_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def elder(context: BrowserContext, base: str) -> None:
    context.add_cookies([{"name": "mode", "value": "elder", "url": base}])


def test_pages_of_the_hall_and_of_its_visitors(portal: Portal, browser: Browser):
    context = newcomer(portal, browser)
    world = json.loads(portal.manage("shell", "-v", "0", "-c", WORLD).strip().splitlines()[-1])
    page = context.new_page()
    visit(page, portal.url, [*MINE, *PUBLIC], world, "my")
    elder(context, portal.url)
    visit(page, portal.url, [*MINE[:6], *PUBLIC[:2]], world, "my-elder")
    desk = browser.new_context(viewport=SIZES["desktop"])
    page = desk.new_page()
    sign_in(portal, page, "liufang")
    visit(page, portal.url, DESK, world, "desk")
    elder(desk, portal.url)
    visit(page, portal.url, DESK[:3], world, "desk-elder")
