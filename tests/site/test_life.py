"""«我失业了»: one set of answers, several cases, one receipt; what fails alone is told and done alone."""

from datetime import date

import pytest

from insurance.models import Claim
from jobs.models import Intention
from portal.casework.models import Case, Draft, LinkedCase
from registration.models import Spell, UnemploymentRegistration
from tests.access.entering import client_of
from tests.cast import JINJIANG, SICHUAN
from tests.cast_insurance import pay
from tests.cast_registers import Units, hire_cells
from training.models import TrainingInterest

pytestmark = pytest.mark.django_db
ALL = ["unemployment-registration", "unemployment-insurance", "jobseeker-registration", "training-enrolment"]
ANSWERS = {
    "residence": {"residence": JINJIANG},
    "household": {"household": SICHUAN},
    "retirement": {"kind": "female50"},
    "ground": {"ground": "LCL40"},
    "last_job": {"last_day": "2026-10-31", "last_employer": "某餐饮公司"},
    "intention": {"able": "yes", "wants_work": "yes"},
    "categories": {},
    "wish": {"occupation": "收银员", "region": JINJIANG, "pay_floor": "4000"},
    "learn": {"directions": ["elder_care", "cooking"], "hours": ["day"]},
    "account": {"bank": "", "number": ""},
    "contact": {"phone": "13800000001"},
}


@pytest.fixture
def xiaomei(cast, client):
    person = cast.person("李晓梅", verified=True)
    pay(person, 60, last=date(2026, 10, 1))
    client.force_login(person.user)
    return person


def _answered(client, chosen=ALL, **changed) -> list[str]:
    """Choose and answer page after page as they come; the codes of the pages in order, ending at the check."""
    page, asked = client.post("/life/lost-job/", {"part": chosen}), []
    while page.status_code == 302 and not page["Location"].endswith("/check/"):
        assert len(asked) < 20, asked
        code = page["Location"].rstrip("/").rsplit("/", 1)[1]
        asked.append(code)
        assert client.get(page["Location"]).status_code == 200
        address = page["Location"]
        page = client.post(address, (ANSWERS | changed)[code])
        assert page.status_code == 302, (code, page.content.decode()[:3000])
    return asked


def _texts(client) -> dict[str, str]:
    """The promise texts as the check page showed them."""
    page = client.get("/life/lost-job/check/")
    assert page.status_code == 200
    return {
        f"text-{sheet['part'].item}": str(sheet["text"].pk)
        for sheet in page.context["sheets"]
        if sheet["text"]
    }


def test_one_set_of_answers_opens_four_linked_cases(client, xiaomei):
    asked = _answered(client)
    assert asked == [code for code in ANSWERS if code in asked]
    assert len(asked) == len(set(asked)) == 11
    assert not {"left_by", "seeking"} & set(asked)  # told by the ground, by the wish to work
    page = client.post("/life/lost-job/check/", _texts(client) | {"promise": "1"}, follow=True)
    text = page.content.decode()
    cases = {case.item_id: case for case in Case.objects.filter(person=xiaomei)}
    assert set(cases) == set(ALL)
    assert all(case.number in text for case in cases.values())
    assert cases[ALL[0]].state == "granted"
    assert (cases[ALL[1]].state, cases[ALL[1]].due is not None) == ("submitted", True)
    assert LinkedCase.objects.values("group").distinct().count() == 1
    assert UnemploymentRegistration.objects.get().left_by == "employer"
    claim = Claim.objects.get()
    assert (claim.ground, claim.seeking, claim.last_employer) == ("LCL40", True, "某餐饮公司")
    assert Intention.objects.get().pay_floor == 4000
    assert TrainingInterest.objects.get().directions == ["elder_care", "cooking"]
    assert Spell.objects.get(person=xiaomei).kind == "unemployment"
    assert not Draft.objects.exists()


def test_what_was_left_out_is_not_opened(client, xiaomei):
    asked = _answered(client, [ALL[0]], left_by={"left_by": "resigned"})
    assert "left_by" in asked
    assert not {"ground", "account", "wish"} & set(asked)
    client.post("/life/lost-job/check/", _texts(client) | {"promise": "1"})
    assert list(Case.objects.values_list("item_id", flat=True)) == [ALL[0]]


def test_one_part_failing_is_told_and_done_alone(client, xiaomei):
    _answered(client)
    stale = _texts(client) | {"promise": "1", "text-unemployment-insurance": "0"}
    page = client.post("/life/lost-job/check/", stale, follow=True)
    text = page.content.decode()
    assert "这几件没有提交成功" in text
    assert "/apply/unemployment-insurance/" in text
    assert set(Case.objects.values_list("item_id", flat=True)) == {ALL[0], *ALL[2:]}
    alone = client.get("/apply/unemployment-insurance/", follow=True)
    assert alone.request["PATH_INFO"] == "/apply/unemployment-insurance/check/"  # nothing is asked again


def test_nothing_goes_through_without_the_promise(client, xiaomei):
    _answered(client)
    page = client.post("/life/lost-job/check/", _texts(client))
    assert page.status_code == 422
    assert not Case.objects.exists()


def test_back_and_change_keep_every_answer(client, xiaomei):
    _answered(client)
    page = client.get("/life/lost-job/last_job/?from=check")
    assert "某餐饮公司" in page.content.decode()
    changed = {"last_day": "2026-10-15", "last_employer": "某餐饮公司", "from_check": "1"}
    page = client.post("/life/lost-job/last_job/", changed)
    assert page["Location"].endswith("/check/")
    client.post("/life/lost-job/check/", _texts(client) | {"promise": "1"})
    assert (
        Claim.objects.get().last_day == UnemploymentRegistration.objects.get().last_day == date(2026, 10, 15)
    )


def test_a_wrong_answer_keeps_what_was_typed(client, xiaomei):
    client.post("/life/lost-job/", {"part": ALL})
    page = client.post("/life/lost-job/last_job/", {"last_day": "2030-01-01", "last_employer": "某公司"})
    assert page.status_code == 422
    assert "某公司" in page.content.decode()


def test_what_the_unit_filed_is_not_asked_again(client, cast):
    person = cast.person("张磊", verified=True, phone="13800000022")
    told = {"姓名": "张磊", "证件号码": "519999199011254330"}
    units = Units(cast)
    units.sent(units.staged([hire_cells(1, **told)]))
    units.sent(units.staged([told | {"最后工作日": "2026-11-20", "离职原因": "劳动者提前通知辞职"}], "leave"))
    client.force_login(person.user)
    client.post("/life/lost-job/", {"part": ALL})
    page = client.get("/life/lost-job/last_job/").content.decode()
    assert "成都蜀味人家餐饮管理有限公司申报" in page
    assert "2026-11-20" in page


def test_who_paid_nothing_is_not_led_into_a_claim(client, cast):
    client.force_login(cast.person("张磊", verified=True, phone="13800000022").user)
    page = client.get("/life/lost-job/")
    assert "没有查到您的失业保险缴费记录" in page.content.decode()
    page = client.post("/life/lost-job/", {"part": ["unemployment-insurance"]})
    assert page.status_code == 422


def test_the_desk_and_the_person_see_the_same_thing(client, xiaomei, cast):
    _answered(client)
    client.post("/life/lost-job/check/", _texts(client) | {"promise": "1"})
    first, second = Case.objects.filter(item_id__in=ALL[:2]).order_by("item_id")
    assert second.number in client.get(f"/cases/{first.number}/").content.decode()
    registration = Case.objects.get(item_id=ALL[0])
    desk = client_of(cast.liufang.user, method="mfa")
    page = desk.get(f"/cases/{registration.number}/").content.decode()
    assert "同一件事" in page
    assert Case.objects.get(item_id=ALL[1]).number in page


def test_anothers_receipt_is_not_there(client, xiaomei, cast):
    _answered(client)
    page = client.post("/life/lost-job/check/", _texts(client) | {"promise": "1"})
    client.force_login(cast.jianguo.user)
    assert client.get(page["Location"]).status_code == 404


def test_handing_in_twice_opens_nothing_more(client, xiaomei):
    _answered(client)
    texts = _texts(client) | {"promise": "1"}
    client.post("/life/lost-job/check/", texts)
    assert client.post("/life/lost-job/check/", texts).status_code == 302
    assert Case.objects.count() == 4


def test_who_stands_in_the_register_is_told_and_not_asked(client, xiaomei):
    _answered(client)
    client.post("/life/lost-job/check/", _texts(client) | {"promise": "1"})
    page = client.get("/life/lost-job/").content.decode()
    assert "您已登记" in page
    assert "已有一件正在办理" in page
