"""From an employer's first page to a vacancy that search finds and that ends."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from jobs import search, services
from jobs.models import Ban, Employer, Opening, Vacancy, VacancyState
from jobs.tasks.vacancies import remind_of_the_end
from portal.accounts.services.organising import OrganisationRefused
from portal.casework import services as casework
from portal.casework.models import Case, ReasonCode
from portal.casework.registry import service_for
from portal.events.services import drain
from portal.kernel import clock
from portal.notices.models import Message
from tests.access.entering import client_of
from tests.cast_jobs import RESTAURANT, STUDIO, Employers

pytestmark = pytest.mark.django_db


@pytest.fixture
def employers(cast) -> Employers:
    return Employers(cast)


def found(**asked) -> list:
    return search.find(search.Asked(**asked)).vacancies


def test_an_employer_is_verified_for_six_months_by_its_documents(employers):
    card = employers.restaurant
    assert card.basis == Employer.Basis.DOCUMENTS
    assert card.verified_on == clock.today()
    assert card.verified_until.month == (clock.today().month + 5) % 12 + 1
    drain()
    assert Message.objects.filter(person=employers.cast.jianguo, title__contains="已办好").exists()


def test_papers_seen_confirm_the_unit_and_a_code_taken_is_told(employers):
    unit = employers.organisation(employers.cast.jianguo, RESTAURANT, "蜀味人家", confirmed=False)
    employers.grant(employers.asked(unit))
    unit.refresh_from_db()
    assert unit.confirmed_at
    other = employers.organisation(employers.cast.xiaomei, RESTAURANT, "另一家", confirmed=False)
    case = employers.asked(other, agent_number="519999198303122642", agent_name="李晓梅")
    verdict = service_for(case).handler.problems(case)
    assert [each.code for each in verdict.findings if each.met is False] == ["code_is_its_own"]
    with pytest.raises(OrganisationRefused):
        employers.grant(case)


def test_asking_twice_is_one_case(employers):
    unit = employers.organisation(employers.cast.jianguo, STUDIO, "巴中云码个体工作室", confirmed=False)
    first = employers.asked(unit, basis="promise", ground="startup")
    assert employers.asked(unit, basis="promise", ground="startup") == first
    assert Case.objects.filter(organisation=unit).count() == 1


def test_a_unit_without_papers_posts_by_a_promise_and_its_card_says_so(employers):
    unit = employers.organisation(employers.cast.jianguo, STUDIO, "巴中云码个体工作室", confirmed=False)
    employers.grant(employers.asked(unit, basis="promise", ground="startup"))
    vacancy = employers.open(Employer.objects.get(pk=unit.pk))
    assert vacancy.by_promise
    page = Client().get(reverse("jobs:vacancy", args=[vacancy.number])).content.decode()
    assert "书面承诺发布,待核实" in page
    assert "已核验 " not in page


def test_a_vacancy_is_found_as_soon_as_it_is_granted_and_not_before(employers):
    vacancy = employers.draft()
    assert vacancy.number.startswith("GW-20261123-")
    case = employers.sent(vacancy)
    assert found(q="收银") == []
    employers.grant(case)
    assert found(q="收银员") == [vacancy.pk]
    assert found(q="收银") == [vacancy.pk]
    assert found(region="510104", pay=3500) == [vacancy.pk]
    assert found(region="510100") == [vacancy.pk]
    assert found(region="510105") == []
    assert found(pay=4001) == []


def test_unlawful_wording_is_not_handed_in(employers):
    vacancy = employers.draft(description="负责收银,限女性,每天八小时。")
    with pytest.raises(services.NotReady) as refused:
        employers.sent(vacancy)
    assert any("就业促进法" in problem for problem in refused.value.problems)
    vacancy.refresh_from_db()
    assert vacancy.state == VacancyState.DRAFT
    assert not Case.objects.filter(item="vacancy-publication").exists()


def test_a_returned_vacancy_is_mended_and_sent_again_with_its_clock_going_on(employers):
    vacancy = employers.draft()
    case = employers.sent(vacancy)
    reason = ReasonCode.objects.get(item="vacancy-publication", use="send_back", code="content-unclear")
    casework.send_back(case, reasons=[reason], by=employers.cast.liufang_actor)
    drain()
    vacancy.refresh_from_db()
    assert vacancy.state == VacancyState.RETURNED
    by = employers.actor(vacancy.employer.organisation)
    text = "负责超市收银和对账,早班八点到四点。"
    services.save_vacancy(vacancy.employer, vacancy, by=by, description=text)
    assert employers.sent(vacancy) == case
    case.refresh_from_db()
    assert case.state == "submitted"
    employers.grant(case)
    assert found(q="对账") == [vacancy.pk]


def test_a_vacancy_pauses_goes_on_is_extended_twice_and_closes(employers):
    vacancy = employers.open()
    by = employers.actor(vacancy.employer.organisation)
    services.pause(vacancy, by=by)
    assert found(q="收银") == []
    services.reopen(vacancy, by=by)
    assert found(q="收银") == [vacancy.pk]
    until = vacancy.valid_until
    services.extend(vacancy, by=by)
    services.extend(vacancy, by=by)
    with pytest.raises(services.VacancyMoved):
        services.extend(vacancy, by=by)
    vacancy.refresh_from_db()
    assert vacancy.valid_until == until + timedelta(days=60)
    services.close(vacancy, by=by)
    with pytest.raises(services.VacancyMoved):
        services.reopen(vacancy, by=by)
    answer = Client().get(reverse("jobs:vacancy", args=[vacancy.number]))
    assert answer.status_code == 410
    assert "这个岗位已结束" in answer.content.decode()
    assert "JobPosting" not in answer.content.decode()


def test_what_no_longer_holds_expires_by_itself(employers):
    vacancy = employers.open()
    with clock.at(clock.now() + timedelta(days=31)):
        assert services.expire_due(by=employers.cast.liufang_actor) == 1
        assert services.expire_due(by=employers.cast.liufang_actor) == 0
    vacancy.refresh_from_db()
    assert vacancy.state == VacancyState.EXPIRED
    assert not Opening.objects.exists()


def test_a_banned_agent_is_known_under_a_new_name(employers):
    card = employers.restaurant
    Ban.objects.create(
        employer=card,
        uscc=card.organisation.uscc,
        agent_index=card.verifications.get().agent_index,
        reason=ReasonCode.objects.get(item="employer-verification", use="refuse", code="banned"),
        text="收取押金",
        begins=clock.today(),
        ends=clock.today() + timedelta(days=365),
        by=employers.cast.liufang,
    )
    other = employers.organisation(employers.cast.jianguo, STUDIO, "换个名字工作室", confirmed=False)
    with pytest.raises(services.AgentBanned):
        employers.asked(other, basis="promise", ground="startup")


def test_the_pages_from_draft_to_review(employers, cast):
    card = employers.restaurant
    client = client_of(cast.jianguo.user)
    assert client.get("/employers/").url == f"/employers/{card.pk}/"
    page = f"/employers/{card.pk}/vacancies/new/"
    posted = {
        "title": "收银员",
        "kind": "full_time",
        "headcount": "5",
        "pay_low": "",
        "pay_high": "5500",
        "pay_unit": "month",
        "region": "510104",
        "address": "春熙路1号",
        "education": "0",
        "experience": "0",
        "description": "负责收银,限女性,年龄25-35岁。",
        "valid_until": "2026-12-20",
    }
    answer = client.post(page, posted).content.decode()
    assert "不能只写“面议”" in answer
    assert "《就业促进法》第二十七条" in answer
    assert "25-35岁" in answer
    answer = client.post(page, posted | {"pay_low": "4000"})
    vacancy = Vacancy.objects.get()
    assert answer.url == reverse("jobs:check", args=[vacancy.number])
    text = employers.signature("vacancy-publication").text_id
    answer = client.post(answer.url, {"promise": "1", "text": text})
    assert answer.status_code == 422
    assert "就业促进法" in answer.content.decode()
    posted |= {"pay_low": "4000", "description": "负责超市收银,每天八小时,每周休两天。"}
    client.post(reverse("jobs:edit", args=[vacancy.number]), posted)
    client.post(reverse("jobs:check", args=[vacancy.number]), {"promise": "1", "text": text})
    vacancy.refresh_from_db()
    assert vacancy.state == VacancyState.SUBMITTED
    desk = client_of(cast.liufang.user, method="mfa")
    case = Case.objects.get(subject_key=str(vacancy.pk))
    shown = desk.get(f"/cases/{case.number}/").content.decode()
    assert "负责超市收银" in shown
    assert "没有发现歧视性或收费用语" in shown


def test_another_employers_vacancy_is_not_there(employers, cast):
    vacancy = employers.draft()
    client = client_of(cast.xiaomei.user)
    for name in ("jobs:edit", "jobs:check"):
        assert client.get(reverse(name, args=[vacancy.number])).status_code == 404
    assert client.post(reverse("jobs:move", args=[vacancy.number]), {"move": "close"}).status_code == 404
    assert client.get(f"/employers/{vacancy.employer_id}/").status_code == 404
    assert Client().get(reverse("jobs:vacancy", args=[vacancy.number])).status_code == 404


def test_the_employer_is_reminded_once_five_days_before_the_end(employers):
    vacancy = employers.open()
    assert remind_of_the_end() == 0
    with clock.at(clock.now() + timedelta(days=26)):
        remind_of_the_end()
        remind_of_the_end()
    told = Message.objects.filter(kind="vacancy")
    assert [row.title for row in told] == [f"岗位快到期了:{vacancy.title}"]
    assert told[0].link == f"/employers/{vacancy.employer_id}/"


def test_screening_by_the_open_interface():
    answer = Client().post(
        "/api/v1/vacancies/screen", {"text": "收银员,限女性,不收押金"}, content_type="application/json"
    )
    assert answer.json() == {
        "outcome": "reject",
        "hits": [
            {
                "phrase": "限女性",
                "ground": "sex",
                "article": "《就业促进法》第二十七条、《妇女权益保障法》第四十三条",
                "outcome": "reject",
            }
        ],
    }
    assert Client().post("/api/v1/vacancies/screen", {}, content_type="application/json").status_code == 400


def test_vacancies_by_the_open_interface(employers, django_assert_num_queries):
    vacancy = employers.open()
    with django_assert_num_queries(3):
        answer = Client().get("/api/v1/vacancies", {"q": "收银", "region": "510104"}).json()
    assert (answer["total"], answer["exact"], answer["next"]) == (1, True, "")
    assert answer["results"][0]["number"] == vacancy.number
    assert answer["results"][0]["pay_low"] == "4000.00"
    assert answer["results"][0]["employer"] == "成都蜀味人家餐饮管理有限公司"
    one = f"/api/v1/vacancies/{vacancy.number}"
    assert Client().get(one).json()["title"] == "收银员"
    services.close(vacancy, by=employers.actor(vacancy.employer.organisation))
    assert Client().get(one).status_code == 410
    assert Client().get("/api/v1/vacancies/GW-20261123-XXXXXX").status_code == 404


@pytest.mark.parametrize(
    "q",
    ["' & | ! ( ) : * \\ <->", "收银'); DROP TABLE jobs_opening; --", "\x00收银", "收" * 10_000, "%_", "😀"],
)
def test_no_search_breaks(employers, q):
    employers.open()
    assert Client().get("/jobs/", {"q": q}).status_code == 200


@pytest.mark.parametrize(
    "asked",
    [
        {"after": "x"},
        {"after": "MTc5NTQ4NDQwMC4wMDAwMDB8OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5"},
        {"region": "'"},
        {"pay": "-5"},
        {"pay": "x"},
        {"days": "0"},
        {"education": "99"},
        {"occupation": "1-%"},
    ],
)
def test_a_filter_that_makes_no_sense_is_left_out(employers, asked):
    vacancy = employers.open()
    page = Client().get("/jobs/", asked)
    assert page.status_code == 200
    assert vacancy.title in page.content.decode()


def test_pages_go_on_from_the_last_row_and_none_is_shown_twice(employers):
    first = employers.open()
    rows = [
        Opening(
            vacancy=employers.draft(title=f"收银员{n}"),
            posted=first.opened_at - timedelta(minutes=n),
            county=510104,
            kind="full_time",
            pay=4000,
            education=0,
            experience=0,
            urgent=False,
            words="'收银':1A",
        )
        for n in range(1, 46)
    ]
    Opening.objects.bulk_create(rows)
    for asked in (search.Asked(), search.Asked(q="收银")):
        seen, place = [], ""
        while True:
            page = search.find(replace(asked, after=place))
            assert (page.total, page.exact) == (46, True)
            seen += page.vacancies
            if not page.after:
                break
            place = page.after
        assert seen == [first.pk, *(row.vacancy_id for row in rows)]
