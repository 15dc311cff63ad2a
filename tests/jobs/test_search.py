"""Search: filters and their counts, orders, pages, feeds, saved searches, bad input."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jobs import places, search
from jobs.filters import asked_of
from jobs.models import Opening, SavedSearch, Vacancy
from jobs.search import plans
from jobs.search.knowledge import Knowledge
from jobs.services.openings import index
from jobs.services.saving import TooManySaved, save_search
from jobs.tasks.searching import tell_new_vacancies
from portal.accounts import actors
from portal.kernel import clock
from portal.kernel.fields import plaintext
from tests.access.entering import client_of
from tests.cast import Cast
from tests.cast_jobs import Employers, made_for

pytestmark = pytest.mark.django_db
KINDS = ("full_time", "part_time", "gig", "internship")
PLACES = (("510104", 30.657, 104.081), ("510105", 30.674, 104.061), ("510703", 31.467, 104.715))
TITLES = ("收银员", "保洁员", "电工", "超市收银")


@pytest.fixture
def openings(cast: Cast) -> list[Vacancy]:
    """Sixty open vacancies of every kind, one a minute."""
    card, _draft, first = made_for(cast)
    Opening.objects.all().delete()
    employers, out = Employers(cast), []
    for number in range(60):
        region, latitude, longitude = PLACES[number % 3]
        facts = {"title": TITLES[number % 4], "kind": KINDS[number % 4], "region_id": region}
        facts |= {"description": "按排班上岗,每天八小时,每周休两天。"}
        facts |= {"latitude": latitude + number / 10_000, "longitude": longitude, "education": number % 5}
        facts |= {"pay_low": 2500 + 200 * (number % 30), "pay_high": 9000, "experience": number % 3}
        row = employers.draft(card, **facts, urgent=number % 7 == 0)
        row.state, row.confirmed_on = "open", clock.today()
        row.opened_at = clock.now() - timedelta(minutes=number, days=number % 10)
        row.save()
        index(row)
        out.append(row)
    return out


def walked(query: str) -> list:
    """Every key of a search, page by page."""
    asked, out = asked_of(QueryDict(query)), []
    for _page in range(20):
        page = search.find(asked)
        out += page.vacancies
        if not page.after:
            return out
        asked = asked_of(QueryDict(f"{query}&after={page.after}"))
    raise AssertionError("pages without end")


@pytest.mark.parametrize(
    "query", ["", "q=收银", "region=510100", "q=收银&sort=fit", "near=春熙路&radius=20&sort=near", "pay=3500"]
)
def test_pages_hold_every_hit_once_and_the_first_total_is_their_number(openings, query: str):
    first = search.find(asked_of(QueryDict(query)))
    keys = walked(query)
    assert len(keys) == len(set(keys)) == first.total > 0
    assert first.exact


def known(seldom: float, size: int = 60) -> Knowledge:
    """Statistics of openings of thirty days whose words are all as common as this."""
    first = clock.now().timestamp() - 30 * 86400
    return Knowledge(size=size, seldom=seldom, moments=tuple(first + 8640 * n for n in range(301)))


def choose(monkeypatch, seldom: float | None) -> None:
    """The plans as for a million openings, made small: few rows are looked through, windows are narrow."""
    if seldom:
        for name, value in {
            "NEWEST": 30,
            "FEWEST": 10,
            "WINDOW_HITS": 5,
            "WHOLE": 2,
            "DAY_COST": 0.001,
        }.items():
            monkeypatch.setattr(plans, name, value)
        monkeypatch.setattr(plans, "knowledge", lambda: known(seldom))


@pytest.mark.parametrize("seldom", [None, 0.5, 0.02, 0.001])
@pytest.mark.parametrize(
    "query", ["", "q=收银", "region=510100", "kind=gig&pay=3000", "near=春熙路&radius=5"]
)
def test_every_count_of_a_filter_is_what_the_list_then_shows(openings, monkeypatch, query: str, seldom):
    """Whatever the statistics say, the newest rows, the newest days and the whole index say the same."""
    choose(monkeypatch, seldom)
    asked = asked_of(QueryDict(query))
    counted = search.facets(asked, search.find(asked))
    assert counted.exact
    checked = 0
    for name, values in counted.counts.items():
        if name == "all" or (name == "county" and "region" in query):
            continue
        name = {"county": "region", "prefecture": "region"}.get(name, name)
        for value, count in values.items():
            if f"{name}=" in query:
                continue
            page = search.find(asked_of(QueryDict(f"{query}&{name}={value}")))
            assert page.total == count, (query, name, value)
            checked += 1
    assert checked > 10


@pytest.mark.parametrize("seldom", [0.5, 0.015, 0.001])
def test_all_plans_find_the_same_in_the_same_order(openings, monkeypatch, seldom):
    queries = [
        "q=收银",
        "q=收银&pay=4000",
        "region=510703",
        "kind=gig&education=3",
        "urgent=1",
        "novice=1",
        "days=3",
        "q=收银&sort=fit",
        "near=春熙路&sort=near&q=收银",
    ]
    first = [walked(query) for query in queries]
    choose(monkeypatch, seldom)
    assert [walked(query) for query in queries] == first


def test_what_the_statistics_know(openings):
    """Of words the rarest counts, of filters all do; a share of time leads back to its moment."""
    facts = known(0.005)
    assert facts.share([("收银",), ("超市",)]) == 0.005
    common = Knowledge(words={"收银": 0.2, "超市": 0.3, "k:gig": 0.05, "d:1": 0.02, "d:2": 0.01})
    assert common.share([("收银",), ("超市",), ("k:gig",)]) == pytest.approx(0.01)
    assert common.share([("收银",), ("d:1", "d:2")]) == pytest.approx(0.006)
    assert common.share([]) == 1
    for share in (0.01, 0.25, 0.5, 0.99):
        assert facts.newer(facts.since(share)) == pytest.approx(share, abs=1e-6)
    assert (facts.newer(0), facts.newer(clock.now().timestamp() + 1)) == (1.0, 0.0)
    assert Knowledge().newer(0) == 1.0


def test_nearest_first_and_the_distance_is_told(openings):
    asked = asked_of(QueryDict("q=收银&near=春熙路&radius=5&pay=3500&sort=near"))
    found = Vacancy.objects.in_bulk(search.find(asked).vacancies)
    assert found
    assert {row.region_id for row in found.values()} <= {"510104", "510105"}
    page = (
        Client()
        .get("/jobs/", {"q": "收银", "near": "春熙路", "radius": "5", "sort": "near"})
        .content.decode()
    )
    far = [float(each) for each in re.findall(r"约(\d+(?:\.\d)?)公里", page)]
    assert len(far) > 3
    assert far == sorted(far)


def test_places_are_known_by_landmark_county_and_part_of_an_address():
    assert places.find("春熙路") == places.find("成都市春熙路1号")
    assert places.find("锦江区") == places.find("锦江") == places.find("", "510104")
    assert places.find("火星") is None


def test_the_fit_order_puts_titles_first_then_few_applications_then_a_shuffle_of_the_day(openings):
    order = walked("q=收银&sort=fit")
    assert len(order) == 30
    Opening.objects.filter(vacancy=order[0]).update(applied=400)
    again = walked("q=收银&sort=fit")
    assert set(again) == set(order)
    assert again.index(order[0]) > 0
    with clock.at(clock.now() + timedelta(days=1)):
        assert walked("q=收银&sort=fit") != again


@pytest.mark.parametrize(
    "query",
    ["q=%27+OR+1%3D1--&region=510100", "q=a+%26+%7C+!+()+:*", "q=" + "词" * 10_000, "after=AAAA", "after=" + "9" * 300,
     "pay=-1", "pay=99999999999", "education=x", "region=abc", "near=%00&radius=-5", "sort=drop", "occupation=%25",
     "latitude=nan&longitude=inf&radius=5", "days=0", "q=%00", "after=fG5hbnwxfDF8MQ"],
)  # fmt: skip
def test_bad_input_is_answered_calmly(openings, query: str):
    for path in ("/jobs/", "/jobs/feed.atom", "/api/v1/vacancies"):
        assert Client().get(f"{path}?{query}").status_code == 200, path


def test_the_page_asks_little_and_shows_chips_and_counts(openings):
    client = Client()
    client.get("/jobs/?q=收银")  # our words are read once a process
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = client.get("/jobs/?q=收银&region=510100&pay=3000").content.decode()
    assert len(asked) <= 6, [row["sql"][:90] for row in asked.captured_queries]
    assert "去掉条件" in page
    assert "零工、日结(0)" in page
    assert re.search(r"全职\([1-9]", page)


def test_a_search_is_kept_told_of_the_next_morning_and_stopped_by_one_tap(openings, cast: Cast):
    client = client_of(cast.jianguo.user)
    answer = client.post("/my/searches/new/", {"query": "q=收银&region=510100&after=x"})
    assert answer.url == "/my/searches/"
    saved = SavedSearch.objects.get()
    assert saved.query == "q=%E6%94%B6%E9%93%B6&region=510100"
    assert tell_new_vacancies() == 0
    with clock.at(clock.now() + timedelta(hours=20)):
        row = openings[0]
        row.opened_at = clock.now()
        row.save()
        index(row)
        assert tell_new_vacancies() == 1
        assert tell_new_vacancies() == 0
    message = cast.jianguo.messages.get(kind="vacancy")
    body = plaintext(message.body)
    assert "收银员" in body
    path = f"/searches/{saved.token}/stop/"
    assert path in body
    stranger = Client()
    assert "停止新岗位消息?" in stranger.get(path).content.decode()
    saved.refresh_from_db()
    assert saved.stopped_at is None
    assert "不再给您发消息" in stranger.post(path).content.decode()
    with clock.at(clock.now() + timedelta(days=2)):
        assert tell_new_vacancies() == 0


def test_twenty_searches_are_kept_and_not_one_more(cast: Cast):
    person = cast.jianguo
    by = actors.of_person(person)
    for number in range(20):
        save_search(person, f"q={number}", str(number), by=by)
    assert save_search(person, "q=3", "3", by=by).title == "3"
    with pytest.raises(TooManySaved):
        save_search(person, "q=20", "20", by=by)
    assert client_of(person.user).post("/my/searches/new/", {"query": "q=21"}).status_code == 422


def test_the_feed_the_map_and_robots(openings):
    client = Client()
    feed = client.get("/jobs/feed.atom?q=收银").content.decode()
    assert feed.count("<entry>") == 20
    assert openings[0].number in feed
    assert client.get("/sitemap.xml").status_code == 200
    assert client.get("/sitemap-vacancies.xml").content.decode().count("<url>") == 60
    assert "Sitemap: http" in client.get("/robots.txt").content.decode()
