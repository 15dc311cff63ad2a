"""Supply and demand by quarter: what counts, what is kept quiet, and the pages anybody reads."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jobs.models import MarketSnapshot, Seeker
from jobs.models.market import ALL
from jobs.rules import quarters
from jobs.services import market
from jobs.tasks.market import count_market
from portal.accounts.models import Person
from portal.kernel import clock
from portal.kernel.actor import system
from tests.cast_jobs import Employers, made_for

BY = system("test")
CASHIERS, CRAFTS = "4-00-00-00", "6-00-00-00"


@pytest.mark.parametrize(
    ("day", "quarter", "first", "after", "before"),
    [
        (date(2026, 1, 1), "2026Q1", date(2026, 1, 1), date(2026, 4, 1), "2025Q4"),
        (date(2026, 6, 30), "2026Q2", date(2026, 4, 1), date(2026, 7, 1), "2026Q1"),
        (date(2026, 12, 31), "2026Q4", date(2026, 10, 1), date(2027, 1, 1), "2026Q3"),
    ],
)
def test_quarters(day: date, quarter: str, first: date, after: date, before: str):
    assert quarters.quarter_of(day) == quarter
    assert quarters.bounds(quarter) == (first, after)
    assert quarters.before(quarter) == before
    for wrong in ("2026Q5", "2026", "", "x"):
        with pytest.raises(ValueError, match=f"^{wrong}$"):
            quarters.bounds(wrong)


def vacancy(employers: Employers, card, state: str = "open", **facts):
    row = employers.draft(card, **facts)
    row.state, row.confirmed_on, row.opened_at = state, clock.today(), clock.now()
    for name, value in facts.items():
        setattr(row, name, value)
    row.save()
    return row


def seekers(count: int, **facts) -> None:
    made = (
        Person(name=f"示例{number}", name_index=b"none", created_at=clock.now()) for number in range(count)
    )
    people = Person.objects.bulk_create(made)
    Seeker.objects.bulk_create(
        Seeker(person=one, pay=0, education=1, experience=0, kinds=0, **facts) for one in people
    )


@pytest.fixture
def quarter(cast) -> str:
    """成都 wants 60 cashiers and 3 of no code, 绵阳 12 of the crafts; twenty look for work."""
    card, _draft, shown = made_for(cast)
    employers = Employers(cast)
    type(shown).objects.exclude(state="draft").update(state="draft")
    Seeker.objects.all().delete()
    vacancy(employers, card, headcount=60, occupation_id="4-01-02-04")
    vacancy(employers, card, headcount=3, occupation_id=None)
    vacancy(employers, card, headcount=12, occupation_id="6-30-01-00", region_id="510703")
    ended = clock.now() - timedelta(days=200)
    vacancy(employers, card, state="closed", headcount=99, opened_at=ended, ended_at=ended)
    vacancy(employers, card, headcount=99, hidden_at=clock.now())
    vacancy(employers, card, state="removed", headcount=99)
    seekers(20, occupations=[40102, 40201], counties=[510104, 510105])
    seekers(7, occupations=[40102, 63001], counties=[510104, 510703])
    now = quarters.quarter_of(clock.today())
    market.count_quarter(now, by=BY)
    return now


@pytest.mark.django_db
def test_open_vacancies_and_seekers_are_counted_once_a_cell(quarter: str):
    found = {(row.prefecture, row.group): (row.demand, row.supply) for row in market.cells(quarter)}
    assert found["510100", CASHIERS] == (60, 27)
    assert found["510100", CRAFTS] == (0, 7)
    assert found["510100", ""] == (3, 0)
    assert found["510700", CRAFTS] == (12, 7)
    assert found["510100", ALL] == (63, 27)
    assert found["510000", ALL] == (75, 27)
    before = MarketSnapshot.objects.count()
    assert count_market() == before == MarketSnapshot.objects.count()


@pytest.mark.django_db
def test_the_page_tells_the_ratio_and_keeps_small_counts_quiet(quarter: str):
    text = Client().get(reverse("jobs:market"), {"place": "510100"}).content.decode()
    assert "2.22" in text
    assert "<svg" in text
    assert "查看数据表" in text
    assert text.count('<th scope="col"') == 8
    for name in ("place", "quarter"):
        assert f'<label for="{name}">' in text
        assert f'id="{name}"' in text
    lines = Client().get(reverse("jobs:market_csv")).content.decode("utf-8-sig").splitlines()
    chengdu = {line.split(",")[2]: line.split(",")[3:] for line in lines if ",成都市," in line}
    assert chengdu["没有写职业的"][0] == "—"
    assert chengdu["合计"] == ["63", "27", "2.33"]
    assert not [line for line in lines if ",3," in line]


@pytest.mark.django_db
def test_the_page_asks_the_database_the_same_few_times_however_much_there_is(quarter: str):
    path = reverse("jobs:market")
    Client().get(path)
    with CaptureQueriesContext(connection) as few:
        Client().get(path)
    made = [
        MarketSnapshot(quarter=quarter, prefecture=f"51{n:02d}00", group=group, demand=9, supply=9, made_at=clock.now())
        for n in range(2, 40) if n != 7 for group in (CASHIERS, ALL)
    ]  # fmt: skip
    MarketSnapshot.objects.bulk_create(made)
    with CaptureQueriesContext(connection) as many:
        Client().get(path)
    assert len(many) == len(few) <= 6


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["", "place=999999&quarter=2026Q9", "quarter=%00", "place=510100"])
def test_before_anything_is_counted_the_page_says_so(query: str):
    answer = Client().get(f"{reverse('jobs:market')}?{query}")
    assert answer.status_code == 200
    assert "还没有数据" in answer.content.decode()
    assert Client().get(f"{reverse('jobs:market_csv')}?{query}").status_code == 200
