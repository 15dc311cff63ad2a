"""就业见习 on its pages: the unit, the intern, everybody, the desk; what is told of 留用率."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jobs.models import CountyRetention, Internship, InternshipBase, SubsidyClaim
from jobs.services import internships
from jobs.tasks.internships import count_retention, end_internships
from portal.accounts.models import AccessEntry, Organisation
from portal.casework import services as casework
from portal.casework.models import ReasonCode
from portal.casework.services.submitting import current_text
from portal.kernel import clock
from tests.access.entering import client_of, role_clients
from tests.cast import JINJIANG, QINGYANG
from tests.cast_internships import AGREEMENT, PROMISE, RECOGNITION, SUBSIDY, Interns, after
from tests.cast_jobs import FACTS
from tests.jobs.test_applications_race import person

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture
def interns(cast) -> Interns:
    return Interns(cast)


def promised(item: str, **typed) -> dict:
    return {"text": current_text(item).pk, "promise": "1", **typed}


def unit_page(interns) -> str:
    return f"/employers/{interns.employers.restaurant.pk}/internships/"


def agreement(**more) -> dict:
    facts = AGREEMENT | {"begins": "2026-12-01", "ends": "2027-02-28"}
    return {key: str(value) for key, value in (facts | more).items()}


def test_a_unit_asks_on_one_page_and_nothing_typed_is_lost(interns):
    page, unit = unit_page(interns), client_of(interns.cast.jianguo.user)
    assert "申请认定" in unit.get(page).content.decode()
    answer = unit.post(
        f"{page}recognition/", promised(RECOGNITION, **(PROMISE | {"plan": "短", "stipend": "0"}))
    )
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "写得太短了" in text
    assert "生活费要大于0" in text
    assert 'value="10"' in text
    answer = unit.post(f"{page}recognition/", PROMISE)
    assert answer.status_code == 422
    assert "请先看承诺,再勾选。" in answer.content.decode()
    answer = unit.post(f"{page}recognition/", promised(RECOGNITION, **PROMISE), follow=True)
    assert "审核中" in answer.content.decode()
    answer = unit.post(f"{page}recognition/", promised(RECOGNITION, **PROMISE))
    assert "请等答复" in answer.content.decode()


def test_the_unit_reads_why_its_request_came_back(interns):
    case, unit = interns.asked(), client_of(interns.cast.jianguo.user)
    reasons = list(ReasonCode.objects.filter(item=case.item, use="send_back", code="plan-unclear"))
    casework.send_back(case, reasons=reasons, text="", by=interns.cast.liufang_actor)
    page = unit_page(interns)
    assert "修改后再提交" in unit.get(page).content.decode()
    text = unit.get(f"{page}recognition/").content.decode()
    assert "看不出谁来带" in text
    assert PROMISE["plan"] in text


def test_a_vacancy_form_tells_the_way_to_recognition(interns):
    unit = client_of(interns.cast.jianguo.user)
    new = f"/employers/{interns.employers.restaurant.pk}/vacancies/new/"
    typed = {
        key: str(value) for key, value in FACTS.items() if key not in ("region_id", "latitude", "longitude")
    }
    typed |= {"region": JINJIANG, "kind": "internship", "valid_until": f"{TODAY + timedelta(days=30)}"}
    answer = unit.post(new, typed)
    assert "先认定为见习单位" in answer.content.decode()
    assert interns.base
    assert unit.post(new, typed).status_code == 302


def test_card_and_page_of_a_vacancy_say_what_an_internship_is_not(interns, client):
    vacancy = interns.vacancy
    assert "见习,不替代劳动合同" in client.get("/jobs/?kind=internship").content.decode()
    assert "这是就业见习,不替代劳动合同" in client.get(f"/jobs/{vacancy.number}/").content.decode()
    usual = interns.employers.open()
    assert "不替代劳动合同" not in client.get(f"/jobs/{usual.number}/").content.decode()


def test_an_agreement_from_the_unit_to_the_intern_and_back(interns):
    taken, unit = interns.hired(interns.intern), client_of(interns.cast.jianguo.user)
    mine = client_of(interns.intern.user)
    new = f"/employers/hired/{taken.pk}/internship/"
    assert new in unit.get(f"/employers/applications/{taken.pk}/").content.decode()
    for wrong, words in (
        ({"ends": "2027-02-27"}, "3到12个月"),
        ({"stipend": "1999"}, "2,000.00元"),
        ({"begins": "2026-11-01"}, "日期已经过了"),
        ({"policy": ""}, "先买保险"),
        ({"begins": "昨天"}, "这个日期不存在"),
    ):
        answer = unit.post(new, agreement(**wrong))
        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert "赵师傅" in answer.content.decode()
    assert unit.post(new, agreement()).status_code == 302
    assert "等本人同意" in unit.get(unit_page(interns)).content.decode()
    row = Internship.objects.get()
    page = f"/my/internships/{row.pk}/"
    assert "等本人同意" in mine.get("/my/internships/").content.decode()
    answer = mine.post(page, {"form": "agree", "graduated_on": "2027-01-01"})
    assert answer.status_code == 422
    assert "毕业日期还没有到" in answer.content.decode()
    assert "请看过协议再勾选" in answer.content.decode()
    assert mine.post(page, {"form": "agree", "agree": "on", "graduated_on": "2025-06-30"}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.graduated_on) == ("running", date(2025, 6, 30))
    assert mine.post(page, {"form": "end", "why": ""}).status_code == 422
    with clock.at(after(row.ends)):
        end_internships()
        assert unit.post(f"/employers/internships/{row.pk}/", {"form": "keep"}).status_code == 422
        unit.post(f"/employers/internships/{row.pk}/", {"form": "keep", "kept": "yes"})
        assert "是这样吗" in mine.get(page).content.decode()
        mine.post(page, {"form": "confirm", "right": "yes"})
    row.refresh_from_db()
    assert (row.kept, row.confirmed) == (True, True)


def test_an_overlap_is_told_to_the_intern_in_words(interns):
    first = interns.running()
    second = interns.employers.open(title="盘点见习", kind="internship")
    taken = interns.hired(interns.intern, second)
    facts = AGREEMENT | {"begins": first.ends, "ends": first.ends + timedelta(days=100)}
    other = internships.offer(taken, by=interns.by, **facts)
    mine = client_of(interns.intern.user)
    answer = mine.post(f"/my/internships/{other.pk}/", {"form": "agree", "agree": "on"})
    assert answer.status_code == 422
    assert "这段时间您已有另一份见习协议" in answer.content.decode()


def test_a_claim_tells_no_sum_before_the_decision_and_waits_for_payment_after_it(interns):
    row, unit = (
        interns.running(begins=date(2026, 12, 1), ends=date(2027, 2, 28)),
        client_of(interns.cast.jianguo.user),
    )
    page = unit_page(interns)
    assert "现在没有可以申领的月份" in unit.get(f"{page}claim/").content.decode()
    with clock.at("2027-02-01T10:00:00+08:00"):
        text = unit.get(f"{page}claim/").content.decode()
        assert "第2个月" in text
        assert "第3个月" not in text
        typed = {"months": [f"{row.pk}.1", f"{row.pk}.2"]}
        assert unit.post(f"{page}claim/", typed).status_code == 422
        assert unit.post(f"{page}claim/", promised(SUBSIDY)).status_code == 422
        assert unit.post(f"{page}claim/", promised(SUBSIDY, months=[f"{row.pk}.3"])).status_code == 422
        assert unit.post(f"{page}claim/", promised(SUBSIDY, **typed)).status_code == 302
        text = unit.get(page).content.decode()
        assert "共2个月" in text
        assert "1,864" not in text
        assert "3,728" not in text
        case = SubsidyClaim.objects.get().case
        desk = role_clients(interns.cast)["clerk"]
        text = desk.get(f"/cases/{case.number}/").content.decode()
        assert "合计3,728.00元" in text
        assert "待核实" in text
        assert "阿呷" not in text
        interns.decided(case)
    text = unit.get(page).content.decode()
    assert "3,728.00元" in text
    assert "待拨付" in text


def test_the_desk_sees_whom_a_claim_is_about_and_a_look_at_the_policy_is_recorded(interns):
    row = interns.running(begins=date(2026, 12, 1), ends=date(2027, 2, 28))
    with clock.at("2027-02-01T10:00:00+08:00"):
        claim, desk = interns.claimed((str(row.pk), 1)), role_clients(interns.cast)["clerk"]
        page = f"/desk/internships/claims/{claim.pk}/"
        assert page in desk.get("/desk/internships/").content.decode()
        text = desk.get(page).content.decode()
        assert f"/desk/people/{row.person_id}/" in text
        assert "PICC" not in text
        assert "阿呷" not in text
        assert not AccessEntry.objects.filter(person_id=row.person_id, what="保险单号").exists()
        assert "PICC-2026-0001" in desk.post(page).content.decode()
        seen = AccessEntry.objects.get(person_id=row.person_id, what="保险单号")
        assert claim.case.number in seen.purpose


def test_a_returned_claim_is_mended_on_its_page(interns):
    row, unit = (
        interns.running(begins=date(2026, 12, 1), ends=date(2027, 2, 28)),
        client_of(interns.cast.jianguo.user),
    )
    with clock.at("2027-02-01T10:00:00+08:00"):
        claim = interns.claimed((str(row.pk), 1), (str(row.pk), 2))
        page = f"/employers/claims/{claim.pk}/"
        assert unit.get(page).status_code == 302
        reasons = list(ReasonCode.objects.filter(item=claim.case.item, use="send_back", code="month-wrong"))
        casework.send_back(claim.case, reasons=reasons, text="", by=interns.cast.liufang_actor)
        assert page in unit.get(unit_page(interns)).content.decode()
        text = unit.get(page).content.decode()
        assert "有的月份不能申领" in text
        assert text.count("checked") == 2
        assert unit.post(page, {"months": [f"{row.pk}.2"]}).status_code == 302
    claim.case.refresh_from_db()
    assert claim.case.state == "submitted"


def test_the_desk_inspects_reviews_and_hides_nothing_of_its_own(interns):
    case, desk = interns.asked(), role_clients(interns.cast)["clerk"]
    assert "等考察" in desk.get("/desk/internships/").content.decode()
    page = f"/desk/internships/requests/{case.base_request.pk}/"
    answer = desk.post(page, {"on": "2026-11-24", "suitable": "yes", "text": "看过"})
    assert answer.status_code == 422
    assert "考察日期还没有到" in answer.content.decode()
    assert desk.post(page, {"on": "2026-11-23", "suitable": "yes", "text": "看过"}).status_code == 302
    interns.decided(case)
    base = InternshipBase.objects.get()
    page = f"/desk/internships/bases/{base.pk}/"
    answer = desk.post(page, {"result": "improve", "text": "补保险"})
    assert answer.status_code == 422
    assert "要晚于今天" in answer.content.decode()
    assert (
        desk.post(page, {"result": "improve", "text": "补保险", "next_on": "2027-03-01"}).status_code == 302
    )
    text = desk.get(page).content.decode()
    assert "限期整改" in text
    assert case.number in text
    assert "就业见习" in desk.get("/desk/jobs/").content.decode()


def _uscc(order: int) -> str:
    return f"9251999900000{order:05d}"


def test_lists_page_on_and_ask_as_often_however_long_they_are(interns, client):
    base = interns.base
    rows = []
    for order in range(1, 25):
        unit = Organisation.objects.create(
            uscc=_uscc(order),
            name=f"第{order}家",
            kind="employer",
            region_id=JINJIANG,
            created_at=clock.now(),
        )
        card = type(base.employer).objects.create(
            organisation=unit, ownership="private", address="路1号", contact_phone="13800000012"
        )
        request = type(base.request).objects.create(employer=card, made_at=clock.now(), **PROMISE)
        rows.append(
            InternshipBase.objects.create(
                number=f"JX-{order}",
                request=request,
                employer=card,
                agency=base.agency,
                region_id=QINGYANG if order > 22 else JINJIANG,
                recognised_on=TODAY - timedelta(days=order),
                review_on=TODAY + timedelta(days=order),
                **PROMISE,
            )
        )
    clerk = role_clients(interns.cast)["clerk"]
    counts: dict[str, set[int]] = {"/internships/": set(), "/desk/internships/": set()}
    for kept in (2, 24):
        InternshipBase.objects.exclude(pk=base.pk).update(ended_on=TODAY)
        InternshipBase.objects.filter(pk__in=[row.pk for row in rows[:kept]]).update(ended_on=None)
        for page, visitor in (("/internships/", client), ("/desk/internships/", clerk)):
            visitor.get(page)
            with CaptureQueriesContext(connection) as asked:
                visitor.get(page)
            counts[page].add(len(asked))
    assert all(len(each) == 1 for each in counts.values()), counts
    text = client.get("/internships/").content.decode()
    assert "第19家" in text
    assert "第20家" not in text
    more = text.split('href="?after=')[1].split('"')[0]
    text = client.get(f"/internships/?after={more}").content.decode()
    assert "第20家" in text
    assert "第19家" not in text
    text = client.get(f"/internships/?region={QINGYANG}").content.decode()
    assert "第23家" in text
    assert "第1家" not in text
    assert client.get("/internships/?after=x&region=y").status_code == 200


def test_the_units_page_asks_as_often_however_many_interns_there_are(interns):
    unit, counts = client_of(interns.cast.jianguo.user), set()
    for orders in ((1, 2), (3, 4, 5, 6)):
        for order in orders:
            one = person(order)
            interns.running(one, begins=TODAY)
            interns.hired(person(order + 100))
            with clock.at("2026-12-25T10:00:00+08:00"):
                interns.claimed((str(one.internships.get().pk), 1))
        unit.get(unit_page(interns))
        with CaptureQueriesContext(connection) as asked:
            text = unit.get(unit_page(interns)).content.decode()
        counts.add(len(asked))
    assert len(counts) == 1, counts
    assert text.count("写见习协议</a>") == 6


def test_retention_is_counted_and_told_where_it_tells_of_nobody(interns, client):
    base = interns.base
    for order in range(1, 13):
        one = person(order)
        taken = interns.hired(one)
        Internship.objects.create(
            number=f"XY-{order}",
            base=base,
            application=taken,
            person=one,
            state="ended",
            begins=TODAY,
            ends=TODAY + timedelta(days=91),
            ended_on=TODAY + timedelta(days=91),
            ended_by="term",
            agreed_at=clock.now(),
            made_at=clock.now(),
            kept=order <= 7,
            kept_at=clock.now(),
            confirmed=False if order == 7 else None,
            mentor="赵师傅",
            stipend=2000,
            policy="P",
        )
    page = f"/internships/{base.pk}/"
    assert "暂不公布" in client.get(page).content.decode()
    assert count_retention() == 1
    base.refresh_from_db()
    assert (base.finished, base.kept, base.rate) == (12, 6, 50)
    assert "留用率50%(期满12人)" in client.get(page).content.decode()
    assert "期满12人,留用率50%" in client.get(f"/internships/?region={JINJIANG}").content.decode()
    Internship.objects.filter(number__in=["XY-5", "XY-6"]).update(confirmed=False)
    count_retention()
    base.refresh_from_db()
    assert (base.finished, base.kept, base.rate) == (12, 4, None)
    assert CountyRetention.objects.get(pk=JINJIANG).rate is None
    assert "暂不公布" in client.get(page).content.decode()


def test_a_base_that_ended_and_anothers_agreement_are_not_there(interns, client):
    row = interns.running()
    page = f"/internships/{interns.base.pk}/"
    assert "正在招的见习岗位" in client.get(page).content.decode()
    InternshipBase.objects.update(ended_on=date(2026, 12, 1))
    assert client.get(page).status_code == 404
    assert client_of(interns.cast.xiaomei.user).get(f"/my/internships/{row.pk}/").status_code == 404
