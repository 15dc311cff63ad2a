"""Applying with the stored CV, and answering."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jobs.models import Application, ApplicationEvent, Employer, Opening, Resume
from jobs.rules.skills import skills
from jobs.services import applications as services
from jobs.services import resumes, vacancies
from portal.accounts import actors
from portal.accounts.models import AccessEntry
from portal.events.models import Event
from portal.kernel.fields import plaintext
from portal.notices.models import Message
from tests.access.entering import client_of
from tests.cast_jobs import Employers

pytestmark = pytest.mark.django_db


@pytest.fixture
def vacancy(cast):
    return Employers(cast).open()


def sent(cast, vacancy) -> Application:
    return services.apply(vacancy, cast.xiaomei, by=actors.of_person(cast.xiaomei))[0]


def test_one_tap_sends_what_is_stored_and_counts_once(cast, vacancy):
    client = client_of(cast.xiaomei.user)
    page = reverse("jobs:apply", args=[vacancy.number])
    assert page in client.get(reverse("jobs:vacancy", args=[vacancy.number])).content.decode()
    assert "单位只看得到您的姓名和电话" in client.get(page).content.decode()
    first, second = client.post(page), client.post(page)
    assert first.url == second.url
    assert Application.objects.count() == Resume.objects.count() == ApplicationEvent.objects.count() == 1
    assert Employer.objects.get(pk=vacancy.employer_id).applied == 1
    assert Opening.objects.get(vacancy=vacancy).applied == 1
    assert Message.objects.filter(person=cast.jianguo, kind="application").count() == 1
    assert "已投递" in client.get(first.url).content.decode()


def test_a_closed_vacancy_takes_nothing(cast, vacancy):
    vacancies.close(vacancy, by=cast.liufang_actor)
    with pytest.raises(services.VacancyShut):
        sent(cast, vacancy)
    assert not Application.objects.exists()


def test_seeing_is_no_answer_and_only_the_first_answer_counts(cast, vacancy):
    row = sent(cast, vacancy)
    client = client_of(cast.jianguo.user)
    page = reverse("jobs:application_answer", args=[row.pk])
    assert "13800000001" in client.get(page).content.decode()
    row.refresh_from_db()
    assert (row.state, row.answered_at) == ("seen", None)
    for move in ("invite", "offer", "hire"):
        assert client.post(page, {"move": move}).status_code == 302
    row.refresh_from_db()
    assert row.state == "hired"
    assert Employer.objects.get(pk=vacancy.employer_id).answered == 1
    assert Event.objects.filter(name="application.hired", subject_id=str(row.pk)).count() == 1
    steps = [step.state for step in row.events.order_by("at", "pk")]
    assert steps == ["sent", "seen", "interview", "offered", "hired"]


def test_a_refusal_has_a_lawful_reason(cast, vacancy):
    row = sent(cast, vacancy)
    client = client_of(cast.jianguo.user)
    page = reverse("jobs:application_answer", args=[row.pk])
    answer = client.post(page, {"move": "reject"})
    assert answer.status_code == 422
    assert "请选择一个原因" in answer.content.decode()
    answer = client.post(page, {"move": "reject", "reason": "skills", "text": "限女性"})
    assert answer.status_code == 422
    assert Application.objects.get().state == "sent"
    client.post(page, {"move": "reject", "reason": "skills"})
    assert Application.objects.get().reason == "skills"
    told = Message.objects.get(person=cast.xiaomei, key=f"application-{row.pk}-rejected")
    assert "技能和岗位要求不符" in plaintext(told.body)


def test_taken_back_it_can_be_sent_again(cast, vacancy):
    row = sent(cast, vacancy)
    services.withdraw(row, by=actors.of_person(cast.xiaomei))
    with pytest.raises(services.ApplicationMoved):
        services.invite(row, by=cast.liufang_actor)
    assert sent(cast, vacancy).pk != row.pk


def test_the_person_reads_who_opened_their_cv(cast, vacancy):
    row = sent(cast, vacancy)
    before = AccessEntry.objects.filter(person_id=cast.xiaomei.pk).count()
    client_of(cast.jianguo.user).get(reverse("jobs:application_answer", args=[row.pk]))
    assert AccessEntry.objects.filter(person_id=cast.xiaomei.pk).count() == before + 1


def test_the_words_of_a_refusal_are_shown_with_its_reason(cast, vacancy):
    row = sent(cast, vacancy)
    services.reject(row, reason="time", text="夜班要到十一点", by=cast.liufang_actor)
    page = client_of(cast.xiaomei.user).get(reverse("jobs:application", args=[row.pk])).content.decode()
    assert "工作时间谈不拢" in page
    assert "夜班要到十一点" in page


def test_the_form_of_an_ended_vacancy_says_so(cast, vacancy):
    vacancies.close(vacancy, by=cast.liufang_actor)
    answer = client_of(cast.xiaomei.user).get(reverse("jobs:apply", args=[vacancy.number]))
    assert answer.status_code == 410
    assert "这个岗位已结束" in answer.content.decode()
    assert "data-once" not in answer.content.decode().split("<main")[1].split("</main")[0]


def test_paused_and_opened_again_it_goes_on_counting(cast, vacancy):
    sent(cast, vacancy)
    vacancies.pause(vacancy, by=cast.liufang_actor)
    vacancies.reopen(vacancy, by=cast.liufang_actor)
    assert Opening.objects.get(vacancy=vacancy).applied == 1
    vacancies.extend(vacancy, by=cast.liufang_actor)
    assert Opening.objects.get(vacancy=vacancy).applied == 1


def test_the_unit_reads_skills_by_their_names(cast, vacancy):
    by = actors.of_person(cast.xiaomei)
    resume = resumes.resume_of(cast.xiaomei, by=by)
    known = list(skills().values())[0]
    Resume.objects.filter(pk=resume.pk).update(skills=[known.code, "gone"])
    row = sent(cast, vacancy)
    page = (
        client_of(cast.jianguo.user).get(reverse("jobs:application_answer", args=[row.pk])).content.decode()
    )
    assert "会什么" in page
    assert known.name in page


def test_lists_ask_as_often_for_many(cast, vacancy, django_assert_num_queries):
    sent(cast, vacancy)
    mine, desk = client_of(cast.xiaomei.user), client_of(cast.jianguo.user)
    pages = ((mine, reverse("jobs:applications")), (desk, reverse("jobs:received", args=[vacancy.number])))
    asked = []
    for client, page in pages:
        client.get(page)
        with CaptureQueriesContext(connection) as one:
            client.get(page)
        asked.append(len(one))
    other = Employers(cast).open(vacancy.employer, title="理货员")
    sent(cast, other)
    zhang = cast.person("张磊", phone="13800000004")
    services.apply(vacancy, zhang, by=actors.of_person(zhang))
    for (client, page), count in zip(pages, asked, strict=True):
        with django_assert_num_queries(count):
            text = client.get(page).content.decode()
    assert "张磊" in text


def test_whoever_was_hired_is_not_typed_again_for_the_register(cast, vacancy):
    row = sent(cast, vacancy)
    unit = Employers(cast).actor(vacancy.employer.organisation)
    for move in (services.invite, services.offer, services.hire):
        row = move(row, by=unit)
    client = client_of(cast.jianguo.user)
    way = f"/units/{vacancy.employer_id}/staff/hire/?of=application:{row.pk}"
    assert way in client.get(reverse("jobs:application_answer", args=[row.pk])).content.decode()
    page = client.get(way).content.decode()
    assert "519999198303122642" in page
    assert vacancy.title in page
    log = AccessEntry.objects.filter(person_id=cast.xiaomei.pk, purpose="录用后办就业登记")
    assert log.count() == 1
    assert "519999198303122642" not in client.get(way.replace(str(row.pk), str(vacancy.pk))).content.decode()
