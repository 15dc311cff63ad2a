"""The pages: a school files, a graduate answers, a clerk serves; lists ask the same number of questions."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.accounts.models import AccessEntry
from portal.casework.services.submitting import current_text
from portal.kernel import clock
from registration.models import (
    GraduateAct,
    GraduateContact,
    GraduateReception,
    GraduateRoster,
    GraduateSitting,
    UnemployedGraduate,
)
from registration.rules import graduates as rules
from registration.tasks.graduates import forget_graduate_files
from tests.access.entering import client_of
from tests.cast_graduates import LEIZI, Schools, cells, tag_of
from tests.cast_registers import sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def schools(cast):
    return Schools(cast)


@pytest.fixture
def desk(cast):
    return client_of(cast.liufang.user, method="mfa")


def test_a_school_uploads_sees_and_hands_in(schools, cast):
    client, pk = client_of(cast.jianguo.user), schools.school.pk
    assert client.get("/units/").url == f"/units/{pk}/graduates/"
    url = reverse("registration:graduates_upload", args=[pk])
    page = client.post(url, {"school_kind": "higher"})
    assert page.status_code == 422
    assert "请选择文件。" in page.content.decode()
    rows = [cells(1), cells(2, 学历="小学")]
    file = SimpleUploadedFile("毕业生.xlsx", sheet(rows, rules.COLUMNS))
    page = client.post(url, {"school_kind": "higher", "file": file}, follow=True)
    text = page.content.decode()
    assert "有1人可以登记" in text
    assert cells(1)["姓名"] not in text
    roster = GraduateRoster.objects.get()
    wrong = client.get(f"/graduate-rosters/{roster.pk}/wrong.csv").content.decode()
    assert "小学" in wrong
    assert cells(1)["姓名"] not in wrong
    text = client.post(f"/graduate-rosters/{roster.pk}/", {"move": "take"}, follow=True).content.decode()
    assert "已登记" in text
    assert "正在帮助就业" in client.get(f"/units/{pk}/graduates/").content.decode()


def test_a_unit_that_is_no_school_has_no_such_page(schools, cast):
    schools.school.kind = "employer"
    schools.school.save()
    assert client_of(cast.jianguo.user).get(f"/units/{schools.school.pk}/graduates/").status_code == 404


def test_the_graduate_reads_what_is_left_and_answers(schools, cast):
    person = cast.person("张磊", verified=True, phone="13800000022")
    client = client_of(person.user)
    assert "办毕业生接收登记" in client.get("/my/graduation/").content.decode()
    schools.filed(cells(1, 姓名="张磊", 证件号码=LEIZI))
    text = client.get("/my/graduation/").content.decode()
    assert "还差3次" in text
    assert "会联系您" in text
    mine = client.get("/my/").content.decode()
    assert "毕业以后" in mine
    assert "<p> · </p>" not in mine
    client.post("/my/graduation/", {"move": "no_wish"})
    assert UnemployedGraduate.objects.get().wish == "no_wish"
    client.post("/my/graduation/employed/", {"unit": "某公司"})
    assert UnemployedGraduate.objects.get().ending == "said_works"
    assert "恢复服务" in client.get("/my/graduation/").content.decode()
    client.post("/my/graduation/", {"move": "wants"})
    assert UnemployedGraduate.objects.get().ended_on is None


def test_the_desk_does_everything_on_one_page(schools, cast, desk):
    schools.filed(cells(1))
    tag = tag_of(1)
    url = reverse("registration:desk_graduate", args=[tag.pk])
    assert cells(1)["姓名"] not in desk.get(url).content.decode()
    page = desk.post(url, {"form": "contact", "contact-channel": "phone", "contact-outcome": "reached"})
    assert page.status_code == 422
    assert "请选本人怎么说" in page.content.decode()
    desk.post(url, {"form": "contact", "contact-channel": "phone", "contact-outcome": "no_answer"})
    page = desk.post(url, {"form": "lost"}, follow=True)
    assert "要先用2种方式联系过" in page.content.decode()
    desk.post(url, {"form": "me"})
    act = {
        "form": "act",
        "act-kind": "referral",
        "act-day": "2026-11-20",
        "act-note": "会计岗",
        "act-key": "k",
    }
    desk.post(url, act)
    desk.post(url, act)
    assert (GraduateContact.objects.count(), GraduateAct.objects.count()) == (1, 1)
    assert UnemployedGraduate.objects.get().officer == cast.liufang
    assert "还差2次" in desk.get(url).content.decode()
    text = desk.post(f"{url}phone/").content.decode()
    assert "13800000100" in text
    assert AccessEntry.objects.filter(person_id=tag.person_id, what="学校留的手机").count() == 1


def test_a_sitting_by_its_pages(schools, desk):
    schools.filed(cells(1), cells(2))
    facts = {"organisation": "锦江学院", "act": "talk", "held_on": "2026-11-20", "place": "礼堂"}
    page = desk.post("/desk/register/sittings/", facts | {"organisation": "某某学院"})
    assert page.status_code == 422
    assert "没有找到" in page.content.decode()
    desk.post("/desk/register/sittings/", facts | {"organisation": "12510000mb0000001a"})
    row = GraduateSitting.objects.get()
    url = f"/desk/register/sittings/{row.pk}/"
    assert "名单2人,已记0人" in desk.get(url).content.decode()
    for index, line in ((1, "1"), (2, "1"), (2, "2")):
        page = desk.post(f"{url}{tag_of(index).person_id}/", {"sheet_line": line, "consented": "yes"})
    assert page.status_code == 302
    assert row.entries.count() == 2
    page = desk.post(url, {"sheet_pages": "0", "sheet_place": "x"})
    assert page.status_code == 422
    desk.post(url, {"sheet_pages": "1", "sheet_place": "第3册"})
    assert "存放在第3册" in desk.get(url).content.decode()


def test_a_sitting_is_written_many_lines_at_once(schools, desk):
    schools.filed(*[cells(index) for index in range(1, 5)])
    facts = {"organisation": "锦江学院", "act": "talk", "held_on": "2026-11-20", "place": "礼堂"}
    desk.post("/desk/register/sittings/", facts)
    row = GraduateSitting.objects.get()
    keys = {index: tag_of(index).person_id for index in range(1, 5)}
    lines = {1: "1", 2: "2", 3: "2", 4: "四"}
    posted = {f"line-{keys[index]}": line for index, line in lines.items()}
    posted |= {"form": "many", f"no-{keys[2]}": "1"}
    page = desk.post(f"/desk/register/sittings/{row.pk}/", posted)
    assert page.status_code == 422
    text = page.content.decode()
    assert "有2行没有记上" in text
    assert 'value="四"' in text
    assert dict(row.entries.values_list("person_id", "consented")) == {keys[1]: True, keys[2]: False}
    posted = {f"line-{keys[3]}": "3", f"line-{keys[4]}": "", "form": "many"}
    assert desk.post(f"/desk/register/sittings/{row.pk}/", posted).status_code == 302
    assert row.entries.count() == 3
    assert GraduateAct.objects.count() == 2


def test_reporting_is_filled_in_by_the_school_and_done_at_once(schools, cast):
    person = cast.person("张磊", verified=True, phone="13800000022")
    schools.filed(cells(1, 姓名="张磊", 证件号码=LEIZI))
    client, base = client_of(person.user), "/apply/graduate-reception/"
    client.get(base)
    page = client.get(f"{base}school/").content.decode()
    assert 'value="锦江学院"' in page
    assert 'value="2026-06-30"' in page
    school = {"school_kind": "higher", "school_name": "锦江学院", "level": "bachelor", "major": "会计学"}
    wrong = client.post(f"{base}school/", school | {"graduated_on": "2099-06-30"})
    assert "毕业日期还没有到" in wrong.content.decode()
    client.post(f"{base}school/", school | {"graduated_on": "2026-06-30"})
    client.post(f"{base}destination/", {"destination": "unemployed"})
    client.post(f"{base}residence/", {"residence": "510104"})
    client.post(f"{base}archive/", {"archive": "unknown"})
    client.post(f"{base}service/", {"wants_service": "yes"})
    client.post(f"{base}contact/", {"phone": "13800000022"})
    text = current_text("graduate-reception")
    page = client.get(f"{base}check/").content.decode()
    assert "锦江学院" in page
    client.post(f"{base}check/", {"promise": "1", "text": text.pk})
    row = GraduateReception.objects.get()
    assert (row.case.by_rule, row.graduation.school, row.archive) == (True, schools.school, "unknown")
    assert UnemployedGraduate.objects.get().wish == "wants"
    assert "不用再办" in client.get("/services/graduate-reception/").content.decode() or (
        "不用再办" in client.get(base, follow=True).content.decode()
    )


def test_files_are_forgotten_after_a_month(schools):
    roster = schools.staged([cells(1)])
    with clock.at(clock.now() + timedelta(days=30)):
        assert forget_graduate_files() == 0
    with clock.at(clock.now() + timedelta(days=32)):
        assert forget_graduate_files() == 1
    roster.refresh_from_db()
    assert (roster.state, roster.data, roster.lines.count()) == ("dropped", None, 0)


def _asked(client, url):
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(url).status_code == 200
    return len(found)


@pytest.mark.parametrize(
    "url",
    [
        "/desk/register/graduates/",
        "/desk/register/graduates/figures/",
        "/units/{school}/graduates/",
        "/desk/register/sittings/{sitting}/",
    ],
)
def test_lists_ask_the_same_for_few_and_many(schools, cast, desk, url):
    schools.filed(*[cells(index) for index in range(2)])
    facts = {"organisation": "锦江学院", "act": "talk", "held_on": "2026-11-20", "place": "礼堂"}
    desk.post("/desk/register/sittings/", facts)
    url = url.format(school=schools.school.pk, sitting=GraduateSitting.objects.get().pk)
    client = client_of(cast.jianguo.user) if url.startswith("/units") else desk
    client.get(url)
    few = _asked(client, url)
    schools.filed(*[cells(index) for index in range(2, 40)])
    assert _asked(client, url) <= few + 1
    assert few < 25
