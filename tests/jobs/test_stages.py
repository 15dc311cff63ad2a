"""The five distinctions and the four stages: rules as tables, what events do, proposals, conferences, reports."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from jobs.models import (
    Application,
    ApplicationEvent,
    ExpertConference,
    PushStop,
    Resume,
    ServiceStage,
    StageProposal,
    StageTransition,
)
from jobs.rules import stages as rules
from jobs.rules.stages import Limits, Steps
from jobs.services import applications, conferences, guidance, opening_stages, stages
from jobs.tasks.stages import move_stages
from portal.accounts import actors
from portal.accounts.registry import exports
from portal.agencies.models import Region
from portal.casework import services as casework
from portal.casework.services.stepping import NotAllowed
from portal.events.models import Event
from portal.events.services import drain
from portal.kernel import clock
from portal.kernel.actor import system
from portal.kernel.fields import plaintext
from portal.oversight.registry import board
from portal.oversight.services import month_of
from portal.rules.queries import lookup
from registration.services import end_spell
from tests.access.entering import client_of
from tests.cast import JINJIANG, QINGYANG, Cast
from tests.jobs.stage_rows import CASHIER, crowd, indexed, opened, shop, wishing

pytestmark = pytest.mark.django_db
BY = system("test")
LIMITS = {3: Limits(3, 12), 4: Limits(3, 12)}


@pytest.fixture
def jianguo(cast: Cast) -> ServiceStage:
    """王建国 lives in 锦江 and is served from his wish on."""
    cast.jianguo.residence_region_id = JINJIANG
    cast.jianguo.save()
    wishing(cast.jianguo, (CASHIER, JINJIANG))
    drain()
    return ServiceStage.objects.get(person=cast.jianguo)


def proposed(row: ServiceStage, to: int = 3, **facts: int) -> StageProposal:
    return StageProposal.objects.create(service=row, to_stage=to, made_at=clock.now(), **facts)


def at_stage(cast: Cast, row: ServiceStage, stage: int) -> ServiceStage:
    return stages.accept(proposed(row, stage), clerk=cast.liufang, by=cast.liufang_actor)


def invited(cast: Cast, row: ServiceStage, days: int = 2) -> ExpertConference:
    facts = {"minutes": 60, "place": "春熙路1号", "experts": "王老师(职业指导师)"}
    begins = clock.now() + timedelta(days=days)
    return conferences.book(row, clerk=cast.liufang, begins=begins, by=cast.liufang_actor, **facts)


@pytest.mark.parametrize(
    ("groups", "category"),
    [
        ([], "general"),
        (["migrant"], "migrant"),
        (["migrant", "graduate"], "graduate"),
        (["veteran", "hardship", "graduate"], "hardship"),
    ],
)
def test_one_category_a_person_the_most_urgent_first(groups, category):
    assert rules.category(groups) == category


@pytest.mark.parametrize(
    ("category", "barriers", "stage", "grade"),
    [
        ("general", [], 1, 1),
        ("graduate", [], 2, 1),
        ("general", ["skill"], 1, 2),
        ("general", ["skill", "care", "pay"], 1, 3),
        ("general", [], 3, 2),
        ("poverty", [], 1, 2),
        ("hardship", [], 1, 3),
        ("disabled", [], 1, 3),
        ("general", ["age"], 1, 1),
        ("general", ["age", "skill", "pay"], 1, 2),
    ],
)
def test_the_grade_of_difficulty_and_age_is_never_a_part_of_it(category, barriers, stage, grade):
    assert rules.grade(category, barriers, stage) == grade


@pytest.mark.parametrize(
    ("barriers", "dimensions"),
    [
        ([], ["vacancies"]),
        (["skill"], ["vacancies", "training"]),
        (["care", "pay", "information"], ["vacancies", "guidance", "support"]),
        (["age"], ["vacancies"]),
    ],
)
def test_dimensions_are_what_helps(barriers, dimensions):
    assert rules.dimensions(barriers) == dimensions


@pytest.mark.parametrize(
    ("stage", "steps", "to"),
    [
        (1, Steps(), None),
        (1, Steps(rejected=2), None),
        (1, Steps(rejected=3), 3),
        (2, Steps(rejected=1, lapsed=1, interviews=1), 3),
        (2, Steps(weeks=11), None),
        (2, Steps(weeks=12), 3),
        (3, Steps(rejected=2, weeks=11), None),
        (3, Steps(interviews=3), 4),
        (3, Steps(weeks=12), 4),
        (4, Steps(rejected=9, weeks=90), None),
    ],
)
def test_what_is_proposed_after_how_much(stage, steps, to):
    assert rules.proposed(stage, steps, LIMITS) == to


@pytest.mark.parametrize(
    "key", ["stages.first_days", "stages.failed_steps.guided", "stages.weeks.expert", "likely.three_stars"]
)
def test_the_numbers_are_what_the_house_does_and_no_law(key):
    found = lookup(key, on=clock.today(), region="510000")
    assert (found.confidence, found.instrument) == ("D", "")


def test_a_wish_opens_stage_one_at_the_agency_of_the_place(cast, jianguo):
    assert (jianguo.stage, jianguo.category, jianguo.grade, jianguo.level) == (1, "general", 1, 1)
    assert jianguo.agency.region_id == JINJIANG
    [first] = jianguo.transitions.all()
    assert (first.from_stage, first.to_stage, first.reason, first.by_kind) == (0, 1, "resume", "system")
    assert stages.open_stage(cast.jianguo, reason="registered", by=BY) == jianguo
    assert jianguo.transitions.count() == 1


def test_where_nobody_lives_yet_the_wish_says_who_serves(cast):
    wishing(cast.xiaomei, (CASHIER, QINGYANG))
    drain()
    assert ServiceStage.objects.get(person=cast.xiaomei).agency.region_id == QINGYANG
    assert stages.agency_of(None).region_id == "510000"
    assert stages.agency_of(Region.objects.get(pk="110000")).region_id == "510000"


def test_a_granted_registration_opens_and_work_found_closes(cast):
    case = cast.case(cast.xiaomei)
    casework.accept(case, by=cast.liufang_actor)
    casework.confirm_identity(case, method="data", by=cast.liufang_actor)
    casework.grant(case, by=cast.liufang_actor)
    drain()
    row = ServiceStage.objects.get(person=cast.xiaomei)
    assert row.transitions.get().reason == "registered"
    end_spell(cast.xiaomei.spells.get(), on=clock.today(), ending="hired", by=BY)
    drain()
    row.refresh_from_db()
    assert row.closed_at
    assert row.transitions.order_by("-at", "-pk").first().reason == "hired"


@pytest.mark.parametrize(("wish", "closed"), [(True, False), (False, True)])
def test_a_registration_that_ends_otherwise_closes_only_who_has_no_wish(cast, wish, closed):
    case = cast.case(cast.xiaomei)
    casework.accept(case, by=cast.liufang_actor)
    casework.confirm_identity(case, method="data", by=cast.liufang_actor)
    casework.grant(case, by=cast.liufang_actor)
    if wish:
        wishing(cast.xiaomei, (CASHIER, JINJIANG))
    drain()
    end_spell(cast.xiaomei.spells.get(), on=clock.today(), ending="no_contact", by=BY)
    drain()
    assert (ServiceStage.objects.get(person=cast.xiaomei).closed_at is not None) is closed


def test_hired_on_the_portal_closes_takes_back_what_waits_and_a_new_wish_begins_anew(cast, jianguo):
    vacancy = opened(cast, shop(cast), "收银员")
    at_stage(cast, jianguo, 4)
    conference = invited(cast, jianguo)
    sent, _new = applications.apply(vacancy, cast.jianguo, by=actors.of_person(cast.jianguo))
    applications.offer(sent, by=BY)
    applications.hire(sent, by=BY)
    drain()
    jianguo.refresh_from_db()
    conference.refresh_from_db()
    assert jianguo.closed_at
    assert conference.cancelled_at
    assert cast.jianguo.messages.filter(key=f"conference-off-{conference.pk}").exists()
    assert move_stages() == 0
    wishing(cast.jianguo, ("4-03-02-01", JINJIANG))
    drain()
    jianguo.refresh_from_db()
    assert (jianguo.stage, jianguo.closed_at) == (1, None)


def test_groups_and_interviews_regrade_and_are_logged(cast, jianguo):
    facts = {"group": "hardship", "evidence": "认定书", "source": "paper"}
    tag = guidance.set_group(cast.jianguo, clerk=cast.liufang, by=cast.liufang_actor, **facts)
    drain()
    jianguo.refresh_from_db()
    assert (jianguo.category, jianguo.grade) == ("hardship", 3)
    said = {"cause": "family", "barriers": ["care"], "wishes": "白天", "next_on": clock.today()}
    guidance.interview(cast.jianguo, clerk=cast.liufang, by=cast.liufang_actor, **said)
    guidance.end_group(tag, by=cast.liufang_actor)
    drain()
    jianguo.refresh_from_db()
    assert (jianguo.category, jianguo.grade, jianguo.dimensions) == ("general", 2, ["vacancies", "support"])
    assert jianguo.transitions.filter(reason="regraded").count() >= 2


def failed(cast: Cast, row: ServiceStage, card, *ends: str) -> None:
    """Applications that ended so; «met» is one that came to an interview first."""
    for number, end in enumerate(ends):
        vacancy = opened(cast, card, f"收银员{Application.objects.count()}-{number}")
        sent, _new = applications.apply(vacancy, row.person, by=actors.of_person(row.person))
        if end == "met":
            applications.invite(sent, by=BY)
        if end == "lapsed":
            applications.lapse(sent, by=BY)
        elif end == "withdrawn":
            applications.withdraw(sent, by=BY)
        else:
            applications.reject(sent, reason="skills", by=BY)


def test_failed_steps_are_counted_from_facts_and_pushes_count_nothing(cast, jianguo):
    card = shop(cast)
    failed(cast, jianguo, card, "rejected", "withdrawn", "lapsed")
    assert move_stages() == 0, "taking an application back is no failed step"
    assert stages.steps_of([jianguo])[jianguo.pk] == Steps(rejected=1, lapsed=1)
    failed(cast, jianguo, card, "met")
    assert stages.steps_of([jianguo])[jianguo.pk] == Steps(rejected=1, lapsed=1, interviews=1)
    assert move_stages() == 1
    assert move_stages() == 0, "one waits at most"
    found = StageProposal.objects.get()
    assert (found.to_stage, found.rejected, found.lapsed, found.interviews) == (3, 1, 1, 1)


def test_weeks_alone_are_enough_and_the_profile_comes_first(cast, jianguo):
    with clock.at(clock.now() + timedelta(days=13)):
        move_stages()
        jianguo.refresh_from_db()
        assert jianguo.stage == 1
    with clock.at(clock.now() + timedelta(days=14)):
        assert move_stages() == 0
        jianguo.refresh_from_db()
        assert jianguo.stage == 2
        assert jianguo.transitions.order_by("-at", "-pk").first().reason == "profile"
    with clock.at(clock.now() + timedelta(days=14 + 84)):
        assert move_stages() == 1


def test_who_keeps_the_cv_from_matching_stays_in_stage_one(cast, jianguo):
    wishing(cast.jianguo, matching=False)
    with clock.at(clock.now() + timedelta(days=20)):
        move_stages()
    jianguo.refresh_from_db()
    assert jianguo.stage == 1


def test_a_clerk_accepts_and_the_person_is_told_kindly_and_may_say_no(cast, jianguo):
    proposal = proposed(jianguo, rejected=3)
    desk = client_of(cast.liufang.user, method="mfa")
    page = desk.get("/desk/stages/").content.decode()
    assert "未录用3次" in page
    assert "王建国" not in page
    path = f"/desk/stages/{jianguo.pk}/"
    assert "升到第3阶段 分级指导服务" in desk.get(path).content.decode()
    assert desk.post(path, {"form": "accept"}).status_code == 302
    jianguo.refresh_from_db()
    proposal.refresh_from_db()
    assert (jianguo.stage, jianguo.grade, jianguo.level) == (3, 2, 3)
    assert (proposal.state, proposal.clerk) == ("accepted", cast.liufang)
    text = plaintext(cast.jianguo.messages.get(key=f"stage-{proposal.pk}").body)
    for words in ("刘芳", "免费", "不用了", "不算拒绝服务"):
        assert words in text
    answer = desk.post(path, {"form": "accept"}, follow=True)
    assert "情况已经变了" in answer.content.decode()
    mine = client_of(cast.jianguo.user)
    assert "分级指导服务" in mine.get("/my/profile-card/").content.decode()
    assert mine.post("/my/profile-card/refuse/").status_code == 302
    jianguo.refresh_from_db()
    assert jianguo.stage == 2
    assert jianguo.transitions.order_by("-at", "-pk").first().reason == "refused"
    assert not Event.objects.filter(name="unemployment.ended").exists(), "nothing else follows from a no"


def test_a_clerk_declines_with_a_reason_that_the_person_can_read(cast, jianguo):
    failed(cast, jianguo, shop(cast), "rejected", "rejected", "rejected")
    assert move_stages() == 1
    desk, path = client_of(cast.liufang.user, method="mfa"), f"/desk/stages/{jianguo.pk}/"
    answer = desk.post(path, {"form": "decline", "decline-reason": ""})
    assert answer.status_code == 422
    assert "请写明原因。" in answer.content.decode()
    with clock.at(clock.now() + timedelta(minutes=1)):
        assert desk.post(path, {"form": "decline", "decline-reason": "本人下周去试工"}).status_code == 302
        assert "本人下周去试工" in client_of(cast.jianguo.user).get("/my/profile-card/").content.decode()
        assert move_stages() == 0, "counting begins anew"
    jianguo.refresh_from_db()
    assert jianguo.stage == 1
    with pytest.raises(ValueError, match="reason"):
        stages.decline(proposed(jianguo), clerk=cast.liufang, reason=" ", by=cast.liufang_actor)


def test_another_countys_clerk_neither_sees_nor_decides(cast, jianguo):
    proposal = proposed(jianguo)
    elsewhere = client_of(cast.hejing.user, method="mfa")
    assert "王" not in elsewhere.get("/desk/stages/").content.decode().split("<main")[1]
    assert elsewhere.get(f"/desk/stages/{jianguo.pk}/").status_code == 404
    assert elsewhere.post(f"/desk/stages/{jianguo.pk}/", {"form": "accept"}).status_code == 404
    with pytest.raises(NotAllowed):
        stages.accept(proposal, clerk=cast.hejing, by=cast.hejing_actor)
    with pytest.raises(NotAllowed):
        stages.accept(proposal, clerk=cast.liufang, by=actors.of_person(cast.jianguo))


def test_two_clerks_at_once_move_once(cast, jianguo):
    proposal = proposed(jianguo)
    stages.accept(proposal, clerk=cast.liufang, by=cast.liufang_actor)
    with pytest.raises(stages.StageMoved):
        stages.decline(proposal, clerk=cast.chentao, reason="不用", by=cast.chentao_actor)
    assert jianguo.transitions.filter(to_stage=3).count() == 1
    proposed(jianguo, 4)
    with pytest.raises(IntegrityError), transaction.atomic():
        proposed(jianguo, 4)


def test_a_conference_is_booked_called_off_held_and_leads_on(cast, jianguo):
    with pytest.raises(stages.StageMoved):
        invited(cast, jianguo)
    at_stage(cast, jianguo, 4)
    desk, path = client_of(cast.liufang.user, method="mfa"), f"/desk/stages/{jianguo.pk}/"
    typed = {"form": "book", "book-day": "2020-01-01", "book-time": "10:00", "book-minutes": "60"}
    typed |= {"book-place": "春熙路1号", "book-experts": "王老师(职业指导师)"}
    answer = desk.post(path, typed)
    assert answer.status_code == 422
    assert "时间要在现在以后、90天以内。" in answer.content.decode()
    assert "王老师" in answer.content.decode()
    typed["book-day"] = str(clock.today() + timedelta(days=3))
    assert desk.post(path, typed).status_code == 302
    first = ExpertConference.objects.get()
    text = plaintext(cast.jianguo.messages.get(key=f"conference-{first.pk}").body)
    assert "春熙路1号" in text
    mine = client_of(cast.jianguo.user)
    assert "春熙路1号" in mine.get("/my/profile-card/").content.decode()
    ics = mine.get(f"/my/conferences/{first.pk}/conference.ics")
    assert "BEGIN:VEVENT" in ics.content.decode()
    assert client_of(cast.xiaomei.user).get(f"/my/conferences/{first.pk}/conference.ics").status_code == 404
    assert desk.post(path, typed, follow=True).status_code == 200
    assert ExpertConference.objects.count() == 1, "one is coming"
    with pytest.raises(stages.StageMoved):
        conferences.write_down(first, result="早了", next_step="plan", by=cast.liufang_actor)
    assert desk.post(path, {"form": "call_off"}).status_code == 302
    assert mine.get(f"/my/conferences/{first.pk}/conference.ics").status_code == 404
    second = invited(cast, jianguo)
    with clock.at(second.begins_at + timedelta(hours=2)):
        desk = client_of(cast.liufang.user, method="mfa")
        result = {"form": "result", "result-result": "先学收银三天", "result-next_step": "return"}
        assert desk.post(path, result | {"result-result": ""}).status_code == 422
        assert desk.post(path, result).status_code == 302
    jianguo.refresh_from_db()
    second.refresh_from_db()
    assert jianguo.stage == 3
    assert plaintext(second.result) == "先学收银三天"
    assert "先学收银三天" in mine.get("/my/profile-card/").content.decode()
    assert "先学收银三天" not in repr(second.result)
    told = exports["服务阶段和推送"](cast.jianguo)
    assert any(each["意见"] == "先学收银三天" for each in told["服务阶段"][0]["专家会诊"])


def test_the_card_shows_every_fact_with_its_source_and_a_way_to_mend_it(cast, jianguo):
    wishing(cast.jianguo, education=5, experience=3, skills=["excel"])
    facts = {"group": "veteran", "evidence": "退役证", "source": "paper"}
    guidance.set_group(cast.jianguo, clerk=cast.liufang, by=cast.liufang_actor, **facts)
    page = client_of(cast.jianguo.user).get("/my/profile-card/").content.decode()
    wish = Resume.objects.get(person=cast.jianguo).intentions.get()
    for words in (
        "本科",
        "3年",
        "来自您的简历",
        "退役军人",
        "刘芳",
        f"/my/cv/wishes/{wish.pk}/",
        "/my/cv/basics/",
    ):
        assert words in page
    assert "不看性别、年龄、户籍" in page
    empty = client_of(cast.xiaomei.user).get("/my/profile-card/").content.decode()
    assert "写好简历和求职意向" in empty


def test_the_desk_list_asks_as_often_however_long_it_is(cast, jianguo):
    desk, counts = client_of(cast.liufang.user, method="mfa"), []
    for size in (1, 12):
        people = crowd(size)
        opening_stages.open_missing(by=BY)
        for row in ServiceStage.objects.filter(person__in=people):
            proposed(row)
            ServiceStage.objects.filter(pk=row.pk).update(stage=4)
        for address in ("/desk/stages/", "/desk/stages/?show=4"):
            desk.get(address)
            with CaptureQueriesContext(connection) as asked:
                assert desk.get(address).status_code == 200
            counts.append(len(asked))
    assert counts[:2] == counts[2:]


def test_moving_five_hundred_costs_as_much_as_moving_five(cast):
    counts = {}
    for size in (5, 500):
        people = crowd(size)
        indexed(people)
        with CaptureQueriesContext(connection) as asked:
            opening_stages.open_missing(by=BY)
        counts["open", size] = len(asked)
        with clock.at(clock.now() + timedelta(days=90)), CaptureQueriesContext(connection) as asked:
            assert stages.profile_some(by=BY) == size
        counts["profile", size] = len(asked)
        ServiceStage.objects.filter(closed_at__isnull=True).update(
            counted_from=clock.now() - timedelta(days=90)
        )
        held = stages.limits()
        with CaptureQueriesContext(connection) as asked:
            assert stages.propose_some(None, held, by=BY)[1] == size
        counts["propose", size] = len(asked)
        StageProposal.objects.update(state="gone", decided_at=clock.now())
        ServiceStage.objects.update(closed_at=clock.now())
    for what in ("profile", "propose"):
        assert counts[what, 5] == counts[what, 500], counts
    assert counts["propose", 500] <= 7
    assert counts["open", 500] - counts["open", 5] <= 8, "one more round that finds nobody"


def test_the_report_counts_by_stage_category_and_month_and_the_board_hides_few(cast, jianguo):
    crowd(6)
    opening_stages.open_missing(by=BY)
    at_stage(cast, jianguo, 3)
    desk = client_of(cast.liufang.user, method="mfa")
    page = desk.get("/desk/stages/report/").content.decode()
    assert "窗口同意升级" in page
    cells = desk.get("/desk/stages/report/?csv=1").content.decode("utf-8-sig").splitlines()
    assert cells[1].split(",") == ["其他求职者", "6", "0", "1", "0", "7"]
    assert "其他求职者" not in desk.get("/desk/stages/report/?month=2025-01").content.decode()
    assert desk.get("/desk/stages/report/?month=9999-99").status_code == 200
    other = client_of(cast.hejing.user, method="mfa").get("/desk/stages/report/?csv=1")
    assert other.content.decode("utf-8-sig").splitlines()[-1].split(",")[1:] == ["0"] * 5
    month = month_of(clock.today(), today=clock.today())
    rows = {row.cut: row.figures["done"] for row in board("service-stages").compute(month)}
    assert rows == {"stage:1": None, "stage:3": None}, "one person would be told by subtraction"
    crowd(12)
    opening_stages.open_missing(by=BY)
    ServiceStage.objects.filter(stage=3).update(stage=1)
    StageTransition.objects.create(
        service=jianguo, at=clock.now(), from_stage=3, to_stage=1, category="general", grade=1,
        reason="conference", by_kind="system", by_name="x",
    )  # fmt: skip
    rows = {row.cut: row.figures["done"] for row in board("service-stages").compute(month)}
    assert rows == {"stage:1": 19}


def test_a_merged_record_is_served_once(cast, jianguo):
    other = stages.open_stage(cast.xiaomei, reason="registered", by=BY)
    cast.xiaomei.merged_into = cast.jianguo
    cast.xiaomei.save()
    ServiceStage.objects.update(counted_from=clock.now() - timedelta(days=100))
    assert move_stages() == 1
    assert not StageProposal.objects.filter(service=other).exists()
    assert stages.stages_for(cast.liufang_actor).filter(pk=other.pk).count() == 0
    assert not ApplicationEvent.objects.exists()
    assert PushStop.merge_same == ("topic",)
