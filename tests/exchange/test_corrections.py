"""«不对?改»: asked in one's own words, answered by a named clerk of one's own county, told with the way on."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from portal.accounts import actors
from portal.accounts.models import AccessEntry
from portal.agencies.models import Region
from portal.events.services import drain
from portal.exchange.models import Correction
from portal.exchange.presenters import origin_of
from portal.exchange.services import corrections
from portal.kernel import clock
from tests import cast_exchange  # noqa: F401 - registers the fact
from tests.access.entering import client_of
from tests.cast import JINJIANG, Cast

pytestmark = pytest.mark.django_db
ASK = "/my/corrections/new/?fact=test.fact&about=2026-10"


@pytest.fixture
def asked(cast: Cast) -> Correction:
    person = cast.xiaomei
    person.residence_region = Region.objects.get(pk=JINJIANG)
    person.save()
    client_of(person.user).post(ASK, {"text": "我十月在另一家单位"})
    return Correction.objects.get()


def test_one_writes_what_is_wrong_and_sees_it(cast: Cast, asked: Correction):
    assert (asked.agency, asked.about, asked.title) == (cast.liufang.agency, "2026-10", "测试事实")
    assert "十月" not in repr(Correction.objects.values())
    html = client_of(cast.xiaomei.user).get("/my/corrections/").content.decode()
    assert "我十月在另一家单位" in html
    assert "由测试经办机构核实" in html
    assert "我十月" not in client_of(cast.jianguo.user).get("/my/corrections/").content.decode()


def test_nothing_typed_is_lost_and_the_same_is_open_once(cast: Cast, asked: Correction):
    client = client_of(cast.xiaomei.user)
    empty = client.post(ASK, {"text": " "})
    assert (empty.status_code, "请写哪里不对" in empty.content.decode()) == (422, True)
    again = client.post(ASK, {"text": "还是不对"})
    assert again.status_code == 422
    assert "正在核实" in again.content.decode()
    assert "还是不对" in again.content.decode()
    assert client.post("/my/corrections/new/?fact=test.fact", {"text": "另一条"}).status_code == 302


def test_an_unknown_fact_has_no_page(cast: Cast):
    client = client_of(cast.xiaomei.user)
    assert client.get("/my/corrections/new/?fact=nothing").status_code == 404
    assert client.get("/my/corrections/new/?fact=test.fact&about=<b>").status_code == 404


def test_a_clerk_reads_under_a_purpose_and_answers(cast: Cast, asked: Correction):
    client = client_of(cast.liufang.user, method="mfa")
    listed = client.get("/desk/exchange/corrections/").content.decode()
    assert "李*梅" in listed
    assert "李晓梅" not in listed
    path = f"/desk/exchange/corrections/{asked.pk}/"
    first = client.get(path).content.decode()
    assert "我十月" not in first
    assert "李晓梅" not in first
    assert not AccessEntry.objects.filter(what="本人说明").exists()
    assert "我十月" in client.post(path, {"show": "1"}).content.decode()
    assert AccessEntry.objects.filter(what="本人说明", person_id=cast.xiaomei.pk).count() == 1
    assert client.post(path, {"state": "kept", "answer": ""}).status_code == 422
    answer = client.post(path, {"state": "kept", "answer": "社保记录显示十月由原单位缴费。"})
    assert answer.status_code == 302
    drain()
    message = cast.xiaomei.messages.get(kind="correction")
    assert message.title == "核实后没有改:测试事实"
    inbox = client_of(cast.xiaomei.user)
    text = inbox.get(f"/my/messages/{message.pk}/").content.decode()
    assert "社保记录显示" in text
    assert "刘芳" in text
    assert "第五十条" in text
    assert "没有改" in inbox.get("/my/corrections/").content.decode()


def test_another_countys_clerk_and_one_without_the_role_do_not_answer(cast: Cast, asked: Correction):
    said = {"state": "corrected", "answer": "已改"}
    for clerk, actor in ((cast.hejing, cast.hejing_actor), (cast.chentao, cast.chentao_actor)):
        with pytest.raises(corrections.CorrectionRefused, match="rights"):
            corrections.decide(asked, **said, clerk=clerk, by=actor)
    corrections.decide(asked, **said, clerk=cast.liufang, by=cast.liufang_actor)
    with pytest.raises(corrections.CorrectionRefused, match="answered"):
        corrections.decide(asked, **said, clerk=cast.liufang, by=cast.liufang_actor)


def test_the_database_takes_no_answer_without_a_name(asked: Correction):
    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.update(state="kept", answer="不改", decided_at=clock.now())


def test_twenty_open_ones_are_enough(cast: Cast):
    by = actors.of_person(cast.xiaomei)
    for n in range(20):
        corrections.ask(cast.xiaomei, "test.fact", "不对", about=str(n), by=by)
    with pytest.raises(corrections.CorrectionRefused, match="many"):
        corrections.ask(cast.xiaomei, "test.fact", "不对", by=by)


def test_the_page_of_contributions_shows_origin_and_the_way(cast: Cast):
    html = client_of(cast.xiaomei.user).get("/my/insurance/").content.decode()
    assert "/my/corrections/new/?fact=insurance.contributions" in html
    assert origin_of("test.fact", clock.today())["source"] == "测试部门"


def test_lists_are_asked_in_few_statements(cast: Cast, asked: Correction, django_assert_max_num_queries):
    client: Client = client_of(cast.liufang.user, method="mfa")
    for n in range(15):
        corrections.ask(cast.xiaomei, "test.fact", "不对", about=str(n), by=actors.of_person(cast.xiaomei))
    with django_assert_max_num_queries(10):
        assert client.get("/desk/exchange/corrections/").status_code == 200
