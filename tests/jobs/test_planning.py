"""A plan: pay against guidance, whom it would reach, effects in sentences, small numbers hidden, nothing saved."""

from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jobs.models import Application, Occupation, Seeker, Vacancy, WageGuide
from jobs.presenters.matching import EDUCATIONS
from jobs.rules import planning
from jobs.rules.explaining import Opens
from jobs.rules.fitting import OpeningFacts, SeekerFacts
from jobs.rules.pay import Pay
from jobs.rules.planning import Points
from jobs.services.planning import Plan, waits
from jobs.services.wages import nearest
from portal.accounts.models import Person
from portal.kernel import clock
from tests.access.entering import client_of
from tests.cast import Cast
from tests.cast_jobs import Employers

PAGE = "/employers/vacancies/plan/"
CODE = "4-01-02-04"
ASKED = {
    "title": "收银员",
    "occupation": CODE,
    "of": "收银员",
    "kind": "full_time",
    "region": "510104",
    "pay_low": "4000",
    "pay_high": "5000",
    "pay_unit": "month",
    "education": "4",
    "experience": "0",
    "needs": "",
}
OPENING = OpeningFacts(40102, 510104, 4000, 4, 0, 0, 0)
POINTS = Points(Decimal(3000), Decimal(4000), Decimal(5000))


def seeker(**facts) -> SeekerFacts:
    return SeekerFacts(
        **({"groups": (40102,), "counties": (510104,), "pay": 3500, "education": 4} | facts),
        **{
            name: value
            for name, value in {"experience": 0, "kinds": 31, "skills": 0}.items()
            if name not in facts
        },
    )


@pytest.mark.parametrize(
    ("low", "high", "tone", "words"),
    [
        (2000, 2900, "risk", "最高薪资也低于大多数同行"),
        (2000, 3100, "wait", "最低薪资低于大多数同行"),
        (3000, 9000, "good", "中间水平"),
        (4000, 5000, "good", "高于一半同行"),
        (5000, 6000, "good", "高于大多数同行"),
    ],
)
def test_where_a_pay_lies(low: int, high: int, tone: str, words: str):
    found = planning.against(Decimal(low), Decimal(high), POINTS)
    assert found[0] == tone
    assert words in found[1]


def test_reach_is_a_funnel():
    people = [
        seeker(),
        seeker(pay=4500),
        seeker(counties=(510703,)),
        seeker(education=1),
        seeker(groups=(40103,)),
        seeker(kinds=0b10),
    ]
    found = planning.reach(OPENING, people)
    assert (found.wish, found.able, found.near, found.all) == (4, 3, 2, 1)


def test_effects_name_conditions_and_raises_and_only_what_may_be_told():
    people = [seeker()] * 6 + [seeker(education=2)] * 9 + [seeker(pay=4300)] * 7 + [seeker(education=1)] * 2
    found = planning.effects(OPENING, people, EDUCATIONS)
    told = {each.what: (each.before, each.after) for each in found}
    assert told["学历放宽到中专、技校"] == (6, 15)
    assert told["学历放宽到初中"] == (6, 17)
    assert told["最低月薪提到4,400元"] == (6, 13)
    assert [
        each.what
        for each in planning.tellable(
            [Opens("a", 6, 10), Opens("b", 6, 11, "x"), Opens("c", 0, 4), Opens("d", 6, 11, "x")]
        )
    ] == ["b"]


def test_few_people_are_never_told_exactly():
    assert [planning.people(n) for n in (0, 4, 5)] == ["不到5人", "不到5人", "5人"]


def test_the_usual_wait_needs_five_and_is_the_middle():
    hours = [timedelta(hours=n) for n in (1, 2, 80, 90, 900)]
    assert planning.usual_wait(hours[:4]) is None
    assert planning.wait_text(planning.usual_wait(hours)) == "约3天"
    assert planning.wait_text(timedelta(hours=5)) == "不到1天"


@pytest.fixture
def world(cast: Cast) -> SimpleNamespace:
    """王建国's restaurant; fourteen people who wish to be cashiers in 锦江, six of them with 大专."""
    employers = Employers(cast)
    shop = employers.restaurant
    people = Person.objects.bulk_create(Person(name=f"求职{n}", created_at=clock.now()) for n in range(14))
    facts = {"occupations": [40102], "counties": [510104], "pay": 3500, "experience": 0, "kinds": 31}
    Seeker.objects.bulk_create(
        Seeker(person=each, education=4 if n < 6 else 2, **facts) for n, each in enumerate(people)
    )
    return SimpleNamespace(cast=cast, employers=employers, shop=shop, people=people)


def guide(region: str, year: int, p50: int) -> WageGuide:
    points = {"p10": 24000, "p25": 36000, "p50": p50, "p75": 60000, "p90": 72000}
    return WageGuide.objects.create(
        year=year, region_id=region, occupation_id=CODE, source="成都市2026年指导价位", **points
    )


@pytest.mark.django_db
def test_the_page_tells_it_all_by_get_and_saves_nothing(world):
    guide("510100", 2026, 48000)
    client = client_of(world.cast.jianguo.user)
    assert "先试算,再发布" in client.get(PAGE).content.decode()
    before = Vacancy.objects.count()
    text = client.get(PAGE, ASKED).content.decode()
    for words in (
        "按职业“收银员”(4-01-02-04)估算",
        "中间一半人每月拿3,000—5,000元,中位4,000元",
        "高于一半同行",
        "学历放宽到中专、技校:6人 → 14人",
        "同类岗位还太少,说不准。",
        f"/employers/{world.shop.pk}/vacancies/new/?",
    ):
        assert words in text
    assert Vacancy.objects.count() == before
    few = client.get(PAGE, ASKED | {"education": "5"}).content.decode()
    assert "不到5人 → 6人" in few
    assert client.post(PAGE).status_code == 405


@pytest.mark.django_db
def test_errors_stand_at_their_fields_and_nothing_typed_is_lost(world):
    client = client_of(world.cast.jianguo.user)
    text = client.get(PAGE, ASKED | {"pay_low": "面议", "title": "前台"}).content.decode()
    assert "薪资写数字,比如 4000。不能只写“面议”。" in text
    assert 'value="面议"' in text
    assert 'value="前台"' in text
    assert "估算结果" not in text
    text = client.get(PAGE, ASKED | {"title": "㍿㍿"}).content.decode()
    assert "没有认出这个岗位名称" in text


@pytest.mark.django_db
def test_the_title_suggests_and_another_occupation_is_one_click(world):
    client = client_of(world.cast.jianguo.user)
    asked = {name: value for name, value in ASKED.items() if name not in ("occupation", "of")}
    text = client.get(PAGE, asked).content.decode()
    assert "(4-01-02-04)估算" in text
    assert "不对?按这些算" not in text
    text = client.get(PAGE, asked | {"title": "厨师"}).content.decode()
    assert "按职业“中式烹调师”" in text
    assert "西式烹调师</a>" in text
    assert "内科医师" not in text
    other = client.get(PAGE, ASKED | {"occupation": "4-03-02-01"}).content.decode()
    assert "(4-03-02-01)估算" in other
    stale = client.get(PAGE, ASKED | {"title": "厨师"}).content.decode()
    assert "(4-01-02-04)估算" not in stale


@pytest.mark.django_db
def test_the_answers_are_carried_into_the_posting_form(world):
    client = client_of(world.cast.jianguo.user)
    page = f"/employers/{world.shop.pk}/vacancies/new/"
    text = client.get(page, ASKED | {"needs": "会用扫码枪"}).content.decode()
    for words in ('value="收银员"', 'value="4000"', f'value="{CODE}"', "会用扫码枪"):
        assert words in text
    assert '<option value="4" selected>' in text
    assert '<option value="510104" selected>' in text
    assert 'value="x"' not in client.get(page, {"title": "x"}).content.decode()


@pytest.mark.django_db
def test_the_nearest_and_newest_guide_is_read(world):
    guide("510000", 2026, 48000)
    old = guide("510100", 2025, 49000)
    assert nearest(CODE, "510104").region_id == "510000"
    new = guide("510100", 2026, 50000)
    assert nearest(CODE, "510104") == new
    assert nearest(CODE, "510703").region_id == "510000"
    assert nearest("4-03-02-01", "510104") is None
    assert old.year == 2025


@pytest.mark.django_db
def test_similar_vacancies_tell_how_long_they_waited(world):
    for n, person in enumerate(world.people[:5]):
        one = world.employers.open(occupation_id=CODE, title=f"收银员{n}")
        made = one.opened_at + timedelta(days=n + 1)
        Application.objects.create(vacancy=one, person=person, made_at=made, resume="{}")
    world.employers.open(occupation_id=CODE, title="没人投的")
    far = world.employers.open(occupation_id=CODE, title="绵阳的")
    Vacancy.objects.filter(pk=far.pk).update(region_id="510703")
    Application.objects.create(
        vacancy=far, person=world.people[0], made_at=far.opened_at + timedelta(days=90), resume="{}"
    )
    thought = Plan(
        "收银员",
        Occupation.objects.get(pk=CODE),
        "full_time",
        "510104",
        Pay(Decimal(4000), Decimal(5000), "month"),
        0,
        0,
    )
    assert sorted(each.days for each in waits(thought)) == [1, 2, 3, 4, 5]
    text = client_of(world.cast.jianguo.user).get(PAGE, ASKED).content.decode()
    assert "一般约3天收到第一份" in text


@pytest.mark.django_db
def test_twelve_queries_at_most_and_no_more_for_many(world):
    guide("510100", 2026, 48000)
    client = client_of(world.cast.jianguo.user)
    client.get(PAGE, ASKED)
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE, ASKED)
    assert len(few) <= 12, [query["sql"][:120] for query in few]
    people = Person.objects.bulk_create(Person(name=f"更多{n}", created_at=clock.now()) for n in range(60))
    facts = {"occupations": [40102], "counties": [510104], "pay": 3500, "experience": 0, "kinds": 31}
    Seeker.objects.bulk_create(Seeker(person=each, education=4, **facts) for each in people)
    with CaptureQueriesContext(connection) as many:
        text = client.get(PAGE, ASKED).content.decode()
    assert "66人" in text
    assert len(many) == len(few)


@pytest.mark.django_db
def test_who_may_post_for_nobody_finds_no_page(world):
    assert client_of(world.cast.xiaomei.user).get(PAGE, ASKED).status_code == 404
