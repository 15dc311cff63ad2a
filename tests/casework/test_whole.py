"""The whole life of a case, proved by a test item with the longest path: 初审 复核 公示, stops, transfers, ends."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from portal.accounts import actors
from portal.agencies.models import Agency
from portal.casework import policy, services
from portal.casework.models import Case, ItemLevel, ReasonCode, Task
from portal.casework.tasks import end_notices
from portal.documents.models import Certificate
from portal.events.models import Change
from portal.events.services import drain
from portal.kernel import clock
from portal.kernel.actor import system
from portal.notices.models import Message
from tests.casework import local
from tests.casework.test_local_items import submit
from tests.cast import Cast

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
LONG = ("review", "recheck", "publicise")


@pytest.fixture
def case(cast: Cast) -> Case:
    """A case of the longest path, accepted by 刘芳."""
    local.published(from_day=TODAY, path=LONG)
    found = submit(cast, cast.jianguo)
    services.accept(found, by=cast.liufang_actor)
    return found


def reasons(use: str) -> list[ReasonCode]:
    return list(ReasonCode.objects.filter(item_id=local.CODE, use=use))


def state(case: Case) -> str:
    return Case.objects.get(pk=case.pk).state


def publicised(case: Case, cast: Cast) -> Case:
    services.review(case, by=cast.liufang_actor)
    services.recheck(case, by=cast.chentao_actor)
    return services.publicise(case, shown="拟补贴400.02元", by=cast.chentao_actor)


def test_the_path_is_walked_in_its_order_by_different_people(case: Case, cast: Cast):
    with pytest.raises(services.NotAllowed):
        services.grant(case, by=cast.chentao_actor)
    with pytest.raises(services.NotAllowed):
        services.publicise(case, by=cast.liufang_actor)
    services.review(case, by=cast.liufang_actor)
    with pytest.raises(services.NotAllowed):
        services.recheck(case, by=cast.liufang_actor)
    services.recheck(case, by=cast.chentao_actor)
    with pytest.raises(services.NotAllowed):
        services.grant(case, by=cast.chentao_actor)
    case = services.publicise(case, shown="拟补贴400.02元", by=cast.chentao_actor)
    shown = case.publicities.get()
    assert shown.shown_name == "王*国"
    assert shown.ends == date(2026, 11, 30)
    with pytest.raises(services.StillPublic):
        services.grant(case, by=cast.chentao_actor)
    with clock.at("2026-12-01T09:00:00+08:00"):
        assert services.grant(case, by=cast.chentao_actor).state == "granted"


def test_the_clock_stands_still_while_the_notice_runs(case: Case, cast: Cast):
    due = Case.objects.get(pk=case.pk).due
    publicised(case, cast)
    with clock.at("2026-12-01T03:00:00+08:00"):
        assert end_notices() == 1
        assert end_notices() == 0
    found = Case.objects.get(pk=case.pk)
    assert found.stopped_at is None
    assert found.due == due + timedelta(days=8)  # six working days stood still, a weekend between


def test_an_objection_holds_the_decision_and_one_that_is_upheld_sends_the_case_back(case: Case, cast: Cast):
    shown = publicised(case, cast).publicities.get()
    objection = services.object_to(shown, text="他有工作。", contact="13800000077", by=system("visitor"))
    with clock.at("2026-12-01T09:00:00+08:00"):
        with pytest.raises(services.StillPublic):
            services.grant(case, by=cast.chentao_actor)
        with pytest.raises(services.NotAllowed):
            services.answer_objection(objection, upheld=True, answer="属实", by=cast.hejing_actor)
        services.answer_objection(objection, upheld=True, answer="经核实有参保记录。", by=cast.chentao_actor)
        assert state(case) == "accepted"
        assert case.publicities.get().over_at
        with pytest.raises(ValueError, match="once"):
            services.answer_objection(objection, upheld=False, answer="再答", by=cast.chentao_actor)


def test_an_objection_that_fails_lets_the_decision_come(case: Case, cast: Cast):
    shown = publicised(case, cast).publicities.get()
    objection = services.object_to(shown, text="听说的。", contact="", by=system("visitor"))
    services.answer_objection(objection, upheld=False, answer="经核实没有参保记录。", by=cast.chentao_actor)
    with clock.at("2026-12-01T09:00:00+08:00"):
        assert services.grant(case, by=cast.chentao_actor).state == "granted"
        with pytest.raises(services.NotAllowed):
            services.object_to(shown, text="太晚了", contact="", by=system("visitor"))


def test_a_refusal_needs_no_notice(case: Case, cast: Cast):
    services.review(case, by=cast.liufang_actor)
    services.recheck(case, by=cast.chentao_actor)
    case = services.refuse(case, reasons=reasons("refuse"), by=cast.chentao_actor)
    letter = Certificate.objects.get(kind="letter_refuse")
    assert letter.official_number == "510104就服不准〔2026〕1号"


def test_suspend_stops_the_clock_with_a_reason_and_resume_moves_the_day(case: Case, cast: Cast):
    due = Case.objects.get(pk=case.pk).due
    with pytest.raises(services.ReasonMissing):
        services.suspend(case, reasons=[], by=cast.liufang_actor)
    services.suspend(case, reasons=reasons("suspend"), text="等社保数据", by=cast.liufang_actor)
    assert state(case) == "suspended"
    with clock.at("2026-11-26T09:00:00+08:00"):
        services.resume(case, by=cast.liufang_actor)
        drain()
    found = Case.objects.get(pk=case.pk)
    assert found.state == "accepted"
    assert found.due == due + timedelta(days=3)
    titles = set(Message.objects.values_list("title", flat=True))
    assert {"灵活就业社保补贴中止办理", "灵活就业社保补贴接着办理"} <= titles


def test_a_case_is_claimed_once_handed_over_inside_and_transferred_outside(cast: Cast):
    case = cast.case(cast.xiaomei)
    services.claim(case, by=cast.chentao_actor)
    with pytest.raises(services.StepRefused):
        services.claim(case, by=cast.liufang_actor)
    with pytest.raises(services.OtherAgency):
        services.hand_over(case, cast.hejing, by=cast.chentao_actor)
    services.hand_over(case, cast.liufang, by=cast.chentao_actor)
    due = Case.objects.get(pk=case.pk).due
    qingyang = Agency.objects.get(region_id="510105")
    with pytest.raises(services.NotAllowed):
        services.transfer(case, qingyang, text="搬家", by=cast.hejing_actor)
    services.transfer(case, qingyang, text="您现在住在青羊区,由青羊区办理。", by=cast.liufang_actor)
    moved = Case.objects.get(pk=case.pk)
    assert moved.responsible == qingyang
    assert moved.due == due
    assert moved.assignee is None
    services.accept(moved, by=cast.hejing_actor)
    steps = list(moved.events.values_list("step", flat=True))
    assert steps == ["submit", "assign", "assign", "transfer", "accept"]


def test_a_village_takes_in_and_never_decides(cast: Cast):
    case = cast.case(cast.jianguo, retirement={})
    village = Agency.objects.filter(level=5, path__startswith="510000/510100/510104/").first()
    clerk = cast.clerk("cunli", "村里人", village.region_id, "window", "review")
    by = actors.of_clerk(clerk)
    assert policy.level_of(by) == 5
    Case.objects.filter(pk=case.pk).update(responsible=village, responsible_path=village.path)
    case.refresh_from_db()
    assert services.accept(case, by=by).state == "accepted"
    with pytest.raises(services.NotAllowed):
        services.grant(case, by=by)
    with pytest.raises(IntegrityError), transaction.atomic():
        ItemLevel.objects.filter(item=case.item, level=5).update(decide=True)


def test_a_returned_case_lapses_after_its_day_and_can_be_asked_again(cast: Cast):
    case = cast.case(cast.xiaomei)
    services.send_back(case, reasons=cast.reasons("send_back"), by=cast.liufang_actor)
    until = Case.objects.get(pk=case.pk).returned_until
    with clock.at(until):
        assert services.lapse_overdue(by=system("deadlines")) == 0
    with clock.at(until + timedelta(days=1)):
        assert services.lapse_overdue(by=system("deadlines")) == 1
        assert state(case) == "lapsed"
        assert services.already_open(case.item_id, cast.xiaomei) is None
        drain()
    assert Message.objects.filter(title="失业登记已逾期失效").exists()


def test_the_sample_of_promises_is_the_same_for_everybody_and_about_its_share():
    from portal.casework.services.tasks import sampled

    numbers = [f"BJ-20261123-{n:06d}" for n in range(5000)]
    share = sum(sampled(number, 10) for number in numbers)
    assert 420 < share < 580
    assert not any(sampled(number, 0) for number in numbers)
    assert all(sampled(number, 100) for number in numbers)


def test_a_promise_not_kept_opens_a_revocation_with_notice(cast: Cast):
    case = cast.case(cast.jianguo, retirement={})
    case.item.verify_sample = 100
    case.item.save()
    services.grant_by_rule(Case.objects.get(pk=case.pk))
    task = Task.objects.get(kind="verify")
    assert task.due == date(2026, 12, 21)
    services.finish_check(
        task,
        "查到正在上班",
        kept=False,
        reasons=cast.reasons("revoke", "false-promise"),
        by=cast.liufang_actor,
    )
    notice = case.revocation_notices.get()
    assert notice.answer_until == date(2026, 12, 23)
    assert state(case) in ("granted", "closed")


def test_what_a_clerk_changes_after_the_sample_was_drawn_is_still_the_clerks(cast: Cast):
    """Drawing the sample is the system's act inside the clerk's; the history must not mix them up."""
    case = cast.case(cast.jianguo, retirement={})
    case.item.verify_sample = 100
    case.item.save()
    services.accept(case, by=cast.liufang_actor)
    services.grant(case, by=cast.liufang_actor)
    assert Task.objects.get(kind="verify").case == case
    rows = Change.objects.filter(table="casework_case", pk_value=str(case.pk), op="U")
    assert {row.actor["kind"] for row in rows} == {"clerk"}
    drawn = Change.objects.get(table="casework_task", op="I")
    assert drawn.actor["id"] == "commitment.sample"


def test_the_badly_rated_clerk_never_handles_the_follow_up(cast: Cast):
    case = cast.case(cast.jianguo, retirement={})
    services.accept(case, by=cast.liufang_actor)
    case = services.grant(case, by=cast.liufang_actor)
    services.rate(case, level=1, by=actors.of_person(cast.jianguo))
    task = Task.objects.get(kind="follow_up")
    assert task.not_by == cast.liufang
    cast.liufang.agency = task.agency
    cast.liufang.save()
    with pytest.raises(services.NotAllowed):
        services.claim_task(task, by=actors.of_clerk(cast.liufang))
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.filter(pk=task.pk).update(assignee=cast.liufang)
    other = cast.clerk("shiji", "市级的", "510100", "review")
    services.finish_task(task, "已电话道歉并改进。", by=actors.of_clerk(other))
    drain()
    assert Message.objects.filter(person=cast.jianguo, title="您的评价我们处理了").count() == 1


def test_one_address_objects_five_times_an_hour_and_keeps_what_was_typed(case: Case, cast: Cast):
    url, said = (
        f"/publicity/{publicised(case, cast).publicities.get().pk}/",
        {"text": "他有工作。", "contact": "13800000077"},
    )
    assert [Client().post(url, said).status_code for _turn in range(5)] == [200] * 5
    last = Client().post(url, said)
    assert last.status_code == 422
    assert "一小时最多提交5次" in last.content.decode()
    assert "他有工作。" in last.content.decode()
    assert Client(REMOTE_ADDR="10.9.8.7").post(url, said).status_code == 200
