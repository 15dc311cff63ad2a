"""Checks of promises: due in ten working days; kept, or failed with every consequence; objected to and heard."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jobs import services as verbs
from jobs.models import (
    Application,
    CreditObjection,
    CreditRecord,
    Employer,
    Opening,
    PromiseCheck,
    TakenDown,
    Vacancy,
)
from jobs.presenters.vacancies import card
from jobs.queries import broken_promise
from jobs.services import applications, checks, reports, restoring
from portal.accounts import actors
from portal.casework.models import CaseEvent, ReasonCode, Task
from portal.casework.services.stepping import NotAllowed
from portal.events.models import Event
from portal.events.services import drain
from portal.kernel import clock
from portal.kernel.fields import plaintext
from portal.notices.models import Message
from portal.rules import queries as law
from tests.access.entering import client_of
from tests.cast import Cast
from tests.cast_jobs import SHOP, STUDIO, Employers

pytestmark = pytest.mark.django_db
FACTS = "11月25日到承诺的地址,没有这个单位,电话无人接听。"
CLOUD = "巴中云码个体工作室"


@pytest.fixture
def world(cast: Cast) -> SimpleNamespace:
    """巴中云码, verified by promise, with two vacancies running and 李晓梅's application to one of them."""
    employers = Employers(cast)
    unit = employers.organisation(cast.jianguo, STUDIO, CLOUD, confirmed=False)
    case = employers.grant(employers.asked(unit, basis="promise", ground="startup"))
    studio = Employer.objects.get(pk=unit.pk)
    first, second = employers.open(studio), employers.open(studio, title="程序员")
    verbs.pause(second, by=employers.actor(unit))
    sent, _new = applications.apply(first, cast.xiaomei, by=actors.of_person(cast.xiaomei))
    made = PromiseCheck.objects.get()
    return SimpleNamespace(
        cast=cast,
        case=case,
        check=made,
        studio=studio,
        first=first,
        second=second,
        sent=sent,
        unit=employers.actor(unit),
        employers=employers,
    )


def fail(world: SimpleNamespace) -> CreditRecord:
    """刘芳 found nobody at the address."""
    reason = ReasonCode.objects.get(item="employer-verification", code="promise-not-found")
    return checks.failed(world.check, reason=reason, way="visit", facts=FACTS, by=world.cast.liufang_actor)


def body_of(person, key: str) -> str:
    return plaintext(Message.objects.get(person=person, key=key).body)


def test_a_promise_puts_a_check_on_the_countys_list_due_in_ten_working_days(world):
    task = world.check.task
    assert (task.kind, task.case_id, task.agency.region_id) == ("verify", world.case.pk, "510104")
    assert task.due == law.due_day(clock.today(), 10).day
    with clock.at(clock.now().replace(year=2026, month=11, day=23)):
        assert law.due_day(clock.today(), 10).day == date(2026, 12, 7)
    client = client_of(world.cast.liufang.user, method="mfa")
    assert CLOUD in client.get("/desk/tasks/").content.decode()
    answer = client.get(f"/desk/tasks/{task.pk}/")
    assert answer.url == f"/desk/checks/{world.check.pk}/"
    page = client.get(answer.url).content.decode()
    for words in (CLOUD, "2个在招岗位,1个人的投递", "第1版", "王*国"):
        assert words in page
    assert "519999196809051010" not in page


def test_verification_by_documents_has_no_check(cast: Cast):
    assert Employers(cast).restaurant.basis == "documents"
    assert not PromiseCheck.objects.exists()


def test_a_platform_firm_without_premises_posts_with_the_label(cast: Cast):
    employers = Employers(cast)
    unit = employers.organisation(cast.jianguo, STUDIO, "巴中云码众包平台", confirmed=False)
    employers.grant(employers.asked(unit, basis="promise", ground="flexible"))
    made = employers.open(Employer.objects.get(pk=unit.pk), kind="platform")
    assert card(made)["promise"]
    assert card(made)["verified"] == "书面承诺发布,待核实"
    assert PromiseCheck.objects.get().verification.ground == "flexible"


def test_kept_with_papers_says_verified_everywhere(world):
    by = world.cast.liufang_actor
    checks.kept(world.check, papers=True, way="offices", facts="11月24日已领营业执照。", by=by)
    first = Vacancy.objects.select_related("employer__organisation", "region").get(pk=world.first.pk)
    assert not card(first)["promise"]
    assert card(first)["verified"].startswith("已核验")
    assert first.employer.organisation.confirmed_at
    assert Task.objects.get(pk=world.check.task_id).outcome.startswith("承诺属实,证照已经办齐")
    assert "已核验" in body_of(world.cast.jianguo, f"promise-kept-{world.check.pk}-{world.cast.jianguo.pk}")


def test_kept_without_papers_goes_on_under_the_label(world):
    until = world.studio.verified_until
    checks.kept(
        world.check, papers=False, way="visit", facts="在办公,证照在办。", by=world.cast.chentao_actor
    )
    first = Vacancy.objects.select_related("employer__organisation", "region").get(pk=world.first.pk)
    assert card(first)["promise"]
    assert first.state == "open"
    assert first.employer.verified_until == until
    assert not CreditRecord.objects.exists()
    with pytest.raises(checks.CheckMoved):
        fail(world)


def test_only_a_reviewer_of_the_place_records_and_only_a_lawful_reason(world):
    cast = world.cast
    window = cast.clerk("window", "周窗", "510104", "window")
    facts = {"way": "visit", "facts": FACTS}
    for by in (cast.hejing_actor, actors.of_clerk(window), world.unit):
        with pytest.raises(NotAllowed):
            checks.kept(world.check, papers=False, by=by, **facts)
    other = ReasonCode.objects.get(item="vacancy-publication", use="revoke", code="reported")
    with pytest.raises(ValueError, match="no reason"):
        checks.failed(world.check, reason=other, by=cast.liufang_actor, **facts)
    client = client_of(window.user, method="mfa")
    assert "记录核查结果" not in client.get(f"/desk/checks/{world.check.pk}/").content.decode()
    assert client.post(f"/desk/checks/{world.check.pk}/", {"result": "kept"}).status_code == 404


def test_failed_takes_down_tells_everybody_and_is_recorded(world):
    credit = fail(world)
    drain()
    cast = world.cast
    assert set(Vacancy.objects.values_list("state", flat=True)) == {"removed"}
    assert not Opening.objects.exists()
    world.studio.refresh_from_db()
    assert (world.studio.basis, world.studio.verified_on) == ("", None)
    assert Application.objects.get().state == "lapsed"
    told = plaintext(Message.objects.get(person=cast.xiaomei, key__startswith="vacancy-removed-").body)
    assert "这不是您的原因" in told
    assert "投递随之结束" in told
    told = body_of(cast.jianguo, f"promise-failed-{world.check.pk}-{cast.jianguo.pk}")
    until = clock.today() + timedelta(days=10)
    assert credit.objection_until == until
    for words in (
        FACTS.rstrip("。"),
        "找不到单位",
        "四川省全方位公共就业服务实施意见(三)",
        "刘芳",
        "工作人员调查",
        f"到{until.year}年{until.month}月{until.day}日为止可以提出异议",
        "60日内可以申请行政复议",
        "6个月内可以提起行政诉讼",
    ):
        assert words in told
    assert broken_promise(world.studio) == credit
    assert Event.objects.filter(name="promise.failed", subject_id=str(world.studio.pk)).count() == 1
    assert CaseEvent.objects.get(case=world.case, step="checked").actor_id == cast.liufang_actor.id
    assert Task.objects.get(pk=world.check.task_id).done_at
    desk = client_of(cast.liufang.user, method="mfa")
    assert "信用记录1条" in desk.get("/desk/employers/").content.decode()
    assert "信用记录“核查未通过”" in desk.get(f"/desk/employers/{world.studio.pk}/").content.decode()


def test_no_second_promise_while_the_first_stands_broken(world):
    fail(world)
    with pytest.raises(verbs.PromiseBroken):
        world.employers.asked(world.studio.organisation, basis="promise", ground="startup")
    assert world.employers.asked(world.studio.organisation, basis="documents")


def test_objecting_on_its_page_until_the_last_day_and_once(world):
    credit = fail(world)
    path = reverse("jobs:promise_check", args=[world.check.pk])
    own = client_of(world.cast.jianguo.user)
    page = own.get(path).content.decode()
    for words in (FACTS, "刘芳", "提出异议", "行政复议"):
        assert words in page
    assert "请写明理由。" in own.post(path, {"text": " "}).content.decode()
    with clock.at(clock.now() + timedelta(days=10)):
        assert checks.may_object(credit)
    with clock.at(clock.now() + timedelta(days=11)), pytest.raises(checks.TooLate):
        checks.object_to(credit, text="晚了", by=world.unit)
    assert own.post(path, {"text": "那天搬到了3楼,有房租合同。"}).status_code == 302
    objection = CreditObjection.objects.get()
    assert (objection.task.not_by, objection.not_by) == (world.cast.liufang, world.cast.liufang)
    with pytest.raises(checks.TooLate):
        checks.object_to(credit, text="再来", by=world.unit)
    assert client_of(world.cast.xiaomei.user).get(path).status_code == 404
    with pytest.raises(NotAllowed):
        checks.object_to(credit, text="x", by=actors.of_person(world.cast.xiaomei))
    desk = client_of(world.cast.chentao.user, method="mfa")
    assert desk.get(f"/desk/tasks/{objection.task_id}/").url == f"/desk/checks/{world.check.pk}/"
    assert "异议待复核" in desk.get("/desk/checks/").content.decode()


def test_another_clerk_upholds_and_the_employer_brings_everything_back_by_one_act(world):
    credit, cast = fail(world), world.cast
    drain()
    objection = checks.object_to(credit, text="那天搬到了3楼。", by=world.unit)
    with pytest.raises(NotAllowed):
        checks.uphold(objection, answer="x", by=cast.liufang_actor)
    until = world.studio.verified_until
    checks.uphold(objection, answer="看了房租合同和现场照片,单位在3楼。", by=cast.chentao_actor)
    credit.refresh_from_db()
    assert (credit.withdrawn_by, broken_promise(world.studio)) == (cast.chentao, None)
    world.studio.refresh_from_db()
    assert (world.studio.basis, world.studio.verified_until) == ("promise", until)
    told = body_of(cast.jianguo, f"promise-upheld-{world.check.pk}-{cast.jianguo.pk}")
    assert "信用记录已撤销" in told
    assert "陈涛" in told
    names = Event.objects.filter(name__startswith="promise.").order_by("pk").values_list("name", flat=True)
    assert list(names) == [
        "promise.check_opened",
        "promise.failed",
        "promise.objected",
        "promise.objection_upheld",
    ]
    steps = CaseEvent.objects.filter(case=world.case).values_list("step", flat=True)
    assert {"checked", "objected", "objection_heard"} <= set(steps)
    own = client_of(cast.jianguo.user)
    page = own.get(f"/employers/{world.studio.pk}/").content.decode()
    assert "有2个岗位因核查下架" in page
    assert own.post(f"/employers/{world.studio.pk}/restore/").status_code == 302
    assert dict(Vacancy.objects.values_list("title", "state")) == {"收银员": "open", "程序员": "paused"}
    assert Opening.objects.count() == 1
    assert restoring.restore(world.studio, by=world.unit) == 0
    assert "岗位恢复了" in Message.objects.get(person=cast.xiaomei, key__startswith="vacancy-restored").title
    desk = client_of(cast.liufang.user, method="mfa")
    assert "信用记录" not in desk.get("/desk/employers/").content.decode()


def test_who_had_applied_sends_again_with_one_tap_and_the_unit_hears_of_it(world):
    credit, cast = fail(world), world.cast
    drain()
    me = actors.of_person(cast.xiaomei)
    objection = checks.object_to(credit, text="有误", by=world.unit)
    checks.uphold(objection, answer="属实", by=cast.chentao_actor)
    same, new = applications.apply(Vacancy.objects.get(pk=world.first.pk), cast.xiaomei, by=me)
    assert (same.state, new) == ("lapsed", False)
    restoring.restore(world.studio, by=world.unit)
    same, new = applications.apply(Vacancy.objects.get(pk=world.first.pk), cast.xiaomei, by=me)
    assert (same.pk, same.state, new) == (world.sent.pk, "sent", True)
    assert applications.apply(world.first, cast.xiaomei, by=me)[1] is False
    assert Message.objects.filter(key=f"application-{same.pk}-sent-2-{cast.jianguo.pk}").count() == 1
    applications.reject(same, reason="filled", by=world.unit)
    assert Message.objects.filter(key=f"application-{same.pk}-rejected-2").count() == 1


def test_an_objection_rejected_keeps_the_record_and_tells_how_to_appeal(world):
    credit, cast = fail(world), world.cast
    objection = checks.object_to(credit, text="不服", by=world.unit)
    client = client_of(cast.chentao.user, method="mfa")
    path = f"/desk/checks/{world.check.pk}/"
    missing = client.post(path, {"outcome": "reject", "answer": ""})
    assert missing.status_code == 422
    assert "请写明理由。" in missing.content.decode()
    assert client.post(path, {"outcome": "reject", "answer": "三次上门都没有人。"}).status_code == 302
    objection.refresh_from_db()
    assert (objection.outcome, objection.decided_by) == ("rejected", cast.chentao)
    assert broken_promise(world.studio) == credit
    told = body_of(cast.jianguo, f"promise-rejected-{world.check.pk}-{cast.jianguo.pk}")
    for words in ("三次上门都没有人", "陈涛", "行政复议", "行政诉讼"):
        assert words in told
    with pytest.raises(checks.CheckMoved):
        checks.uphold(objection, answer="x", by=cast.chentao_actor)
    assert not checks.restorable(world.studio).exists()


def test_a_verification_whose_time_is_over_is_not_restored(world):
    credit = fail(world)
    objection = checks.object_to(credit, text="不服", by=world.unit)
    with clock.at(clock.now() + timedelta(days=300)):
        checks.uphold(objection, answer="属实", by=world.cast.chentao_actor)
        with pytest.raises(restoring.NotVerified):
            restoring.restore(world.studio, by=world.unit)
    world.studio.refresh_from_db()
    assert world.studio.verified_on is None
    assert world.employers.asked(world.studio.organisation, basis="promise", ground="startup")


def test_what_a_report_took_down_rightly_does_not_come_back(world):
    reports.report(world.first, person=None, address="192.0.2.1", reason="money", text="", by=world.unit)
    credit = fail(world)
    reports.uphold(world.first, clerk=world.cast.liufang, by=world.cast.liufang_actor)
    objection = checks.object_to(credit, text="不服", by=world.unit)
    checks.uphold(objection, answer="属实", by=world.cast.chentao_actor)
    assert [each.vacancy for each in checks.restorable(world.studio)] == [world.second]


def test_the_database_refuses_what_the_verbs_would_never_do(world):
    credit = fail(world)
    objection = checks.object_to(credit, text="不服", by=world.unit)
    clerk, now = world.cast.liufang, clock.now()
    own_answer = CreditObjection.objects.get(pk=objection.pk)
    own_answer.outcome, own_answer.answer = "upheld", "x"
    own_answer.decided_at, own_answer.decided_by = now, clerk
    wrong = (
        lambda: PromiseCheck.objects.filter(pk=world.check.pk).update(reason=None),
        lambda: PromiseCheck.objects.filter(pk=world.check.pk).update(decided_by=None),
        lambda: PromiseCheck.objects.filter(pk=world.check.pk).update(result="open"),
        lambda: CreditRecord.objects.filter(pk=credit.pk).update(withdrawn_at=now),
        lambda: CreditRecord.objects.filter(pk=credit.pk).update(withdrawn_at=now, withdrawn_by=clerk),
        lambda: CreditObjection.objects.filter(pk=objection.pk).update(outcome="upheld"),
        own_answer.save,
        lambda: TakenDown.objects.update(state="draft"),
    )
    for each in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            each()


def test_the_desks_list_asks_as_often_for_many(world, django_assert_num_queries):
    client = client_of(world.cast.liufang.user, method="mfa")
    client.get("/desk/checks/")
    with CaptureQueriesContext(connection) as one:
        client.get("/desk/checks/")
    employers = world.employers
    unit = employers.organisation(world.cast.xiaomei, SHOP, "第二家", confirmed=False)
    employers.grant(employers.asked(unit, basis="promise", ground="flexible"))
    with django_assert_num_queries(len(one)):
        assert "第二家" in client.get("/desk/checks/").content.decode()
    assert len(one) <= 12
