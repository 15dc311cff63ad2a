"""Every element of a guide; a published version overrides; papers, demands, feedback, changes."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from portal.accounts.models import User
from portal.agencies.models import Agency
from portal.casework.models import ItemVersion, ServiceItem
from portal.casework.registry import version_on
from portal.casework.services.tasks import finish_task
from portal.content import services
from portal.content.models import ExtraDemand, PageFeedback, Paper
from portal.content.queries import guide_of
from portal.events.services import drain
from portal.kernel import clock
from portal.kernel.actor import system
from portal.kernel.fields import plaintext
from tests.cast import QINGYANG, Cast

pytestmark = pytest.mark.django_db
CODE = "unemployment-registration"
ELEMENTS = [
    "谁能办", "要带什么", "多久办好", "在哪办", "办理渠道", "谁决定", "收费", "不收费", "咨询和监督电话", "事项代码",
    "怎么办", "办好了得到什么", "依据", "常见问题", "投诉", "行政复议", "行政诉讼",
]  # fmt: skip


def version(**changes) -> ItemVersion:
    """A published version of the item that begins today."""
    words = {"name": "失业登记(新)", "conditions": "新的条件。", "accept": "新的地方", "decide": "新的机构"}
    words |= {"result": "新的结果", "materials": "新材料一\n新材料二", "basis": "新依据第一条"}
    words |= {"route": "第一步\n第二步", "questions_answers": "新问题?\n新答案。"}
    one, two = User.objects.create(username="one"), User.objects.create(username="two")
    rows = {"item_id": CODE, "number": 7, "status": "published", "from_day": clock.today(), "days": 9}
    rows |= {"days_start": "receipt", "prepared_by": one, "published_by": two, "published_at": clock.now()}
    return ItemVersion.objects.create(**{**words, **rows, **changes})


def test_every_guide_has_every_element():
    client = Client()
    for code in ServiceItem.objects.values_list("pk", flat=True):
        html = client.get(f"/services/{code}/").content.decode()
        assert not [word for word in ELEMENTS if word not in html], code


def test_uncertain_days_are_never_told_as_fact():
    item = ServiceItem.objects.exclude(days=0).filter(days_confidence="D").first()
    guide = guide_of(item, version_on(item.pk))
    assert "待核实" in guide.days_text
    assert str(item.days) not in guide.days_text


def test_a_published_version_overrides_every_text():
    version()
    html = Client().get(f"/services/{CODE}/").content.decode()
    told = "失业登记(新) 新的条件 新的地方 新的机构 新的结果 新材料二 新依据第一条 第二步 新问题? 新答案。"
    for word in (*told.split(), "9 个工作日"):
        assert word in html, word


def test_a_version_of_tomorrow_does_not_hold_yet():
    version(from_day=clock.today() + timedelta(days=1))
    assert "新的条件" not in Client().get(f"/services/{CODE}/").content.decode()


def test_the_page_asks_few_queries(django_assert_max_num_queries):
    client = Client()
    client.get(f"/services/{CODE}/")
    with django_assert_max_num_queries(5):
        client.get(f"/services/{CODE}/")


def test_the_api_tells_the_guide():
    version()
    guide = Client().get(f"/api/v1/services/{CODE}").json()["guide"]
    assert guide["version"] == 7
    assert guide["materials"] == ["新材料一", "新材料二"]
    assert guide["questions_answers"][0] == {"question": "新问题?", "answer": "新答案。"}


def test_the_register_of_papers_names_a_base_for_each_kept_one(django_assert_max_num_queries):
    assert Paper.objects.filter(replaced_by="promise", name="无业证明", item_id=CODE).exists()
    assert Paper.objects.filter(replaced_by="kept").count() >= 5
    assert not Paper.objects.filter(replaced_by="kept", legal_base="").exists()
    with django_assert_max_num_queries(2):
        html = Client().get("/papers/").content.decode()
    assert "无业证明" in html
    with pytest.raises(ValidationError):
        Paper(item_id=CODE, name="某证明", replaced_by="kept").full_clean()


def tell(client: Client, **changes):
    data = {"item": CODE, "paper": "单身证明", "text": "10月8日窗口要的", "contact": "13800000009", **changes}
    return client.post("/papers/tell/", data)


def test_a_demand_gets_a_receipt_and_is_sealed():
    client = Client()
    assert tell(client).status_code == 302
    html = client.get("/papers/answer/").content.decode()
    row = ExtraDemand.objects.get()
    assert re.search(r"DCL-\d{8}-\w{8}", html)[0] == row.number
    assert plaintext(row.contact) == "13800000009"
    assert "13800000009" not in html
    assert row.number not in client.get("/papers/answer/").content.decode()


def test_the_answer_is_read_by_number():
    client = Client()
    tell(client)
    row = ExtraDemand.objects.get()
    services.answer_extra_demand(row, state="right", answer="确实多要了,已改正。", by=system("test"))
    html = Client().post("/papers/answer/", {"number": row.number.lower()}).content.decode()
    assert "确实多要了" in html
    wrong = Client().post("/papers/answer/", {"number": "DCL-1"})
    assert wrong.status_code == 422
    assert "没有这个回执号" in wrong.content.decode()


def test_the_agency_above_looks_into_it_and_its_outcome_is_the_answer(cast: Cast):
    jinjiang = cast.liufang.agency
    tell(Client(), agency=Agency.objects.get(parent=jinjiang.parent, region_id=QINGYANG).pk)
    row = ExtraDemand.objects.get()
    assert (row.task.kind, row.task.agency) == ("investigate", jinjiang.parent)
    assert row.task.due > clock.today()
    row.task.agency = jinjiang
    row.task.save()
    finish_task(row.task, "不属实:窗口没有要过这份证明。", by=cast.liufang_actor)
    drain()
    row.refresh_from_db()
    assert (row.state, row.answer) == ("wrong", "不属实:窗口没有要过这份证明。")
    assert row.answered_at is not None


def test_without_an_agency_the_province_looks_into_it():
    tell(Client())
    assert ExtraDemand.objects.get().task.agency.level == 1


def test_an_outcome_needs_words():
    tell(Client())
    with pytest.raises(ValidationError):
        services.answer_extra_demand(ExtraDemand.objects.get(), state="right", answer="", by=system("test"))


def test_what_was_typed_survives_an_error():
    answer = tell(Client(), paper="", contact="123")
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>\n错误:" in html or "<title>错误:" in html
    assert "10月8日窗口要的" in html
    assert 'value="123"' in html


def test_the_sixth_within_an_hour_is_asked_to_wait():
    client = Client()
    assert [tell(client).status_code for _turn in range(6)] == [302] * 5 + [422]
    assert ExtraDemand.objects.count() == 5


def test_feedback_keeps_the_page_and_no_number():
    client = Client()
    client.post("/feedback/", {"useful": "yes"}, HTTP_REFERER="http://testserver/services/?x=1")
    client.post("/feedback/", {"useful": "no"}, HTTP_REFERER="http://testserver/cases/SYDJ-20261123-7K4Q2M/")
    html = client.post("/feedback/", {"path": "/papers/", "text": "看不懂"}).content.decode()
    kept = set(PageFeedback.objects.values_list("path", "useful"))
    assert kept == {("/services/", True), ("/cases/<str:number>/", False), ("/papers/", None)}
    assert 'href="/papers/"' in html
    assert plaintext(PageFeedback.objects.get(path="/papers/").text) == "看不懂"


def test_feedback_never_leads_elsewhere():
    html = (
        Client().post("/feedback/", {"useful": "yes", "path": "https://elsewhere.example/"}).content.decode()
    )
    assert "elsewhere" not in html


def test_the_changes_are_those_of_the_changelog():
    assert "0.1.0" in Client().get("/changes/").content.decode()
