"""A title's occupation: the noise taken out, everyday words, real titles, and what clerks teach."""

import csv
import math
import os
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.test import Client
from django.urls import reverse

from jobs.models import Occupation, OccupationHint, Opening, Vacancy
from jobs.rules import suggesting
from jobs.services import occupations
from portal.kernel import clock
from tests.access.entering import client_of
from tests.cast_jobs import FACTS, Employers

DATA = Path(settings.BASE_DIR) / "jobs" / "data"
SAMPLES = Path(os.environ.get("SHUYE_SAMPLES", Path(settings.BASE_DIR).parent / "shared/data/samples"))
TITLES = SAMPLES / "titles_to_occupation_500.csv"


def entries() -> list[tuple[str, str, list[str]]]:
    with (DATA / "occupations.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["level"] != "1"]
    return [(row["code"], row["name"], [word for word in row["aliases"].split("|") if word]) for row in rows]


@pytest.fixture(scope="module")
def index() -> suggesting.Index:
    words = yaml.safe_load((DATA / "title_words.yaml").read_text("utf-8"))
    return suggesting.build(entries(), {code: str(text).split() for code, text in words.items()})


@pytest.mark.parametrize(
    ("title", "clean"),
    [
        ("急招!保洁员(双休)", "保洁员"),
        ("【高薪】网约车司机 8000元起", "网约车司机"),
        ("成都市外卖骑手+五险一金", "外卖骑手"),
        ("收银员 4500-6000元/月", "收银员"),
        ("C++工程师", "c++工程师"),
    ],
)
def test_noise_is_taken_out_of_a_title(title: str, clean: str):
    assert suggesting.clean(title).replace("+", "") == clean.replace("+", "")


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("急招月嫂 包吃住", "4-10-01-06"),
        ("网约车司机", "4-02-02-01"),
        ("外卖骑手(日结)", "4-10-08-01"),
        ("电焊工", "6-18-02-04"),
        ("叉车司机", "6-30-05-01"),
        ("幼儿园老师", "2-08-03-00"),
        ("Java开发工程师", "2-02-10-03"),
        ("小区保安", "4-07-05-01"),
        ("火锅店洗碗阿姨", "4-03-02-05"),
        ("带货主播", "4-01-06-02"),
    ],
)
def test_everyday_titles_find_their_occupation(index, title: str, code: str):
    assert code in [each.code for each in suggesting.suggest(index, title)][:2]


def test_every_code_of_the_everyday_words_exists_and_there_are_many():
    words = yaml.safe_load((DATA / "title_words.yaml").read_text("utf-8"))
    assert set(words) <= {code for code, _name, _aliases in entries()}
    assert sum(len(str(text).split()) for text in words.values()) >= 1000


@pytest.mark.parametrize("title", ["", "!!!", "4500", "🙂", "a" * 5000, "\x00", "(" * 900])
def test_nonsense_is_answered_quickly_with_nothing_or_little(index, title: str):
    assert len(suggesting.suggest(index, title)) <= 5


class Pairs:
    """The plain way to compare with: tf-idf of pairs of characters over every name and alias, the best one counts."""

    def __init__(self) -> None:
        texts = [(code, text) for code, name, aliases in entries() for text in (name, *aliases)]
        counted = [(code, self.pairs(text)) for code, text in texts]
        known = Counter(pair for _code, pairs in counted for pair in pairs)
        self.idf = {pair: math.log((1 + len(texts)) / (1 + n)) + 1 for pair, n in known.items()}
        self.rows = [(code, self.vector(pairs)) for code, pairs in counted]

    @staticmethod
    def pairs(text: str) -> Counter:
        return Counter(text[i : i + 2] for i in range(len(text) - 1))

    def vector(self, pairs: Counter) -> dict[str, float]:
        raw = {pair: n * self.idf.get(pair, 0) for pair, n in pairs.items()}
        norm = math.sqrt(sum(each**2 for each in raw.values())) or 1.0
        return {pair: each / norm for pair, each in raw.items()}

    def suggest(self, title: str) -> list[str]:
        asked, best = self.vector(self.pairs(title)), {}
        for code, vector in self.rows:
            score = sum(each * vector.get(pair, 0) for pair, each in asked.items())
            best[code] = max(best.get(code, 0), score)
        return sorted(best, key=lambda code: (-best[code], code))[:5]


def test_real_titles_are_suggested_better_than_by_pairs_of_characters(index):
    if not TITLES.exists():
        assert os.environ.get("CI") != "true", f"{TITLES} is missing"
        pytest.skip("no sample of titles here")
    with TITLES.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    begun = time.perf_counter()
    ours = [[each.code for each in suggesting.suggest(index, row["title"])] for row in rows]
    spent = (time.perf_counter() - begun) / len(rows)
    plain = Pairs()
    theirs = [plain.suggest(row["title"]) for row in rows]
    wanted = [row["code"] for row in rows]

    def share(found: list[list[str]], most: int) -> float:
        return sum(code in codes[:most] for code, codes in zip(wanted, found, strict=True)) / len(wanted)

    print(
        f"ours {share(ours, 1):.1%} {share(ours, 5):.1%} pairs {share(theirs, 1):.1%} {share(theirs, 5):.1%}"
    )
    print(f"{spent * 1000:.2f} ms a title")
    assert share(ours, 1) > share(theirs, 1)
    assert share(ours, 5) > share(theirs, 5)


@pytest.mark.django_db
def test_the_interface_suggests_and_lists(client: Client):
    found = client.get(reverse("jobs_api:suggest"), {"title": "急招保洁员"}).json()["suggestions"]
    assert found[0]["code"] == "4-09-08-01"
    assert found[0]["name"] == "保洁员"
    assert len(found) <= 5
    assert client.get(reverse("jobs_api:suggest")).status_code == 400
    assert client.get(reverse("jobs_api:suggest"), {"title": "\x00"}).status_code == 400
    listed = client.get(reverse("jobs_api:occupations"), {"code": "4-09-08"}).json()["results"]
    assert [row["code"] for row in listed][1] == "4-09-08-01"


@pytest.mark.django_db
def test_a_clerks_correction_is_learned_and_an_open_vacancy_is_found_under_it(cast):
    employers = Employers(cast)
    vacancy = employers.open(title="小吃店帮手")
    desk = client_of(cast.liufang.user, method="mfa")
    page = desk.get(reverse("jobs:occupation_codes")).content.decode()
    assert "小吃店帮手" in page
    assert "没有编码" in page
    sent = {"vacancy": vacancy.number, "code": "4-03-02-01"}
    assert desk.post(reverse("jobs:occupation_codes"), sent).status_code == 302
    assert Opening.objects.get(vacancy=vacancy).occupation == "4-03-02-01"
    assert OccupationHint.objects.get().count == 1
    occupations._built.clear()
    occupations.cache.clear()
    row, score = occupations.suggest("小吃店帮手")[0]
    assert row.pk == "4-03-02-01"
    assert score == 100
    assert vacancy.number not in desk.get(reverse("jobs:occupation_codes")).content.decode()


@pytest.mark.django_db
def test_a_clerk_elsewhere_neither_sees_nor_mends_it(cast):
    vacancy = Employers(cast).open(title="小吃店帮手")
    elsewhere = client_of(cast.hejing.user, method="mfa")
    assert "小吃店帮手" not in elsewhere.get(reverse("jobs:occupation_codes")).content.decode()
    sent = {"vacancy": vacancy.number, "code": "4-03-02-01"}
    assert elsewhere.post(reverse("jobs:occupation_codes"), sent).status_code == 404
    assert not OccupationHint.objects.exists()


@pytest.mark.django_db
def test_a_wrong_code_is_told_at_its_vacancy(cast):
    vacancy = Employers(cast).open(title="小吃店帮手")
    desk = client_of(cast.liufang.user, method="mfa")
    answer = desk.post(reverse("jobs:occupation_codes"), {"vacancy": vacancy.number, "code": "9-99"})
    assert answer.status_code == 422
    assert "没有这个职业编码" in answer.content.decode()


@pytest.mark.django_db
def test_a_clear_title_fills_the_empty_occupation_and_an_unclear_one_does_not():
    assert occupations.clear("保洁员") == Occupation.objects.get(pk="4-09-08-01")
    assert occupations.clear("小能手") is None


@pytest.mark.django_db
def test_the_check_page_speaks_of_a_suggestion_only_where_one_was_made(cast):
    employers = Employers(cast)
    card, client = employers.restaurant, client_of(cast.jianguo.user)
    written = {name: value for name, value in FACTS.items() if name not in ("latitude", "longitude")}
    written |= {"region": written.pop("region_id"), "valid_until": clock.today() + timedelta(days=20)}
    told = "您没有填职业"
    answer = client.post(reverse("jobs:new_vacancy", args=[card.pk]), written, follow=True)
    assert f"{told},我们按岗位名称填了“收银员”" in answer.content.decode()
    draft = Vacancy.objects.get(title="收银员")
    assert draft.occupation_suggested
    edit = reverse("jobs:edit", args=[draft.number])
    answer = client.post(edit, written | {"occupation": "4-01-02-04"}, follow=True)
    assert told not in answer.content.decode()
    draft.refresh_from_db()
    assert (draft.occupation_id, draft.occupation_suggested) == ("4-01-02-04", False)
    answer = client.post(edit, written | {"title": "小能手"}, follow=True)
    assert told not in answer.content.decode()
    draft.refresh_from_db()
    assert (draft.occupation_id, draft.occupation_suggested) == (None, False)


def test_the_quick_way_to_a_clear_code_answers_as_the_long_one(index):
    titles = [alias for _code, _name, aliases in entries()[::7] for alias in aliases]
    titles += [f"急招{title}(双休)" for title in titles[:60]] + [f"{title}/实习" for title in titles[60:120]]
    clear = 0
    for title in titles[:400]:
        found = suggesting.suggest(index, title, 2)
        code = found[0].code if found and found[0].score >= suggesting.CLEAR else None
        if len(found) > 1 and found[0].score - found[1].score < suggesting.AHEAD:
            code = None
        assert suggesting.clear(index, title) == code, title
        clear += code is not None
    assert 0 < clear < 400
