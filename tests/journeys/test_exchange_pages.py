"""«不对?改» by a citizen on a phone, and the exchange at the desk, judged by axe at 1280 and 360 px."""

import json

import pytest
from playwright.sync_api import Browser

from tests.journeys.own import portal  # noqa: F401 - a fixture
from tests.journeys.pages import SIZES, press, sign_in_by_phone, type_into
from tests.journeys.test_hall_pages import visit
from tests.journeys.test_j10_clerk import sign_in
from tests.live import Portal

pytestmark = pytest.mark.browser
PHONE = "13700000271"
WORLD = f"""
import json
from portal.accounts.queries import people_by_phone
from portal.exchange.models import Correction, Delivery, Job, Partner, Snapshot
from portal.kernel import clock
person = people_by_phone("{PHONE}")[0]
person.residence_region_id = "510104"
person.save()
now = clock.now()
market = Partner.objects.create(code="market", name="省市场监管局", kind="market", transport="http",
 address="https://market.example/in", sends=["companies"], receives=["hires"])
prov = Partner.objects.create(code="province", name="省级就业信息平台", kind="province", transport="sftp", active=False)
facts = dict(direction="in", dataset="companies", version=1, begun_at=now, done_at=now, as_of=now.date())
errors = [{{"line": n, "text": "统一社会信用代码:格式不对"}} for n in (3, 17, 256)]
job = Job.objects.create(partner=market, digest="1" * 64, state="done", name="companies-20261123.csv", lines=300,
 taken=290, unchanged=7, refused=3, errors=errors, **facts)
Job.objects.create(partner=market, digest="2" * 64, state="refused", reason="文件不完整,比清单少。", **facts)
out = Job.objects.create(partner=prov, digest="3" * 64, state="done", lines=900, taken=900,
 **dict(facts, direction="out", dataset="spells"))
Snapshot.objects.create(job=out, state="differs", regions={{"510104": {{}}, "510105": {{}}}}, reconciled_at=now,
 differences=[dict(region="510104", ours=600, theirs=598, why="rows"),
 dict(region="510105", ours=300, theirs=0, why="missing")])
states = [("waiting", "对方系统没有回应"), ("sent", ""), ("received", ""), ("returned", "单位没有参保登记")]
for n, (state, reason) in enumerate(states):
    Delivery.objects.create(dataset="hires", version=1, partner=market, subject_type="spell", subject_id=str(n),
     payload="{{}}", digest=bytes([n]), state=state, reason=reason, attempts=n, next_at=now, made_at=now, sent_at=now,
     answered_at=now)
print(json.dumps(dict(job=str(job.pk), out=str(out.pk), person=str(person.pk))))
"""
ASKED = "from portal.exchange.models import Correction; print(Correction.objects.get().pk)"
DESK = ["/desk/register/", "/desk/exchange/", "/desk/exchange/jobs/", "/desk/exchange/jobs/{job}/"]
DESK += ["/desk/exchange/jobs/{out}/", "/desk/exchange/deliveries/", "/desk/exchange/corrections/"]


def test_one_says_what_is_wrong_and_a_clerk_answers(portal: Portal, browser: Browser):  # noqa: F811
    page = browser.new_context(viewport=SIZES["phone"]).new_page()
    page.goto(f"{portal.url}/sign-in/")
    sign_in_by_phone(page, portal.url, PHONE)
    type_into(page, "input[name=name]", "王秀兰")
    type_into(page, "input[name=number]", "519999197902144363")
    press(page, "main form button[type=submit]")
    world = json.loads(portal.manage("shell", "-v", "0", "-c", WORLD).strip().splitlines()[-1])
    visit(page, portal.url, ["/my/corrections/", "/my/insurance/"], world, "exchange")
    press(page, "main a[href*='/my/corrections/new/']")
    visit(page, portal.url, ["/my/corrections/new/?fact=insurance.contributions"], world, "exchange-ask")
    press(page, "main form button[type=submit]")
    assert "请写哪里不对" in page.locator("main").inner_text()
    type_into(page, "textarea[name=text]", "少了2026年3月,那个月我在春熙路的茶馆上班。")
    press(page, "main form button[type=submit]")
    assert "正在核实" in page.locator("main").inner_text()
    world["asked"] = portal.manage("shell", "-v", "0", "-c", ASKED).strip().splitlines()[-1]
    desk = browser.new_context(viewport=SIZES["desktop"]).new_page()
    sign_in(portal, desk, "zhaomin")
    visit(desk, portal.url, [*DESK, "/desk/exchange/corrections/{asked}/"], world, "exchange-desk")
    press(desk, "button[name=show]")
    assert "少了2026年3月" in desk.locator("main").inner_text()
    desk.check("input[name=state][value=corrected]")
    type_into(desk, "textarea[name=answer]", "已和社保核对,补上了3月。")
    press(desk, "main form button.btn--big")
    assert "已答复" in desk.locator("body").inner_text()
    visit(page, portal.url, ["/my/corrections/"], world, "exchange-answered")
    assert "已更正" in page.locator("main").inner_text()
