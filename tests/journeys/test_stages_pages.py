"""The profile card, one-tap stops, likely employers and the desk of stages: by keyboard, at both sizes, by axe."""

import json

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.pages import SIZES, focus, judge, press, sign_in_by_phone, type_into
from tests.journeys.test_hall_pages import picture, visit
from tests.journeys.test_j10_clerk import sign_in
from tests.live import Portal

pytestmark = pytest.mark.browser
PHONE = "13700000247"
WORLD = f"""
import json
from datetime import timedelta
from jobs.models import Employer, LikelyEmployer, Occupation, ServiceStage, StageProposal
from jobs.services import conferences, guidance, pushing, resumes, stages
from portal.accounts import actors
from jobs.services import describe
from portal.accounts.models import Clerk, Membership, Person
from portal.accounts.queries import people_by_phone
from portal.accounts.services import declare_organisation
from portal.agencies.models import Region
from portal.kernel import clock
from portal.kernel.actor import system
person = people_by_phone("{PHONE}")[0]
person.residence_region_id = "510104"
person.save()
clerk = Clerk.objects.get(user__username="liufang")
by, me, us = actors.of_clerk(clerk), actors.of_person(person), system("test")
resume = resumes.resume_of(person, by=me)
resume = resumes.describe(resume, education=4, experience=3, skills=["excel"], by=me)
work = Occupation.objects.get(pk="4-01-02-03")
wish = resumes.add_intention(resume, occupation=work, region=Region.objects.get(pk="510104"), pay_floor=4000, by=me)
guidance.set_group(person, clerk=clerk, group="graduate", evidence="毕业证", source="paper", by=by)
row = stages.open_stage(person, reason="resume", by=us)
topic = pushing.topic_of_wish(wish).code
facts = dict(rejected=2, lapsed=1, interviews=1, weeks=9, made_at=clock.now())
stages.accept(StageProposal.objects.create(service=row, to_stage=4, **facts), clerk=clerk, by=by)
words = dict(minutes=60, place="锦江区春熙路1号3楼", experts="王老师(职业指导师)、李老师(心理咨询师)", by=by)
held = conferences.book(row, clerk=clerk, begins=clock.now() - timedelta(hours=1), **words)
others = []
for number, other in enumerate(Person.objects.exclude(pk=person.pk).filter(service_stage__isnull=True)[:3]):
    other.residence_region_id = "510104"
    other.save()
    each = stages.open_stage(other, reason="registered", by=us)
    facts["made_at"] = clock.now() - timedelta(days=9 - number)
    StageProposal.objects.create(service=each, to_stage=3, **facts)
    others.append(str(each.pk))
today = clock.today()
made = declare_organisation(user=person.user, uscc="93519999MA6XN002XP", name="锦江小面馆", kind="employer",
    region="510104", by=me)
seat = Membership.objects.select_related("organisation").get(organisation=made)
unit = describe(made, by=actors.of_member(seat), ownership="individual", address="锦江区春熙路2号",
    contact_phone="13800000011")
Employer.objects.filter(pk=unit.pk).update(
    verified_on=today, verified_until=today + timedelta(days=99), basis="documents")
for number in range(3):
    LikelyEmployer.objects.create(employer=unit, occupations=40102, county=510104 + number, hires=5,
        stars=3 - number, last_on=today, counted_on=today)
print(json.dumps(dict(row=str(row.pk), unit=str(unit.pk), waits=others, conference=str(held.pk),
    token=pushing.token_of(person.pk, topic))))
"""


def newcomer(portal: Portal, browser: Browser) -> Page:
    page = browser.new_context(viewport=SIZES["phone"]).new_page()
    page.goto(f"{portal.url}/sign-in/")
    sign_in_by_phone(page, portal.url, PHONE)
    type_into(page, "input[name=name]", "张磊")
    type_into(page, "input[name=number]", "519999199011254330")
    press(page, "main form button[type=submit]")
    return page


def test_pages_of_stages_by_keyboard(portal: Portal, browser: Browser):
    page = newcomer(portal, browser)
    world = json.loads(portal.manage("shell", "-v", "0", "-c", WORLD).strip().splitlines()[-1])
    world["wait"] = world["waits"][0]
    visit(
        page,
        portal.url,
        ["/my/profile-card/", "/employers/likely/?q=营业员", "/employers/{unit}/"],
        world,
        "stages",
    )
    page.goto(f"{portal.url}/employers/likely/?q=营业员")
    expect(page.locator("article.card")).to_have_count(3)
    stop_and_start(portal, browser, page, world)
    desk = browser.new_context(viewport=SIZES["desktop"]).new_page()
    sign_in(portal, desk, "liufang")
    paths = ["/desk/stages/", "/desk/stages/?show=4", "/desk/stages/{wait}/", "/desk/stages/{row}/"]
    visit(desk, portal.url, [*paths, "/desk/stages/report/"], world, "stages-desk")
    decide(portal, desk)
    write_down(portal, desk, world)
    page.goto(f"{portal.url}/my/profile-card/")
    expect(page.locator("main")).to_contain_text("先试工三天")
    press(page, "form[action$='/refuse/'] button")
    expect(page.locator("main")).to_contain_text("“画像”精准推送")
    picture(page, "stages-phone-refused")


def stop_and_start(portal: Portal, browser: Browser, page: Page, world: dict) -> None:
    """Stopped by the address of a message without signing in, started again on the card."""
    stranger = browser.new_context(viewport=SIZES["phone"]).new_page()
    stranger.goto(f"{portal.url}/pushes/{world['token']}/stop/")
    judge(stranger)
    picture(stranger, "stages-phone-stop")
    press(stranger, "main form button[type=submit]")
    judge(stranger)
    expect(stranger.locator("main")).to_contain_text("不再推送了")
    page.goto(f"{portal.url}/my/profile-card/")
    stopped = page.locator("li", has_text="想在锦江区做")
    expect(stopped).to_contain_text("已关掉")
    press(page, "#topics li:last-of-type button")
    expect(page.locator("main")).to_contain_text("已打开。")
    expect(stopped).to_have_count(0)


def decide(portal: Portal, page: Page) -> None:
    """J, Enter, A; the next one is declined with its reason: nothing needs the mouse."""
    page.set_viewport_size(SIZES["desktop"])
    page.goto(f"{portal.url}/desk/stages/")
    before = page.locator("tbody tr").count()
    page.keyboard.press("j")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    with page.expect_navigation():
        page.keyboard.press("a")
    expect(page.locator("tbody tr")).to_have_count(before - 1)
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.matches('textarea')"), (
        "N opens the form and goes to its field"
    )
    page.keyboard.type("本人下周去试工")
    press(page, "details[open] form button[type=submit]")
    expect(page.locator("tbody tr")).to_have_count(before - 2)


def write_down(portal: Portal, page: Page, world: dict) -> None:
    """After its hour the conference's result is written down; what is missing is told at the field."""
    page.goto(f"{portal.url}/desk/stages/{world['row']}/")
    type_into(page, "textarea[name=result-result]", "先试工三天,再一起写规划")
    press(page, "form:has(textarea[name=result-result]) button[type=submit]")
    judge(page)
    picture(page, "stages-desk-error")
    assert page.input_value("textarea[name=result-result]") == "先试工三天,再一起写规划"
    focus(page, "input[name=result-next_step]")
    page.keyboard.press("Space")
    press(page, "form:has(textarea[name=result-result]) button[type=submit]")
    expect(page.locator("main")).to_contain_text("先试工三天")
    judge(page)
