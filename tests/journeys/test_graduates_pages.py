"""The pages of a graduate, of the school and of the desk, looked at by axe at 1280 and 360 px, used by keyboard."""

import json

import pytest
from playwright.sync_api import Browser

from tests.journeys.own import portal  # noqa: F401 - a fixture
from tests.journeys.pages import SIZES, focus, press, sign_in_by_phone, type_into
from tests.journeys.test_hall_pages import visit
from tests.journeys.test_j10_clerk import sign_in
from tests.live import Portal

pytestmark = pytest.mark.browser
PHONE = "13700000261"
WORLD = f"""
import json
from datetime import timedelta
from portal.accounts import actors
from portal.accounts.models import Clerk, Membership, Organisation
from portal.accounts.queries import people_by_phone
from portal.accounts.services import verify_person
from portal.agencies.models import Region
from portal.events.services import drain
from portal.kernel import clock
from registration.models import GraduateRoster, UnemployedGraduate
from registration.rules import graduates as rules
from registration.services import graduates, graduates_rosters, graduates_sittings
from tests.cast_graduates import LEIZI, cells
from tests.cast_registers import sheet
person = people_by_phone("{PHONE}")[0]
clerk = Clerk.objects.get(user__username="liufang")
by = actors.of_clerk(clerk)
verify_person(person, method="window", by=by)
school = Organisation.objects.create(uscc="12510000MB0000001A", name="锦江学院", kind="school",
 region=Region.objects.get(pk="510104"), created_at=clock.now(), confirmed_at=clock.now())
seat = Membership.objects.create(user=person.user, organisation=school, role="admin")
me = actors.of_member(seat)
rows = [cells(i) for i in range(4)] + [cells(9, 姓名="张磊", 证件号码=LEIZI)]
done = graduates_rosters.stage(school, "higher", "2026届.xlsx", sheet(rows, rules.COLUMNS), by=me)
graduates_rosters.take(done, by=me)
rows = [cells(20), cells(21, 学历="小学"), cells(22, 毕业日期="2099-06-30")]
read = graduates_rosters.stage(school, "higher", "补报.xlsx", sheet(rows, rules.COLUMNS), by=me)
drain(); drain()
tag = UnemployedGraduate.objects.get(person=person)
graduates.assign(tag, clerk, by=by)
facts = dict(channel="phone", outcome="no_answer", wish="", note="响了很久没人接", clerk=clerk, by=by)
graduates.contact(tag, **facts)
graduates.do(tag, clerk=clerk, kind="referral", day=clock.today(), note="春熙路火锅店会计", key="a", by=by)
sitting = graduates_sittings.begin(school, clerk=clerk, act="talk", held_on=clock.today(), place="学校礼堂",
 about="求职补贴、见习和招聘会", by=by)
print(json.dumps(dict(school=str(school.pk), done=str(done.pk), read=str(read.pk), tag=str(tag.pk),
 sitting=str(sitting.pk), person=str(person.pk))))
"""
MINE = ["/my/", "/my/graduation/", "/my/graduation/employed/"]
SCHOOL = ["/units/{school}/graduates/", "/units/{school}/graduates/upload/"]
SCHOOL += ["/graduate-rosters/{read}/", "/graduate-rosters/{done}/"]
DESK = ["/desk/register/", "/desk/register/graduates/", "/desk/register/graduates/{tag}/"]
DESK += ["/desk/register/graduates/figures/", "/desk/register/sittings/"]
DESK += ["/desk/register/sittings/{sitting}/{person}/", "/desk/register/sittings/{sitting}/"]


def test_pages_of_the_graduate_the_school_and_the_desk(portal: Portal, browser: Browser):  # noqa: F811
    page = browser.new_context(viewport=SIZES["phone"]).new_page()
    page.goto(f"{portal.url}/sign-in/")
    sign_in_by_phone(page, portal.url, PHONE)
    type_into(page, "input[name=name]", "张磊")
    type_into(page, "input[name=number]", "519999199011254330")
    press(page, "main form button[type=submit]")
    world = json.loads(portal.manage("shell", "-v", "0", "-c", WORLD).strip().splitlines()[-1])
    visit(page, portal.url, [*MINE, *SCHOOL], world, "graduate")
    page.goto(f"{portal.url}/my/graduation/")
    press(page, "main form button[type=submit]")
    assert "我们会联系您" in page.locator("main").inner_text()
    page = browser.new_context(viewport=SIZES["desktop"]).new_page()
    sign_in(portal, page, "liufang")
    visit(page, portal.url, DESK, world, "graduates-desk")
    page.goto(f"{portal.url}/desk/register/graduates/{world['tag']}/")
    page.keyboard.press("p")
    page.wait_for_load_state("load")
    assert "13800000100" in page.locator("main").inner_text()
    page.goto(f"{portal.url}/desk/register/graduates/{world['tag']}/")
    page.keyboard.press("c")
    focus(page, "input[name=contact-channel]")
    page.keyboard.press("Space")
    focus(page, "input[name=contact-outcome]")
    page.keyboard.press("Space")
    focus(page, "input[name=contact-wish]")
    page.keyboard.press("Space")
    focus(page, "form:has(input[name=contact-channel]) button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_load_state("load")
    assert "电话:联系上了" in page.locator("main").inner_text()
