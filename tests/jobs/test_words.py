"""Terms of the house are searched whole: benefits, people, places, occupations."""

import pytest

from jobs import search
from jobs.models import Occupation
from jobs.vocabulary import known
from portal.agencies.queries import sichuan_counties
from portal.kernel import words
from tests.cast_jobs import Employers


@pytest.mark.parametrize(
    "term",
    [
        "失业保险金",
        "零就业家庭",
        "就业困难人员",
        "求职创业补贴",
        "以工代训",
        "三支一扶",
        "灵活就业",
        "网约配送员",
    ],
)
def test_terms_are_not_cut_apart(term: str):
    assert words.cut(f"申请{term}的条件")[1] == term


def test_two_words_side_by_side_stay_two():
    assert words.cut("月嫂育婴员") == ["月嫂", "育婴员"]


@pytest.mark.django_db
def test_occupations_and_places_stay_whole():
    known()
    names = [row.name for row in Occupation.objects.filter(level=4) if words.CHINESE.fullmatch(row.name)]
    cut = [name for name in names if 2 <= len(name) <= 12 and words.cut(name) != [name]]
    assert not cut, cut
    places = [row.name for row in sichuan_counties() if words.CHINESE.fullmatch(row.name)]
    assert len(places) > 180
    assert not [name for name in places if len(name) <= 12 and words.cut(name) != [name]]


def test_a_longer_word_is_found_by_the_shorter_one_inside():
    words.add(["餐饮收银员"])
    assert "收银员" in words.tokens("餐饮收银员")


@pytest.mark.django_db
def test_search_finds_a_vacancy_by_its_occupation_and_by_a_part_of_it(cast):
    vacancy = Employers(cast).open(title="养老护理员", occupation_id="4-10-01-05")
    for asked in ("养老护理员", "护理员", "养老"):
        assert search.find(search.Asked(q=asked)).vacancies == [vacancy.pk], asked
