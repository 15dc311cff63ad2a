"""Matching: points told from tables, the kernel against brute force, what is never an input, who reads what."""

import random

import pytest
from django.test import Client

from jobs.matching import rows, writing
from jobs.models import Kind, MatchRun, Opening, OpeningMatch, Resume, Seeker, SeekerMatch
from jobs.presenters.matching import EDUCATIONS
from jobs.rules import fitting
from jobs.rules.explaining import opening_opens
from jobs.rules.fitting import OpeningFacts, SeekerFacts, parts, qualifies, score, suits
from jobs.services import matching, suggesting
from jobs.services.openings import index
from portal.kernel import clock
from portal.kernel.actor import system
from portal.oversight.registry import board
from portal.oversight.services import month_of
from tests.access.entering import client_of
from tests.cast import Cast
from tests.cast_jobs import Employers, made_for

BY = system("test")
SEEKER = SeekerFacts((40102,), (510104,), 5000, 4, 3, 31, 0b11, 30_657_000, 104_080_000)
OPENING = OpeningFacts(40102, 510104, 5000, 4, 3, 0, 0b11, 30_657_000, 104_080_000)


def changed(row, **facts):
    return type(row)(**{**vars(row), **facts})


@pytest.mark.parametrize(
    ("part", "seeker", "opening", "points"),
    [
        ("pay", {}, {}, 25),
        ("pay", {}, {"pay": 4500}, 20),
        ("pay", {}, {"pay": 2000}, 0),
        ("pay", {"pay": 0}, {"pay": 0}, 25),
        ("place", {}, {}, 25),
        ("place", {}, {"county": 510105}, 12),
        ("place", {}, {"county": 510703}, 0),
        ("place", {"counties": (510100,)}, {"county": 510105}, 25),
        ("place", {"counties": (510703, 510104)}, {}, 25),
        ("place", {"counties": (510000,)}, {"county": 513401}, 25),
        ("distance", {}, {}, 10),
        ("distance", {}, {"latitude": 30_700_000}, 6),
        ("distance", {}, {"latitude": 30_800_000}, 3),
        ("distance", {}, {"latitude": 31_400_000}, 0),
        ("distance", {"latitude": fitting.NOWHERE}, {}, 0),
        ("education", {}, {}, 15),
        ("education", {}, {"education": 5}, 0),
        ("experience", {}, {"experience": 4}, 6),
        ("experience", {}, {"experience": 9}, 0),
        ("skills", {}, {}, 15),
        ("skills", {}, {"skills": 0b110}, 7),
        ("skills", {}, {"skills": 0}, 10),
    ],
)
def test_points_of_each_part(part: str, seeker: dict, opening: dict, points: int):
    assert parts(changed(SEEKER, **seeker), changed(OPENING, **opening))[part] == points


def test_all_parts_together_are_a_hundred_and_musts_are_musts():
    assert score(SEEKER, OPENING) == 100 == sum(fitting.PARTS.values())
    assert not suits(SEEKER, changed(OPENING, group=40103))
    assert not suits(changed(SEEKER, kinds=0b10), OPENING)
    assert qualifies(SEEKER, OPENING)
    assert not qualifies(SEEKER, changed(OPENING, skills=0b100))


def test_sex_age_household_photo_and_clicks_can_be_no_input():
    """The rows hold nothing of the kind: whoever is swapped, the numbers stay."""
    never = {"sex", "birth", "age", "household", "photo", "clicks", "views", "name", "nation"}
    columns = {field.name for model in (Seeker, Opening) for field in model._meta.fields}
    assert not {name for name in columns for word in never if word in name}


def facts_of(raw) -> list[SeekerFacts]:
    return [
        SeekerFacts(
            tuple(int(g) for g in row[1:4] if g > 0),
            tuple(int(c) for c in row[4:7] if c),
            *map(int, row[7:14]),
        )
        for row in raw
    ]


def opening_facts(raw) -> list[OpeningFacts]:
    return [OpeningFacts(*map(int, row[1:10])) for row in raw]


def random_rows(dice: random.Random, count: int, width: str):
    """Raw matrices as rows.read returns them, without a database."""
    import numpy as np

    groups, counties = [40102, 40203, 60101, 20301], [510104, 510105, 510703, 511302, 513401]
    out = []
    for key in range(1, count + 1):
        known = dice.random() < 0.7
        spot = [30_600_000 + dice.randrange(300_000), 104_000_000 + dice.randrange(300_000)]
        spot = spot if known else [fitting.NOWHERE] * 2
        if width == "seeker":
            chosen = dice.choices(groups, k=dice.randint(1, 3))
            wished = dice.sample([*counties, 510100, 510000], dice.randint(1, 3))
            out.append(
                [key, *(chosen + [-1, -1])[:3], *(wished + [0, 0])[:3], dice.choice([0, 3000, 5000, 9000]),
                 dice.randrange(8), dice.randrange(10), dice.choice([31, 1, 5]), dice.getrandbits(62), *spot]
            )  # fmt: skip
        else:
            skills = sum(1 << bit for bit in dice.sample(range(62), dice.randrange(4)))
            out.append(
                [key, dice.choice(groups), dice.choice(counties), dice.randrange(2000, 9000), dice.randrange(8),
                 dice.randrange(10), dice.randrange(5), skills, *spot, dice.randrange(3)]
            )  # fmt: skip
    return np.array(out, dtype=np.int64)


@pytest.mark.parametrize("seed", range(4))
def test_the_kernel_gives_the_scores_of_brute_force_on_both_sides(seed: int):
    dice = random.Random(seed)
    people, jobs = random_rows(dice, 150, "seeker"), random_rows(dice, [40, 400, 15, 200][seed], "opening")
    groups = rows.groups_of(jobs)
    openings, blocks, turns = rows.openings_side(jobs, groups, 1)
    seekers = rows.seekers_side(people, groups)
    order, seeker_blocks = rows.seeker_blocks(seekers, groups)
    ground = matching.Ground(seekers, openings, blocks, turns, order, seeker_blocks)
    found, scores = matching.best_openings(ground)
    facts, offers = facts_of(people), dict(zip(jobs[:, 0].tolist(), opening_facts(jobs), strict=True))
    for number, one in enumerate(facts):
        wanted = sorted((score(one, each) for each in offers.values() if suits(one, each)), reverse=True)[:10]
        assert [int(each) for each in scores[number] if each >= 0] == wanted
        kept = [int(key) for key in found[number] if key >= 0]
        assert len(set(kept)) == len(kept)
        assert [score(one, offers[key]) for key in kept] == wanted
    others, points = matching.best_seekers(ground)
    by_key = dict(zip(people[:, 0].tolist(), facts, strict=True))
    for number, key in enumerate(openings.keys.tolist()):
        offer = offers[key]
        wanted = sorted((score(each, offer) for each in facts if suits(each, offer)), reverse=True)[:10]
        assert [int(each) for each in points[number] if each >= 0] == wanted
        kept = [int(each) for each in others[number] if each >= 0]
        assert len(set(kept)) == len(kept)
        assert [score(by_key[each], offer) for each in kept] == wanted


def test_equal_openings_take_turns_by_day_and_few_applications_go_first():
    import numpy as np

    dice = random.Random(1)
    jobs = np.repeat(random_rows(dice, 1, "opening"), 40, axis=0)
    jobs[:, 0], jobs[:, 10] = np.arange(1, 41), [0] * 30 + [5] * 10
    groups = rows.groups_of(jobs)
    first = []
    for day in (1, 2):
        side, _blocks, turns = rows.openings_side(jobs, groups, day)
        order = [int(key) for key in side.keys[np.argsort(turns)]]
        assert set(order[:30]) == set(range(1, 31)), "those with few applications come first"
        first.append(order)
    assert first[0] != first[1]


@pytest.mark.django_db
def test_what_is_copied_in_is_what_was_found():
    import numpy as np

    keys = np.array([5, 6, 7], np.int64)
    best = np.array([[9, 8, -1], [-1, -1, -1], [1, 2, 3]], np.int64)
    scores = np.array([[90, 80, -1], [-1, -1, -1], [3, 2, 1]], np.int16)
    names = ("seeker_id", "run_id", "openings", "scores")
    assert writing.write("jobs_seekermatch", names, keys, 4, best, scores) == 2
    got = SeekerMatch.objects.order_by("seeker_id").values_list("seeker_id", "run_id", "openings", "scores")
    assert list(got) == [(5, 4, [9, 8], [90, 80]), (7, 4, [1, 2, 3], [3, 2, 1])]


@pytest.fixture
def seeker(cast: Cast) -> Seeker:
    """李晓梅 wants to be a cashier in 锦江."""
    return Seeker.objects.create(
        person=cast.xiaomei, occupations=[40102], counties=[510104], pay=3500, education=3, experience=2,
        kinds=(1 << len(Kind.values)) - 1, skills=0, latitude=30.657, longitude=104.08,
    )  # fmt: skip


@pytest.mark.django_db
def test_a_run_is_seen_whole_and_older_ones_go(cast: Cast, seeker: Seeker):
    card, _draft, opening = made_for(cast)
    opening.occupation_id = "4-01-02-01"
    opening.save()
    index(opening)
    row = Opening.objects.get(vacancy=opening)
    runs = [matching.match(by=BY) for _turn in range(3)]
    assert matching.last_run() == runs[-1]
    assert runs[-1].seekers == runs[-1].openings == 1
    assert list(SeekerMatch.objects.values_list("run_id", flat=True).order_by("run_id")) == [
        r.pk for r in runs[1:]
    ]
    mine = SeekerMatch.objects.get(seeker=seeker, run=runs[-1])
    assert mine.openings == [row.pk]
    assert OpeningMatch.objects.get(opening=row, run=runs[-1]).seekers == [seeker.pk]
    assert OpeningMatch.objects.get(opening=row, run=runs[-1]).scores == mine.scores


@pytest.mark.django_db
def test_without_anybody_a_run_is_empty_and_nothing_fails():
    run = matching.match(by=BY)
    assert (run.seekers, run.openings) == (0, 0)
    assert MatchRun.objects.filter(finished_at__isnull=False).count() == 1
    assert clock.today() == run.finished_at.astimezone(clock.ZONE).date()


@pytest.fixture
def fitting_opening(cast: Cast):
    """A shop's open vacancy for a cashier who knows Excel and has three years."""
    card, _draft, vacancy = made_for(cast)
    for name, value in {"occupation_id": "4-01-02-01", "experience": 3, "education": 4}.items():
        setattr(vacancy, name, value)
    vacancy.description = "负责收银,会用Excel表格,每天八小时。"
    vacancy.save()
    index(vacancy)
    return vacancy


@pytest.fixture
def wish(cast: Cast):
    """王建国's CV with one wish, open to verified employers."""
    person, now = cast.jianguo, clock.now()
    Resume.objects.create(person=person, made_at=now, changed_at=now, visibility="employers", education=3)
    return Seeker.objects.create(
        person=person, occupations=[40102], counties=[510105], pay=4500, education=3, experience=1,
        kinds=(1 << len(Kind.values)) - 1, skills=0, latitude=30.66, longitude=104.08,
    )  # fmt: skip


@pytest.mark.django_db
def test_a_person_reads_why_what_is_missing_and_what_one_skill_would_open(
    cast: Cast, fitting_opening, wish: Seeker
):
    fitting_opening.experience, fitting_opening.education = 0, 0
    fitting_opening.save()
    index(fitting_opening)
    for run_first in (False, True):
        if run_first:
            matching.match(by=BY)
        page = client_of(cast.jianguo.user).get("/my/matches/").content.decode()
        assert "月薪4,000元起,低于期望的4,500元" in page
        assert "离得近,约0.3公里" in page
        assert "还不会电子表格" in page
        assert "会电子表格后,符合要求的岗位 0 → 1 个" in page
    page = client_of(cast.jianguo.user).get(f"/jobs/{fitting_opening.number}/").content.decode()
    assert "合不合适" in page
    assert "还不会电子表格" in page
    assert "合不合适" not in Client().get(f"/jobs/{fitting_opening.number}/").content.decode()


@pytest.mark.django_db
def test_an_employer_sees_masked_people_who_agreed_and_what_each_condition_costs(
    cast, fitting_opening, wish: Seeker
):
    client = client_of(cast.xiaomei.user)
    path = f"/employers/vacancies/{fitting_opening.number}/people/"
    page = client.get(path).content.decode()
    assert "王**" in page or "王*" in page
    assert "王建国" not in page
    assert "里有0人全部符合" in page
    Resume.objects.update(visibility="agencies")
    page = client.get(path).content.decode()
    assert "另有1人符合" in page
    assert client.post(f"{path}{wish.pk}/invite/").status_code == 404
    Resume.objects.update(visibility="employers")
    assert client.post(f"{path}{wish.pk}/invite/").status_code == 302
    assert client.post(f"{path}{wish.pk}/invite/").status_code == 302
    assert cast.jianguo.messages.filter(key__startswith="invited-").count() == 1
    assert client_of(cast.jianguo.user).get(path).status_code == 404


def test_lowering_one_condition_counts_who_would_then_fit():
    opening = changed(OPENING, experience=3, education=4, skills=0b1)
    seekers = [changed(SEEKER, experience=years, skills=known) for years in (0, 2, 3) for known in (0, 1)]
    before, opens = opening_opens(opening, seekers, EDUCATIONS)
    assert before == 1
    assert {(each.what, each.after) for each in opens} == {
        ("不要求CAD制图", 2), ("不要求经验", 3), ("经验放宽到1年", 2), ("经验放宽到2年", 2),
    }  # fmt: skip


def test_swapping_who_somebody_is_changes_no_point(cast: Cast, fitting_opening, wish: Seeker):
    opening = suggesting.opening_facts(Opening.objects.get(vacancy=fitting_opening))
    before = score(suggesting.seeker_facts(wish), opening)
    person = cast.jianguo
    for facts in (
        {"sex": "female"},
        {"birth": "2004-05-06"},
        {"household_region_id": "510105"},
        {"name": "吉克·阿呷"},
    ):
        for name, value in facts.items():
            setattr(person, name, value)
        person.save()
        again = Seeker.objects.get(pk=wish.pk)
        assert score(suggesting.seeker_facts(again), opening) == before
        found = matching.match(by=BY)
        assert SeekerMatch.objects.get(seeker=wish, run=found).scores == [before]


@pytest.mark.django_db
def test_boards_tell_waiting_by_ownership_and_exposure_with_small_counts_hidden(
    cast: Cast, fitting_opening, wish
):
    employers = Employers(cast)
    employers.open(title="服务员", description="端菜收桌,每天八小时。")
    matching.match(by=BY)
    month = month_of(clock.today(), today=clock.today())
    waiting = list(board("employer-waiting").compute(month))
    assert {(row.item, row.cut) for row in waiting} == {
        ("employer-verification", "ownership:private"), ("vacancy-publication", "ownership:private"),
    }  # fmt: skip
    rows = {row.cut: row.figures for row in board("matching-exposure").compute(month)}
    assert "sex:male" in rows
    assert rows["sex:male"]["done"] is None, "one person is never told"
