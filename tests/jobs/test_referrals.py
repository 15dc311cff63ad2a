"""Referrals: written with consent, told to both sides, asked for once after seven days, counted."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jobs.models import Referral, Resume
from jobs.services import referrals as services
from jobs.services import resumes
from jobs.services.applications import VacancyShut, apply
from jobs.services.vacancies import close
from jobs.tasks.referrals import ask_results
from portal.accounts import actors
from portal.accounts.models import AccessEntry
from portal.casework.services.stepping import NotAllowed
from portal.events.models import Event
from portal.kernel import clock
from portal.kernel.actor import system
from portal.kernel.fields import plaintext
from portal.notices.models import Message
from tests.access.entering import client_of
from tests.cast import JINJIANG, Cast
from tests.cast_jobs import Employers

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(cast: Cast) -> SimpleNamespace:
    """李晓梅 of 锦江 and an open vacancy of 王建国's restaurant."""
    cast.xiaomei.residence_region_id = JINJIANG
    cast.xiaomei.save()
    employers = Employers(cast)
    vacancy = employers.open()
    unit = employers.actor(vacancy.employer.organisation)
    return SimpleNamespace(cast=cast, vacancy=vacancy, unit=unit, employers=employers)


def made(world: SimpleNamespace, **changed) -> Referral:
    facts = {"consent": "present", "words": "手脚麻利,会用扫码枪。", "by": world.cast.liufang_actor} | changed
    return services.refer(world.cast.xiaomei, world.vacancy, **facts)[0]


def messages(person, what: str) -> int:
    return Message.objects.filter(person=person, key__startswith=f"referral-{what}-").count()


def test_both_sides_are_told_and_the_same_one_is_not_written_twice(world):
    row = made(world)
    assert row.number.startswith("TJ-")
    assert services.refer(
        world.cast.xiaomei, world.vacancy, consent="phone", by=world.cast.liufang_actor
    ) == (
        row,
        False,
    )
    assert (messages(world.cast.xiaomei, "made"), messages(world.cast.jianguo, "made")) == (1, 1)
    told = Message.objects.get(person=world.cast.jianguo, key__startswith="referral-made")
    assert "李晓梅" not in plaintext(told.body) + told.title
    assert told.link == f"/employers/referrals/{row.pk}/"
    assert Event.objects.filter(name="referral.made", subject_id=str(row.pk)).count() == 1


def test_only_for_whom_one_serves_and_only_to_what_is_open(world):
    with pytest.raises(NotAllowed):
        made(world, by=world.cast.hejing_actor)
    close(world.vacancy, by=world.unit)
    with pytest.raises(VacancyShut):
        made(world)
    assert not Referral.objects.exists()


def test_who_switched_recommending_off_is_recommended_only_when_asking_in_person(world):
    resumes.resume_of(world.cast.xiaomei, by=actors.of_person(world.cast.xiaomei))
    Resume.objects.update(matching=False)
    with pytest.raises(services.MatchingOff):
        made(world, consent="phone")
    client = client_of(world.cast.liufang.user, method="mfa")
    page = f"/desk/people/{world.cast.xiaomei.pk}/refer/"
    assert "本人关了岗位推荐" in client.get(page).content.decode()
    posted = {"vacancy": world.vacancy.number, "consent": "phone", "words": "会用扫码枪"}
    answer = client.post(page, posted)
    assert answer.status_code == 422
    assert "本人当面提出的,才能开推荐信。" in answer.content.decode()
    assert "会用扫码枪" in answer.content.decode()
    assert client.post(page, posted | {"consent": "present"}).status_code == 302
    assert Referral.objects.get().consent == "present"


def test_the_desk_finds_a_vacancy_by_number_title_or_employer(world):
    client = client_of(world.cast.liufang.user, method="mfa")
    page = f"/desk/people/{world.cast.xiaomei.pk}/refer/"
    for words in (world.vacancy.number.lower(), "收银", "蜀味"):
        assert world.vacancy.number in client.get(page, {"q": words}).content.decode()
    assert "没有找到在招的岗位" in client.get(page, {"q": "宇航员"}).content.decode()
    text = client.get(page, {"q": "收银"}).content.decode()
    assert "李晓梅" not in text
    answer = client.post(page + "?q=收银", {"vacancy": world.vacancy.number})
    assert "要本人同意,才能开推荐信。" in answer.content.decode()
    other = client_of(world.cast.hejing.user, method="mfa")
    assert other.get(page).status_code == 404


def test_the_persons_page_at_the_desk_leads_there_and_shows_them(world):
    person = world.cast.xiaomei
    client = client_of(world.cast.liufang.user, method="mfa")
    client.post(f"/desk/people/{person.pk}/", {"purpose": "职业介绍"})
    page = client.get(f"/desk/people/{person.pk}/").content.decode()
    assert f"/desk/people/{person.pk}/refer/" in page
    made(world)
    assert "本人还没有答复" in client.get(f"/desk/people/{person.pk}/").content.decode()
    other = client_of(world.cast.hejing.user, method="mfa")
    other.post(f"/desk/people/{person.pk}/", {"purpose": "通办"})
    assert "/refer/" not in other.get(f"/desk/people/{person.pk}/").content.decode()


def test_the_employer_sees_the_mark_and_the_person_reads_who_looked(world):
    row = made(world)
    apply(world.vacancy, world.cast.xiaomei, by=actors.of_person(world.cast.xiaomei))
    client = client_of(world.cast.jianguo.user)
    page = client.get(reverse("jobs:received", args=[world.vacancy.number])).content.decode()
    assert page.count("公共就业服务机构推荐") == 2  # the referral, and the application of the same person
    text = client.get(f"/employers/referrals/{row.pk}/").content.decode()
    for words in ("李晓梅", "13800000001", row.number, "手脚麻利"):
        assert words in text
    seen = AccessEntry.objects.filter(person_id=world.cast.xiaomei.pk, purpose=row.number)
    assert seen.count() == 1
    assert client_of(world.cast.xiaomei.user).get(f"/employers/referrals/{row.pk}/").status_code == 404


def test_the_person_reads_whom_to_call_and_prints_the_letter(world):
    row = made(world)
    client = client_of(world.cast.xiaomei.user)
    text = client.get(f"/my/referrals/{row.pk}/").content.decode()
    for words in ("13800000010", "春熙路1号", row.number, "不要向单位交钱", "刘芳"):
        assert words in text
    paper = client.get(f"/my/referrals/{row.pk}/paper.pdf")
    assert paper["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF-")
    desk = client_of(world.cast.liufang.user, method="mfa").get(f"/desk/referrals/{row.pk}/paper.pdf")
    assert desk.content.startswith(b"%PDF-")
    assert AccessEntry.objects.filter(person_id=world.cast.xiaomei.pk, purpose=row.number).count() == 1
    assert f"/my/referrals/{row.pk}/" in client.get("/my/").content.decode()


def test_after_seven_days_each_side_is_asked_once_and_answers_with_one_tap(world):
    row = made(world)
    assert ask_results() == 0
    with clock.at(clock.now() + timedelta(days=6, hours=23)):
        assert ask_results() == 0
    with clock.at(clock.now() + timedelta(days=7)):
        assert ask_results() == 1
        assert ask_results() == 0
        assert services.ask(row, by=system("test")) is False
    assert (messages(world.cast.xiaomei, "asked"), messages(world.cast.jianguo, "asked")) == (1, 1)
    own, unit = client_of(world.cast.xiaomei.user), client_of(world.cast.jianguo.user)
    assert "请告诉我们结果" in own.get("/my/").content.decode()
    assert own.post(f"/my/referrals/{row.pk}/", {"result": "interview"}).status_code == 302
    assert unit.post(f"/employers/referrals/{row.pk}/", {"result": "hired"}).status_code == 302
    row.refresh_from_db()
    assert (row.person_result, row.employer_result) == ("interview", "hired")
    own.post(f"/my/referrals/{row.pk}/", {"result": "hired"})
    assert "您说的结果:已入职" in own.get(f"/my/referrals/{row.pk}/").content.decode()
    assert Event.objects.filter(name="referral.answered").count() == 3
    assert own.post(f"/my/referrals/{row.pk}/", {"result": "rich"}).status_code == 404


def test_who_answered_before_or_wants_no_question_is_not_asked(world):
    row = made(world)
    client = client_of(world.cast.xiaomei.user)
    assert client.post(f"/my/referrals/{row.pk}/", {"result": "stop"}).status_code == 302
    services.employer_says(row, "unfit", by=world.unit)
    with clock.at(clock.now() + timedelta(days=8)):
        assert ask_results() == 1
    assert (messages(world.cast.xiaomei, "asked"), messages(world.cast.jianguo, "asked")) == (0, 0)
    desk = client_of(world.cast.liufang.user, method="mfa").get("/desk/referrals/").content.decode()
    assert "本人不愿再被问" in desk
    with pytest.raises(NotAllowed):
        services.person_says(row, "hired", by=actors.of_person(world.cast.jianguo))
    with pytest.raises(NotAllowed):
        services.employer_says(row, "hired", by=actors.of_person(world.cast.xiaomei))


def test_the_list_says_who_did_not_answer_and_counts_by_clerk_and_month(world):
    row = made(world)
    client = client_of(world.cast.liufang.user, method="mfa")
    assert "还没到回访的日子" in client.get("/desk/referrals/").content.decode()
    with clock.at(clock.now() + timedelta(days=7)):
        ask_results()
    page = client.get("/desk/referrals/?who=silent").content.decode()
    assert page.count("问了,没有答复") == 2
    assert "李*梅" in page
    assert "李晓梅" not in page
    services.person_says(row, "hired", by=actors.of_person(world.cast.xiaomei))
    counts = services.counts(world.cast.liufang_actor)
    assert [(each["clerk__name"], each["many"], each["hired"]) for each in counts] == [("刘芳", 1, 1)]
    assert services.counts(world.cast.hejing_actor) == []
    assert (
        row.number
        not in client_of(world.cast.hejing.user, method="mfa").get("/desk/referrals/").content.decode()
    )


def test_the_database_wants_consent_one_letter_a_vacancy_and_a_time_for_each_answer(world):
    row = made(world)
    wrong = (
        lambda: Referral.objects.filter(pk=row.pk).update(consent=""),
        lambda: Referral.objects.filter(pk=row.pk).update(person_result="hired"),
        lambda: Referral.objects.filter(pk=row.pk).update(employer_at=clock.now()),
        lambda: Referral.objects.filter(pk=row.pk).update(person_result="rich", person_at=clock.now()),
        lambda: Referral.objects.create(
            number="TJ-2",
            person=row.person,
            vacancy=row.vacancy,
            clerk=row.clerk,
            agency=row.agency,
            consent="present",
            made_at=clock.now(),
        ),
    )
    for each in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            each()


def test_the_lists_ask_as_often_for_many(world, django_assert_num_queries):
    made(world)
    desk, unit = client_of(world.cast.liufang.user, method="mfa"), client_of(world.cast.jianguo.user)
    received = reverse("jobs:received", args=[world.vacancy.number])
    for client, page in ((desk, "/desk/referrals/"), (unit, received)):
        client.get(page)
        with CaptureQueriesContext(connection) as one:
            client.get(page)
        assert len(one) <= 12, [query["sql"][:100] for query in one]
    by = world.cast.liufang_actor
    for title in ("理货员", "保洁员"):
        services.refer(world.cast.xiaomei, world.employers.open(title=title), consent="present", by=by)
    with CaptureQueriesContext(connection) as first:
        desk.get("/desk/referrals/")
    assert len(first) <= 12
