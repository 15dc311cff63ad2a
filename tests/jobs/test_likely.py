"""可投递单位: where hires come from, stars, who is left out, the page and the link to it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jobs.models import Application, ApplicationEvent, Employer, LikelyEmployer, Vacancy
from jobs.rules.stages import stars
from jobs.services import likely
from jobs.tasks.stages import count_likely_employers
from portal.kernel import clock
from tests.access.entering import client_of
from tests.cast import QINGYANG, Cast
from tests.jobs.stage_rows import CASHIER, COOK, crowd, opened, shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def card(cast: Cast) -> Employer:
    return shop(cast)


def hired(vacancy: Vacancy, count: int, days: int = 30) -> None:
    """So many hired so many days ago."""
    at = clock.now() - timedelta(days=days)
    facts = {"made_at": at, "answered_at": at, "resume": "{}", "state": "hired"}
    for person in crowd(count):
        row = Application.objects.create(vacancy=vacancy, person=person, **facts)
        ApplicationEvent.objects.create(application=row, state="hired", at=at)


@pytest.mark.parametrize(("hires", "told"), [(1, 1), (2, 1), (3, 2), (9, 2), (10, 3), (99, 3)])
def test_stars(hires, told):
    assert stars(hires, 3, 10) == told


def test_hires_of_twelve_months_by_occupation_and_county(cast, card):
    hired(opened(cast, card, "收银员"), 3)
    hired(opened(cast, card, "青羊收银员", region=QINGYANG), 1)
    hired(opened(cast, card, "厨师", code=COOK), 2, days=400)
    assert count_likely_employers() == 2
    assert count_likely_employers() == 2, "a second count is the same"
    rows = {row.county: (row.occupations, row.hires, row.stars) for row in LikelyEmployer.objects.all()}
    assert rows == {510104: (40102, 3, 2), 510105: (40102, 1, 1)}


def test_a_filled_vacancy_counts_once_and_not_beside_its_hires(cast, card):
    vacancy = opened(cast, card, "收银员")
    at = clock.now()
    [person] = crowd(1)
    facts = {"made_at": at, "answered_at": at, "resume": "{}", "state": "rejected", "reason": "filled"}
    Application.objects.create(vacancy=vacancy, person=person, **facts)
    assert count_likely_employers() == 0, "it is still open"
    Vacancy.objects.filter(pk=vacancy.pk).update(state="closed", ended_at=at)
    assert count_likely_employers() == 1
    hired(vacancy, 1, days=1)
    assert count_likely_employers() == 1
    assert LikelyEmployer.objects.get().hires == 1


def test_another_flow_joins_by_one_select(cast, card, monkeypatch):
    known = likely.flows()
    more = f"SELECT '{card.pk}'::uuid, 40102, 510104, CURRENT_DATE - 10, 12"  # noqa: S608
    monkeypatch.setattr(likely, "flows", lambda: [*known, more])
    assert count_likely_employers() == 1
    assert LikelyEmployer.objects.get().stars == 3


def test_the_page_tells_stars_in_words_and_never_how_many(cast, card):
    hired(opened(cast, card, "收银员"), 4)
    count_likely_employers()
    visitor = Client()
    page = visitor.get("/employers/likely/", {"q": "收银员", "region": "510100"}).content.decode()
    assert "锦江小面馆" in page
    assert "招过多次" in page
    assert "★★" in page
    for words in ("4人", "张三"):
        assert words not in page
    for asked in ({"q": "电焊工"}, {"region": "510700"}, {"occupation": "6"}, {"occupation": "4-03"}):
        assert "锦江小面馆" not in visitor.get("/employers/likely/", asked).content.decode(), asked
    for asked in (
        {},
        {"occupation": "4"},
        {"occupation": "4-01-02"},
        {"occupation": CASHIER},
        {"after": "9"},
    ):
        assert "锦江小面馆" in visitor.get("/employers/likely/", asked).content.decode(), asked
    assert visitor.get("/employers/likely/", {"q": "\x00", "region": "x", "after": "1-x"}).status_code == 200


def test_an_employer_takes_itself_out_at_once_and_comes_back(cast, card):
    hired(opened(cast, card, "收银员"), 4)
    count_likely_employers()
    mine, path = client_of(cast.xiaomei.user), f"/employers/{card.pk}/"
    assert "不要列入" in mine.get(path).content.decode()
    assert client_of(cast.jianguo.user).post(f"{path}listing/", {"listed": "0"}).status_code == 404
    assert mine.post(f"{path}listing/", {"listed": "0"}).status_code == 302
    assert "锦江小面馆" not in Client().get("/employers/likely/").content.decode()
    assert count_likely_employers() == 0
    assert mine.post(f"{path}listing/", {"listed": "1"}).status_code == 302
    assert count_likely_employers() == 1


def test_an_unverified_employer_is_not_shown(cast, card):
    hired(opened(cast, card, "收银员"), 4)
    count_likely_employers()
    Employer.objects.update(verified_until=clock.today() - timedelta(days=1), verified_on="2020-01-01")
    assert "锦江小面馆" not in Client().get("/employers/likely/").content.decode()


def test_pages_go_on_from_the_last_row_and_ask_as_often(cast, card):
    today = clock.today()
    for county in range(25):
        LikelyEmployer.objects.create(
            employer=card, occupations=40102, county=510101 + county, hires=1, stars=1 + county % 3,
            last_on=today, counted_on=today,
        )  # fmt: skip
    visitor = Client()
    first = visitor.get("/employers/likely/")
    assert first.content.decode().count("锦江小面馆</h2>") == 20
    assert [each["stars"] for each in first.context["cards"]][:9] == ["★★★"] * 8 + ["★★"]
    second = visitor.get("/employers/likely/" + first.context["next"])
    assert second.content.decode().count("锦江小面馆</h2>") == 5
    counts = []
    for most in (20, 1):
        if most == 1:
            LikelyEmployer.objects.exclude(county=510101).delete()
        with CaptureQueriesContext(connection) as asked:
            visitor.get("/employers/likely/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_search_leads_there_when_it_finds_little(cast, card):
    page = Client().get("/jobs/", {"q": "收银员", "region": "510104"}).content.decode()
    assert "/employers/likely/?q=" in page
    assert "region=510104" in page
    for n in range(6):
        opened(cast, card, f"收银员{n}")
    assert "/employers/likely/" not in Client().get("/jobs/", {"q": "收银员"}).content.decode()
