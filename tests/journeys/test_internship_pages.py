"""就业见习 by keyboard: a unit asks to be a base, writes an agreement, its intern agrees; every page judged."""

import json

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.own import portal  # noqa: F401 - a fixture
from tests.journeys.pages import SIZES, focus, judge, press, sign_in_by_phone, type_date, type_into
from tests.journeys.test_hall_pages import picture, visit
from tests.journeys.test_j10_clerk import sign_in
from tests.live import Portal

pytestmark = pytest.mark.browser
PHONE, PERSON = "13700000261", ("张磊", "519999199011254330")
UNIT = f"""
import json
from datetime import timedelta
from jobs.models import Employer
from jobs.services import describe
from portal.accounts import actors
from portal.accounts.models import Membership
from portal.accounts.queries import people_by_phone
from portal.accounts.services import declare_organisation
from portal.kernel import clock
person = people_by_phone("{PHONE}")[0]
unit = declare_organisation(user=person.user, uscc="91519999MA6XN00116", name="锦江面点有限公司", kind="employer",
    region="510104", by=actors.of_person(person))
by = actors.of_member(Membership.objects.select_related("organisation").get(organisation=unit))
describe(unit, by=by, ownership="private", address="春熙路1号", contact_phone="13800000010")
today = clock.today()
Employer.objects.filter(pk=unit.pk).update(basis="documents", verified_on=today,
    verified_until=today + timedelta(days=180))
print(json.dumps({{"unit": str(unit.pk)}}))
"""
GRANTED = f"""
import json
from datetime import timedelta
from django.utils.timezone import now
from jobs.models import Application, BaseRequest, Employer, Internship, InternshipBase
from jobs.services import internship_bases, openings, save_vacancy
from portal.accounts import actors
from portal.accounts.models import Clerk, Membership
from portal.accounts.queries import people_by_phone
from portal.casework import services as casework
from portal.casework.models import Case, Commitment, Publicity
from portal.casework.services import Signature
from portal.casework.services.submitting import current_text
from jobs.services import internship_subsidy as subsidy
from portal.kernel import clock
person = people_by_phone("{PHONE}")[0]
card = Employer.objects.get(organisation__uscc="91519999MA6XN00116")
unit = actors.of_member(Membership.objects.select_related("organisation").get(organisation=card.pk))
fang, tao = (actors.of_clerk(Clerk.objects.get(user__username=name)) for name in ("liufang", "chentao"))
request = BaseRequest.objects.get(employer=card)
internship_bases.inspect(request, on=clock.today(), text="两间操作间,两名师傅带教。", suitable=True, by=fang)
case = casework.publicise(casework.review(casework.accept(request.case, by=fang), by=fang), shown="拟认定", by=fang)
yesterday = clock.today() - timedelta(days=1)
Publicity.objects.filter(case=case).update(begins=yesterday, ends=yesterday)
casework.grant(case, by=tao)
base = InternshipBase.objects.get(employer=card)
InternshipBase.objects.filter(pk=base.pk).update(finished=30, kept=21, rate=70)
facts = dict(title="面点见习", kind="internship", headcount=3, pay_low=2000, pay_high=2500, pay_unit="month",
    region_id="510104", address="春熙路1号", education=0, experience=0, description="跟师傅学做面点,每天八小时。",
    valid_until=clock.today() + timedelta(days=30))
vacancy = save_vacancy(card, None, by=unit, **facts)
vacancy.state, vacancy.opened_at, vacancy.confirmed_on = "open", clock.now(), clock.today()
vacancy.save()
openings.index(vacancy)
moment = clock.now()
def taken(title):
    other = save_vacancy(card, None, by=unit, **(facts | dict(title=title)))
    return Application.objects.create(vacancy=other, person=person, made_at=moment, answered_at=moment,
        resume='{{"education": "", "experience": 0, "skills": [], "intro": "", "entries": []}}', state="hired")
hired = taken("面点见习")
begins = clock.today() - timedelta(days=150)
past = Internship.objects.create(number="XY-20260626-SEEN22", base=base, application=taken("配餐见习"), person=person,
    begins=begins, ends=begins + timedelta(days=100), ended_on=begins + timedelta(days=100), ended_by="term",
    state="ended", mentor="赵师傅", stipend=2200, policy="PICC-1", made_at=moment, agreed_at=moment,
    kept=True, kept_at=moment)
signature = Signature(Commitment.Method.TICK, current_text("internship-subsidy").pk)
claim = subsidy.claim(base, [(str(past.pk), 1)], signature=signature, by=unit)
print(json.dumps(dict(base=str(base.pk), hired=str(hired.pk), past=str(past.pk), vacancy=vacancy.number,
    case=case.number, claimed=claim.case.number, claim=str(claim.pk))))
"""
ASKED = """
import json
from jobs.models import BaseRequest
print(json.dumps({"request": str(BaseRequest.objects.get().pk)}))
"""


def told(portal: Portal, script: str) -> dict[str, str]:  # noqa: F811
    return json.loads(portal.manage("shell", "-v", "0", "-c", script).strip().splitlines()[-1])


def test_a_base_an_agreement_and_every_page(portal: Portal, browser: Browser):  # noqa: F811
    page = browser.new_context(viewport=SIZES["phone"]).new_page()
    page.goto(f"{portal.url}/sign-in/")
    sign_in_by_phone(page, portal.url, PHONE)
    type_into(page, "input[name=name]", PERSON[0])
    type_into(page, "input[name=number]", PERSON[1])
    press(page, "main form button[type=submit]")
    world = told(portal, UNIT)
    asks(portal, page, world)
    world |= told(portal, ASKED)
    desk = browser.new_context(viewport=SIZES["desktop"]).new_page()
    sign_in(portal, desk, "liufang")
    visit(desk, portal.url, ["/desk/internships/", "/desk/internships/requests/{request}/"], world, "d1")
    world |= told(portal, GRANTED)
    writes(portal, page, world)
    agrees(portal, page, world)
    unit = "/employers/{unit}/internships/"
    paths = [
        unit,
        f"{unit}claim/",
        "/employers/internships/{past}/",
        "/my/internships/",
        "/my/internships/{past}/",
    ]
    visit(page, portal.url, [*paths, "/employers/{unit}/", "/my/applications/"], world, "unit")
    visit(page, portal.url, ["/internships/", "/internships/{base}/", "/jobs/{vacancy}/"], world, "all")
    paths = ["/desk/jobs/", "/desk/internships/", "/desk/internships/bases/{base}/", "/cases/{case}/"]
    paths.append("/desk/internships/claims/{claim}/")
    visit(desk, portal.url, [*paths, "/cases/{claimed}/"], world, "d2")
    reviews(portal, desk, world)


def asks(portal: Portal, page: Page, world: dict[str, str]) -> None:  # noqa: F811
    """From the desk of the unit; the promise is missed at first and nothing typed is lost."""
    page.goto(f"{portal.url}/employers/{world['unit']}/")
    press(page, f"main a[href='/employers/{world['unit']}/internships/']")
    judge(page)
    press(page, "main a[href$='/recognition/']")
    judge(page)
    picture(page, "ask-phone")
    type_into(page, "input[name=places]", "6")
    type_into(page, "input[name=mentors]", "2")
    type_into(page, "textarea[name=plan]", "面点岗位两个,师傅每天带教,三个月学会和面、调馅和蒸制。")
    type_into(page, "input[name=stipend]", "2000")
    press(page, "main form button[type=submit]")
    assert page.title().startswith("错误:")
    judge(page)
    picture(page, "ask-wrong-phone")
    assert page.input_value("input[name=places]") == "6"
    focus(page, "input[name=promise]")
    page.keyboard.press("Space")
    press(page, "main form button[type=submit]")
    expect(page.locator("main")).to_contain_text("审核中")
    judge(page)
    picture(page, "asked-phone")


def writes(portal: Portal, page: Page, world: dict[str, str]) -> None:  # noqa: F811
    """An agreement that is too short is told at its field, then sent."""
    page.goto(f"{portal.url}/employers/{world['unit']}/internships/")
    press(page, f"main a[href='/employers/hired/{world['hired']}/internship/']")
    judge(page)
    type_date(page, "input[name=begins]", "2026", "12", "01")
    type_date(page, "input[name=ends]", "2027", "01", "31")
    type_into(page, "input[name=mentor]", "赵师傅")
    type_into(page, "input[name=policy]", "PICC-2026-0001")
    press(page, "main form button[type=submit]")
    assert page.title().startswith("错误:")
    assert "3到12个月" in page.locator("main").inner_text()
    judge(page)
    picture(page, "new-wrong-phone")
    type_date(page, "input[name=ends]", "2027", "02", "28")
    press(page, "main form button[type=submit]")
    expect(page.locator("main")).to_contain_text("等本人同意")


def agrees(portal: Portal, page: Page, world: dict[str, str]) -> None:  # noqa: F811
    """The intern reads it and ticks."""
    page.goto(f"{portal.url}/my/internships/")
    judge(page)
    press(page, "main article a")
    judge(page)
    picture(page, "agree-phone")
    type_date(page, "input[name=graduated_on]", "2025", "06", "30")
    focus(page, "input[name=agree]")
    page.keyboard.press("Space")
    press(page, "main form button[type=submit]")
    expect(page.locator("main")).to_contain_text("协议生效")
    picture(page, "agreed-phone")


def reviews(portal: Portal, page: Page, world: dict[str, str]) -> None:  # noqa: F811
    """This year's review, by keyboard at the desk."""
    page.goto(f"{portal.url}/desk/internships/bases/{world['base']}/")
    focus(page, "input[name=result]")
    page.keyboard.press("Space")
    type_into(page, "textarea[name=text]", "带教认真,按月发放。")
    press(page, "main form button[type=submit]")
    expect(page.locator("main")).to_contain_text("带教认真")
    judge(page)
