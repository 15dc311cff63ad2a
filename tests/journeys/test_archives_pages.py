"""The page of one's own file and those of the desk and a unit, looked at by axe at 1280 and 360 px."""

import json

import pytest
from playwright.sync_api import Browser

from tests.journeys.own import portal  # noqa: F401 - a fixture
from tests.journeys.pages import SIZES, look, press, sign_in_by_phone, type_into
from tests.journeys.test_hall_pages import visit
from tests.journeys.test_j10_clerk import sign_in
from tests.live import Portal

pytestmark = pytest.mark.browser
PHONE = "13700000261"
WORLD = f"""
import json
from datetime import timedelta
from portal.accounts import actors
from portal.accounts.models import Clerk, ClerkRole, Membership, Organisation, Person, User
from portal.accounts.queries import people_by_phone
from portal.accounts.services import confirm_organisation, declare_organisation
from portal.accounts.services import register_person, verify_person
from portal.agencies.models import Agency, Region
from portal.casework import services as casework
from portal.casework.models import Commitment, ServiceItem
from portal.casework.services import Signature
from portal.casework.services.submitting import current_text
from portal.events.services import drain
from portal.kernel import clock
from portal.kernel.actor import system
from registration.models import CertificateAsk, Consultation, Transfer
from registration.services import archives, archives_certificates, archives_reading
person = people_by_phone("{PHONE}")[0]
clerk = Clerk.objects.get(user__username="liufang")
by, me = actors.of_clerk(clerk), actors.of_person(person)
verify_person(person, method="window", by=by)
person.refresh_from_db()
def made(login, name, region, *roles):
    row, new = Clerk.objects.get_or_create(user=User.objects.get_or_create(username=login)[0],
     defaults=dict(name=name, agency=Agency.objects.get(region_id=region)))
    for role in roles:
        ClerkRole.objects.get_or_create(clerk=row, role=role)
    return row
second, there = made("ar-second", "孙丽", "510104", "window"), made("ar-there", "何静", "510105", "review")
head = made("ar-head", "陈涛", "510104", "recheck")
unit = declare_organisation(user=person.user, uscc="91519999MA6XN00116", name="成都蜀味人家餐饮管理有限公司",
 kind="employer", region="510104", by=me)
unit = confirm_organisation(unit, by=by)
unit_by = actors.of_member(Membership.objects.select_related("organisation").get(organisation=unit, role="admin"))
def kept(who, shelf, cadre=False):
    row = archives.take_stock(who, agency=clerk.agency, group="left", ever_cadre=cadre, shelf=shelf, by=by)
    return archives.count_items(row, pages=dict(resume=4, education=12), missing=["party"], by=by)
mine = kept(person, "A-01-12")
facts = dict(direction="in", letter_number="介001", on=clock.today())
facts |= dict(from_branch="某厂支部", to_branch="锦江区流动党员支部")
archives_certificates.hand_over_party(mine, by=by, **facts)
def other(name, number, shelf):
    one = register_person(user=None, name=name, kind="resident_id", number=number, by=system("test"))
    verify_person(one, method="window", by=by)
    return one, kept(one, shelf)
reader, lent = other("赵六", "51999919700101123X", "A-02-01")
text = current_text("archive-consultation")
ask = dict(county=Region.objects.get(pk="510104"), name="赵六", number="51999919700101123X", purpose="拟录用考察",
 letter_number="蜀味函〔2026〕1号", readers=(("周一", "1"), ("吴二", "2")), by=unit_by)
ask |= dict(signature=Signature(Commitment.Method.TICK, text.pk))
loans = []
for kind in ("borrow", "read"):
    case = casework.accept(archives_reading.ask(unit, kind=kind, **ask), by=by)
    casework.grant(case, by=actors.of_clerk(head))
    loans.append(case.consultation)
out = archives_reading.hand_over(Consultation.objects.get(pk=loans[0].pk), days=3, by=by)
Consultation.objects.filter(pk=out.pk).update(due_back=clock.today() - timedelta(days=2))
def submitted(item, pages):
    draft = casework.open_draft(ServiceItem.objects.get(pk=item), person, by=me)
    draft.answers = json.dumps(pages, ensure_ascii=False)
    draft.save(update_fields=["answers"])
    text = current_text(item)
    return casework.submit(draft, signature=Signature(Commitment.Method.TICK, text.pk if text else 0), by=me)
said = dict(kind=["kinship"], wanted=["和父亲的关系"], purpose=["公证"])
looks = CertificateAsk.objects.get(case=submitted("archive-certificate", dict(certificate=said)))
pages = dict(keeper=dict(county=["510105"]), group=dict(group=["flexible"]), cadre=dict(cadre=["no"]))
case = casework.accept(submitted("archive-transfer-in", pages), by=actors.of_clerk(there))
casework.grant(case, by=actors.of_clerk(there))
drain(); drain()
journey = Transfer.objects.get(case=case)
rows = dict(person=person, file=mine, other=lent, out=out, ready=loans[1], look=looks, unit=unit, journey=journey)
print(json.dumps({{name: str(row.pk) for name, row in rows.items()}}))
"""
MINE = ["/my/archive/", "/my/", "/units/{unit}/archives/", "/units/{unit}/archives/consult/"]
MINE += ["/units/{unit}/archives/call/"]
DESK = ["/desk/register/archives/", "/desk/register/archives/loans/", "/desk/register/archives/new/"]
DESK += ["/desk/register/archives/loans/{out}/", "/desk/register/archives/loans/{ready}/"]
DESK += ["/desk/register/archives/looks/{look}/", "/desk/register/archives/{other}/"]


def test_pages_of_personnel_files(portal: Portal, browser: Browser):  # noqa: F811
    context = browser.new_context(viewport=SIZES["phone"])
    page = context.new_page()
    page.goto(f"{portal.url}/sign-in/")
    sign_in_by_phone(page, portal.url, PHONE)
    type_into(page, "input[name=name]", "张磊")
    type_into(page, "input[name=number]", "519999199011254330")
    press(page, "main form button[type=submit]")
    page.goto(f"{portal.url}/my/archive/")
    assert "这里还没有您的档案" in page.locator("main").inner_text()
    look(page, "archives-nothing")
    world = json.loads(portal.manage("shell", "-v", "0", "-c", WORLD).strip().splitlines()[-1])
    visit(page, portal.url, MINE, world, "archives-mine")
    desk = browser.new_context(viewport=SIZES["desktop"]).new_page()
    sign_in(portal, desk, "liufang")
    visit(desk, portal.url, DESK, world, "archives-desk")
    desk.goto(f"{portal.url}/desk/register/archives/{world['file']}/")
    desk.keyboard.press("a")  # 审核通过,清点材料
    look(desk, "archives-desk-review")
    type_into(desk, "input[name=review-pages_resume]", "5")
    press(desk, "details[open] button[type=submit]")
    assert "转出审核通过" in desk.locator("main").inner_text()
    desk.keyboard.press("s")
    press(desk, "details[open] button[type=submit]")  # nothing chosen: told at the fields
    assert "请选择转递方式" in desk.locator("main").inner_text()
    look(desk, "archives-desk-send-errors")
    page.goto(f"{portal.url}/my/archive/")
    assert "转出审核通过" in page.locator("main").inner_text()
    look(page, "archives-mine-reviewed")
