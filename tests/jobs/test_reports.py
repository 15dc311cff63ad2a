"""Reports: by anybody, counted once, acted on at once, decided by a clerk of the place."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from jobs.models import Opening, Report, Vacancy, VacancyChange
from jobs.services import applications, reports, vacancies
from portal.accounts import actors
from portal.events.services import drain
from portal.kernel import clock
from portal.kernel.actor import system
from portal.kernel.fields import plaintext
from portal.notices.models import Message
from tests.access.entering import client_of
from tests.cast_jobs import Employers

pytestmark = pytest.mark.django_db
VISITOR = system("visitor")


@pytest.fixture
def vacancy(cast) -> Vacancy:
    return Employers(cast).open()


def told(vacancy: Vacancy, address: str, **changed) -> tuple[Report, bool]:
    facts = {"reason": "money", "text": "", "person": None, "by": VISITOR} | changed
    return reports.report(vacancy, address=address, **facts)


def hidden(vacancy: Vacancy) -> Vacancy:
    for order in (1, 2, 3):
        told(vacancy, f"192.0.2.{order}")
    vacancy.refresh_from_db()
    return vacancy


def test_a_visitor_reports_once_a_day_and_leaves_no_address(vacancy):
    client, page = Client(), reverse("jobs:report", args=[vacancy.number])
    assert page in client.get(reverse("jobs:vacancy", args=[vacancy.number])).content.decode()
    assert "不用登录" in client.get(page).content.decode()
    for _again in range(2):
        assert client.post(page, {"reason": "money"}).status_code == 302
    row = Report.objects.get()
    assert (row.person, len(row.key)) == (None, 64)
    assert "127.0.0.1" not in repr(Report.objects.values().get())
    assert reports.key_of(None, "127.0.0.1") == row.key
    with clock.at("2030-01-01T09:00"):
        assert reports.key_of(None, "127.0.0.1") != row.key


def test_other_needs_words_and_they_are_sealed(vacancy):
    client, page = Client(), reverse("jobs:report", args=[vacancy.number])
    answer = client.post(page, {"reason": "other"})
    assert answer.status_code == 422
    assert "请写清楚具体情况" in answer.content.decode()
    client.post(page, {"reason": "other", "text": "说是收银,到了要卖保险"})
    row = Report.objects.get()
    assert plaintext(row.text) == "说是收银,到了要卖保险"
    assert str(row.text) == "••••"
    assert client.post(page, {"reason": "nonsense"}).status_code == 422
    with pytest.raises(IntegrityError), transaction.atomic():
        told(vacancy, "192.0.2.9", reason="other")


def test_three_independent_reporters_hide_it_and_the_unit_is_told(cast, vacancy):
    told(vacancy, "192.0.2.1")
    told(vacancy, "192.0.2.1")
    told(vacancy, "", person=cast.xiaomei, by=actors.of_person(cast.xiaomei))
    vacancy.refresh_from_db()
    assert vacancy.hidden_at is None
    told(vacancy, "192.0.2.2")
    vacancy.refresh_from_db()
    assert vacancy.hidden_at
    assert not Opening.objects.filter(vacancy=vacancy).exists()
    assert VacancyChange.objects.filter(vacancy=vacancy).last().op == VacancyChange.Op.REMOVED
    assert Client().get(reverse("jobs:vacancy", args=[vacancy.number])).status_code == 404
    message = Message.objects.get(person=cast.jianguo, title__startswith="岗位先不公开")
    assert "李晓梅" not in plaintext(message.body)
    desk = client_of(cast.jianguo.user).get(reverse("jobs:employer", args=[vacancy.employer_id]))
    assert "被举报,核查中" in desk.content.decode()
    with pytest.raises(applications.VacancyShut):
        applications.apply(vacancy, cast.xiaomei, by=actors.of_person(cast.xiaomei))


def test_one_address_on_three_days_is_one_reporter(vacancy):
    for day in ("2030-01-01", "2030-01-02", "2030-01-03"):
        with clock.at(day):
            told(vacancy, "192.0.2.1")
    vacancy.refresh_from_db()
    assert Report.objects.count() == 3
    assert vacancy.hidden_at is None


def test_upheld_it_is_taken_down_and_everybody_who_applied_is_warned(cast, vacancy):
    row, _new = applications.apply(vacancy, cast.xiaomei, by=actors.of_person(cast.xiaomei))
    applications.invite(row, by=cast.liufang_actor)
    hidden(vacancy)
    assert reports.uphold(vacancy, clerk=cast.liufang, by=cast.liufang_actor) == 3
    assert reports.uphold(vacancy, clerk=cast.liufang, by=cast.liufang_actor) == 0
    drain()
    vacancy.refresh_from_db()
    row.refresh_from_db()
    assert (vacancy.state, row.state) == ("removed", "lapsed")
    warned = Message.objects.get(person=cast.xiaomei, title__startswith="请留意")
    assert "不要向对方交钱" in plaintext(warned.body)
    assert Message.objects.filter(person=cast.jianguo, title__startswith="岗位已下架").count() == 1
    page = client_of(cast.xiaomei.user).get(reverse("jobs:application", args=[row.pk])).content.decode()
    assert "这个岗位已被下架" in page
    assert "单位一直没有答复" not in page


def test_taken_down_for_any_cause_applicants_are_told_without_an_alarm(cast, vacancy):
    row, _new = applications.apply(vacancy, cast.xiaomei, by=actors.of_person(cast.xiaomei))
    vacancies.remove(vacancy, by=cast.liufang_actor)
    drain()
    row.refresh_from_db()
    assert row.state == "lapsed"
    message = Message.objects.get(person=cast.xiaomei, key__startswith="vacancy-removed")
    assert "交钱" not in plaintext(message.body)


def test_dismissed_it_is_shown_again_and_who_reported_is_told(cast, vacancy):
    told(vacancy, "", person=cast.xiaomei, by=actors.of_person(cast.xiaomei))
    hidden(vacancy)
    assert reports.dismiss(vacancy, clerk=cast.liufang, by=cast.liufang_actor) == 4
    vacancy.refresh_from_db()
    assert (vacancy.state, vacancy.hidden_at) == ("open", None)
    assert Opening.objects.filter(vacancy=vacancy).exists()
    assert Message.objects.filter(person=cast.xiaomei, kind="report").count() == 1
    told(vacancy, "192.0.2.77")
    vacancy.refresh_from_db()
    assert vacancy.hidden_at is None  # decided reports count no more


def test_true_of_an_ended_vacancy_it_still_warns(cast, vacancy):
    applications.apply(vacancy, cast.xiaomei, by=actors.of_person(cast.xiaomei))
    told(vacancy, "192.0.2.1")
    vacancies.close(vacancy, by=cast.liufang_actor)
    assert reports.uphold(vacancy, clerk=cast.liufang, by=cast.liufang_actor) == 1
    drain()
    vacancy.refresh_from_db()
    assert vacancy.state == "closed"
    assert Message.objects.filter(person=cast.xiaomei, title__startswith="请留意").exists()


def test_the_desk_sees_its_own_region_alone_and_asks_as_often_for_many(
    cast, vacancy, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from tests.access.entering import role_clients

    told(vacancy, "192.0.2.1", reason="other", text="要交三百元押金")
    clients = role_clients(cast)
    listing, page = reverse("jobs:reports"), reverse("jobs:reported", args=[vacancy.pk])
    assert vacancy.title in clients["clerk"].get(listing).content.decode()
    assert "没有待处理的举报" in clients["elsewhere"].get(listing).content.decode()
    assert "要交三百元押金" in clients["clerk"].get(page).content.decode()
    assert clients["elsewhere"].get(page).status_code == 404
    assert clients["elsewhere"].post(page, {"act": "uphold"}).status_code == 404
    with CaptureQueriesContext(connection) as one:
        clients["clerk"].get(listing)
    other = Employers(cast).draft(vacancy.employer, title="理货员")
    told(other, "192.0.2.1")
    with django_assert_num_queries(len(one)):
        assert "理货员" in clients["clerk"].get(listing).content.decode()
    assert clients["clerk"].post(page, {"act": "uphold"}).status_code == 302
    vacancy.refresh_from_db()
    assert vacancy.state == "removed"
