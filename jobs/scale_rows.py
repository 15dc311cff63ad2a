"""Made-up employers, vacancies and CVs of a province's skew: Zipf over occupations, counties by population, pay by
occupation. Unsaved models, filled as the verbs fill them; the same running number is always the same row."""

import itertools
import random
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from uuid import UUID

from stdnum.cn import uscc

from portal.accounts.models import Organisation
from portal.kernel import clock, words
from portal.kernel.ids import uuid7

from .models import Employer, Intention, Kind, Opening, Resume, Seeker, Vacancy
from .rules import skills
from .rules.groups import group_of
from .rules.pay import Pay, monthly
from .search import facet_words

# 常住人口 by prefecture in 10,000 (census of 2020, rounded).
PEOPLE = {
    "5101": 2094, "5103": 249, "5104": 121, "5105": 425, "5106": 346, "5107": 487, "5108": 231, "5109": 281,
    "5110": 314, "5111": 316, "5113": 561, "5114": 296, "5115": 459, "5116": 325, "5117": 539, "5118": 143,
    "5119": 271, "5120": 231, "5132": 82, "5133": 111, "5134": 486,
}  # fmt: skip
PAY = {"1": 9000, "2": 7000, "3": 4200, "4": 4000, "5": 3200, "6": 5200, "7": 5000, "8": 4000}
KINDS = list(zip((*Kind.values,), (78, 8, 4, 6, 4), strict=True))
TRADES = (
    "餐饮",
    "商贸",
    "物流",
    "电子",
    "建筑",
    "物业",
    "家政",
    "教育",
    "医疗",
    "食品",
    "机械",
    "软件",
    "农业",
    "文旅",
)
FIRST, SECOND = "蜀锦川天华瑞宏泰嘉鑫恒永安新", "达兴隆源盛和康美丰诚信远通顺"
DOES = ("负责{}的日常工作", "按要求完成{}相关任务", "协助主管做好{}", "独立完成{}", "参加{}岗位培训后上岗")
HOURS = (
    "每天八小时",
    "早班八点到四点",
    "两班轮换",
    "做六休一",
    "周末双休",
    "每月休四天",
    "弹性排班",
    "晚班有补贴",
)
ASKS = (
    "会用CAD优先", "会用Excel表格", "有C1驾照", "持电工证", "持焊工证", "有健康证", "会简单英语", "会说普通话",
    "熟悉办公软件", "有销售经验", "能吃苦耐劳", "细心负责", "服从安排", "沟通能力好", "会收银系统", "会视频剪辑",
    "有叉车证", "会开数控机床", "持会计证", "有教师资格证", "持护士执业证", "会直播带货",
)  # fmt: skip
OFFERS = (
    "包吃住",
    "提供工作餐",
    "缴纳五险",
    "有年终奖",
    "带薪年假",
    "有全勤奖",
    "节日福利",
    "提供宿舍",
    "交通补贴",
    "定期体检",
)
TIES = ("急招", "诚聘", "", "", "", "", "", "")
OPEN_SHARE = 80


@dataclass(frozen=True)
class Ground:
    """What a row needs of the database, read once. occupations: (code, titles) by falling frequency."""

    today: date
    counties: tuple[str, ...]
    county_weights: tuple[float, ...]
    centres: dict[str, tuple[float, float]]
    occupations: tuple[tuple[str, tuple[str, ...]], ...]
    occupation_weights: tuple[float, ...]

    def county(self, dice: random.Random) -> str:
        return self.counties[bisect(self.county_weights, dice.random() * self.county_weights[-1])]

    def occupation(self, dice: random.Random) -> tuple[str, tuple[str, ...]]:
        return self.occupations[bisect(self.occupation_weights, dice.random() * self.occupation_weights[-1])]


def running_sums(weights: Sequence[float]) -> tuple[float, ...]:
    """For choosing by weight."""
    return tuple(itertools.accumulate(weights))


def zipf(count: int) -> tuple[float, ...]:
    """The weights 1, 1/2, 1/3 … as running sums."""
    return running_sums([1 / (rank + 1) for rank in range(count)])


def employer(index: int, ground: Ground) -> tuple[Organisation, Employer]:
    """A verified employer of a code nobody has."""
    dice = random.Random(f"employer {index}")  # noqa: S311 - nothing secret
    region = ground.county(dice)
    body = f"91519999MA7{_base31(index, 6)}"
    name = f"{dice.choice(FIRST)}{dice.choice(SECOND)}{dice.choice(TRADES)}{index}"
    moment = _noon(ground.today - timedelta(days=400))
    unit = Organisation(
        id=uuid7(), uscc=body + uscc.calc_check_digit(body), name=f"{name}有限公司", kind="employer",
        region_id=region, created_at=moment, confirmed_at=moment,
    )  # fmt: skip
    verified = ground.today - timedelta(days=index % 150)
    card = Employer(
        organisation=unit, ownership=dice.choices(Employer.Ownership.values, (60, 8, 4, 14, 3, 3, 3, 5))[0],
        size=dice.choice(Employer.Size.values), address="试验路1号", contact_phone=f"169{index:08d}",
        basis="documents", verified_on=verified, verified_until=verified + timedelta(days=183),
        need=dice.choice(Employer.Need.values),
    )  # fmt: skip
    return unit, card


def _base31(number: int, width: int) -> str:
    signs, out = "0123456789ABCDEFGHJKLMNPQRTUWXY", ""
    for _place in range(width):
        number, rest = divmod(number, 31)
        out = signs[rest] + out
    return out


@lru_cache(maxsize=200_000)
def _tokens(text: str) -> tuple[str, ...]:
    return tuple(words.tokens(text))


@lru_cache(maxsize=200_000)
def _skills(text: str) -> int:
    return skills.bits(skills.found_in(text))


def vacancy(index: int, unit: tuple[UUID, str], ground: Ground) -> tuple[Vacancy, Opening | None]:
    """A vacancy and, for four in five, the row that search reads."""
    dice = random.Random(f"vacancy {index}")  # noqa: S311
    code, titles = ground.occupation(dice)
    title = f"{dice.choice(TIES)}{dice.choice(titles)}"[:60]
    kind = dice.choices([each for each, _weight in KINDS], [weight for _each, weight in KINDS])[0]
    parts = [
        dice.choice(DOES).format(titles[0]),
        *dice.sample(HOURS, 2),
        *dice.sample(ASKS, 3),
        *dice.sample(OFFERS, 3),
    ]
    opened = _noon(ground.today) - timedelta(minutes=dice.randrange(30 * 24 * 60), seconds=index % 60)
    row = Vacancy(
        id=uuid7(), number=f"GW-SC{index:09d}", employer_id=unit[0], title=title, occupation_id=code, kind=kind,
        headcount=1 + int(dice.paretovariate(1.3)) % 50, region_id=ground.county(dice), address="试验路2号",
        education=dice.choices(range(8), (40, 10, 8, 10, 16, 14, 1.5, 0.5))[0],
        experience=dice.choices((0, 1, 2, 3, 5, 8), (50, 18, 12, 12, 6, 2))[0], description="。".join(parts) + "。",
        benefits=[], urgent=title.startswith("急招"), screening={"outcome": "pass", "hits": []},
        made_at=opened, opened_at=opened, confirmed_on=opened.date(), valid_until=opened.date() + timedelta(days=31),
    )  # fmt: skip
    _pay(row, code, dice)
    _spot(row, ground, dice)
    if index % 100 >= OPEN_SHARE:
        row.state, row.ended_at = ("closed", "expired")[index % 2], opened + timedelta(hours=1)
        return row, None
    row.state = "open"
    return row, _opening(row, parts, unit[1], titles[0])


def _pay(row: Vacancy, code: str, dice: random.Random) -> None:
    middle = PAY[code[0]] * dice.lognormvariate(0, 0.35)
    row.pay_unit, factor = ("month", 1.0) if row.kind in ("full_time", "internship") else ("day", 1 / 21.75)
    low = max(round(middle * 0.85 * factor, -2 if factor == 1 else 0), 1)
    row.pay_low, row.pay_high = (
        int(low),
        int(max(round(middle * 1.3 * factor, -2 if factor == 1 else 0), low)),
    )


def _spot(row: Vacancy, ground: Ground, dice: random.Random) -> None:
    if spot := ground.centres.get(row.region_id):
        row.latitude, row.longitude = spot[0] + dice.gauss(0, 0.04), spot[1] + dice.gauss(0, 0.04)


def _opening(row: Vacancy, parts: list[str], unit: str, name: str) -> Opening:
    """As services.openings.opening_of makes it; the words of each part are cut once for all rows that have it."""
    pay = (
        monthly(Pay(row.pay_low, row.pay_high, row.pay_unit))
        if row.pay_unit == "month"
        else row.pay_low * 21.75
    )
    made = Opening(
        vacancy=row, posted=row.opened_at, county=int(row.region_id), occupation=row.occupation_id, kind=row.kind,
        pay=int(pay), education=row.education, experience=row.experience, urgent=row.urgent,
        skills=_skills(row.title) | sum({_skills(part) for part in parts}), headcount=row.headcount,
        latitude=row.latitude, longitude=row.longitude,
    )  # fmt: skip
    texts = [(row.title, "A"), (name, "B"), (unit, "C"), *((part, "D") for part in parts)]
    made.words = _vector(texts, facet_words(made))
    return made


def _vector(texts: list[tuple[str, str]], marks: list[str]) -> str:
    places: dict[str, list[str]] = {}
    position = 0
    for text, weight in texts:
        for word in _tokens(text):
            position += 1
            places.setdefault(word, []).append(f"{position}{weight}")
    out = [f"'{word}':{','.join(found)}" for word, found in places.items()]
    return " ".join([*out, *(f"'{mark}'" for mark in marks)])


def seeker(index: int, person: UUID, ground: Ground) -> tuple[Resume, Intention, Seeker]:
    """A CV with one wish and the row that matching reads."""
    dice = random.Random(f"seeker {index}")  # noqa: S311
    code, _titles = ground.occupation(dice)
    county, moment = ground.county(dice), _noon(ground.today)
    education = dice.choices(range(1, 8), (18, 14, 16, 24, 24, 3.5, 0.5))[0]
    known = dice.sample(list(skills.skills()), dice.choice((0, 0, 1, 1, 2, 3)))
    spot = ground.centres.get(county, (None, None))
    resume = Resume(
        id=uuid7(), person_id=person, education=education, experience=int(dice.expovariate(0.25)) % 30, skills=known,
        region_id=county, latitude=spot[0], longitude=spot[1], visibility="agencies", made_at=moment, changed_at=moment,
    )  # fmt: skip
    floor = int(round(PAY[code[0]] * dice.lognormvariate(-0.15, 0.3), -2))
    wish = Intention(
        id=uuid7(), resume=resume, position=1, occupation_id=code, region_id=county, pay_floor=floor, kind=""
    )
    row = Seeker(
        person_id=person, occupations=[group_of(code)], counties=[int(county)], pay=floor, education=education,
        experience=resume.experience, kinds=(1 << len(Kind.values)) - 1, skills=skills.bits(known),
        latitude=spot[0], longitude=spot[1],
    )  # fmt: skip
    return resume, wish, row


def weights_of(counties: Sequence[str]) -> tuple[float, ...]:
    """A county's share of its prefecture's people, the same for each county of one, as running sums."""
    many: dict[str, int] = {}
    for code in counties:
        many[code[:4]] = many.get(code[:4], 0) + 1
    return running_sums([PEOPLE.get(code[:4], 50) / many[code[:4]] for code in counties])


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), clock.ZONE)
