"""The seeker's own pages, the activities and the guidance at the desk, looked at by axe at 1280 and 360 px."""

import json

import pytest
from playwright.sync_api import Browser

from tests.journeys.pages import SIZES, press, sign_in_by_phone, type_into
from tests.journeys.test_hall_pages import visit
from tests.journeys.test_j10_clerk import sign_in
from tests.live import Portal

pytestmark = pytest.mark.browser
PHONE = "13700000231"
WORLD = f"""
import json
from datetime import timedelta
from jobs.models import Activity, Booking
from jobs.services import activities, guidance, resumes
from portal.accounts import actors
from portal.accounts.models import Clerk
from portal.accounts.queries import people_by_phone
from portal.kernel import clock
person = people_by_phone("{PHONE}")[0]
person.residence_region_id = "510104"
person.save()
clerk = Clerk.objects.get(user__username="liufang")
by, me = actors.of_clerk(clerk), actors.of_person(person)
soon = clock.today() + timedelta(days=7)
plan = guidance.plan(person, clerk=clerk, goal="当收银员", steps=[("学收银,三天", soon), ("投三份简历", soon)], by=by)
guidance.step_done(plan.steps.first(), done=True, by=me)
guidance.set_group(person, clerk=clerk, group="disabled", evidence="残疾人证", source="paper", by=by)
resumes.resume_of(person, by=me)
begins = clock.now() + timedelta(days=3)
facts = dict(kind="mock", about="练一次面试。适合第一次找工作的人,带上简历。", place="锦江区春熙路1号3楼", capacity=20,
 begins_at=begins, ends_at=begins + timedelta(hours=2), by=by)
coming = activities.make(clerk, title="模拟面试:第一次见面说什么", **facts)
mine = activities.book(coming, person, by=me)
free = activities.make(clerk, title="看电子厂的装配车间", **facts | dict(kind="visit"))
past = activities.make(clerk, title="上周的模拟面试", **facts)
been = activities.book(past, person, by=me)
before = dict(begins_at=clock.now() - timedelta(days=5), ends_at=clock.now() - timedelta(days=4))
Activity.objects.filter(pk=past.pk).update(**before)
activities.attend(Booking.objects.get(pk=been.pk), by=by)
rows = dict(person=person, free=free, coming=coming, mine=mine, been=been)
print(json.dumps({{name: str(row.pk) for name, row in rows.items()}}))
"""
MINE = [
    "/my/",
    "/my/cv/",
    "/my/plans/",
    "/my/activities/",
    "/my/activities/{mine}/",
    "/my/activities/{been}/",
]
PUBLIC = ["/activities/", "/activities/{free}/", "/activities/{coming}/"]
DESK = ["/desk/activities/", "/desk/activities/new/", "/desk/activities/{coming}/", "/desk/seekers/"]
DESK += ["/desk/seekers/{person}/", "/desk/seekers/{person}/plan/"]
FAIR = f"""
import json
from datetime import timedelta
from jobs.models import JobFair
from jobs.services import fairs
from portal.accounts import actors
from portal.accounts.models import Clerk
from portal.accounts.queries import people_by_phone
from portal.kernel import clock
from portal.kernel.actor import system
person = people_by_phone("{PHONE}")[0]
clerk, by = Clerk.objects.get(user__username="liufang"), system("test")
campaign = fairs.roll_over(2026, by=by)[-1]
begins = clock.now() + timedelta(days=3)
words = dict(title="春熙路冬季招聘会", about="四十家单位,带上简历。", place="锦江区春熙路1号")
fair = JobFair.objects.create(campaign=campaign, agency=clerk.agency, begins_at=begins,
 ends_at=begins + timedelta(hours=4), booths=40, **words)
entry = fairs.take_pass(fair, person, by=by)
print(json.dumps(dict(fair=str(fair.pk), entry=str(entry.pk), campaign=campaign.slug)))
"""
FAIR_PAGES = ["/campaigns/", "/campaigns/{campaign}/", "/fairs/{fair}/", "/fairs/{fair}/now/"]
FAIR_PAGES += ["/my/fairs/passes/{entry}/"]


def test_pages_of_a_seeker_and_of_the_desk(portal: Portal, browser: Browser):
    context = browser.new_context(viewport=SIZES["phone"])
    page = context.new_page()
    page.goto(f"{portal.url}/sign-in/")
    sign_in_by_phone(page, portal.url, PHONE)
    type_into(page, "input[name=name]", "张磊")
    type_into(page, "input[name=number]", "519999199011254330")
    press(page, "main form button[type=submit]")
    world = json.loads(portal.manage("shell", "-v", "0", "-c", WORLD).strip().splitlines()[-1])
    world |= json.loads(portal.manage("shell", "-v", "0", "-c", FAIR).strip().splitlines()[-1])
    visit(page, portal.url, [*MINE, *PUBLIC, *FAIR_PAGES], world, "seeker")
    page.goto(f"{portal.url}/activities/{world['free']}/")
    press(page, "main form button[type=submit]")
    assert "到场时出示" in page.locator("main").inner_text()
    page = browser.new_context(viewport=SIZES["desktop"]).new_page()
    sign_in(portal, page, "liufang")
    visit(page, portal.url, [*DESK, "/desk/fairs/", "/desk/fairs/{fair}/"], world, "guide")
