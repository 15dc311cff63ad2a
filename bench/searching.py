"""Search among the province's vacancies: two-step plans against the plain planner with exact counts, same run."""

import random
import statistics
import time
from collections.abc import Callable
from itertools import combinations
from typing import Any

from bench.figures import Figure, against, limit, told

QUERIES, RIVALS = 400, 120
SEED = 20261125
PLAIN = "SELECT o.id, o.vacancy_id, o.posted FROM jobs_opening o {where} ORDER BY o.posted DESC, o.id DESC LIMIT 21"
COUNT = "SELECT count(*) FROM jobs_opening o {where}"


def measure() -> list[Figure]:
    """400 mixed queries, page and total; deep pages; a pair of frequent words that never meet; index updates."""
    for asked in mixed(random.Random(SEED + 1), 4 * QUERIES):
        _find(asked)  # the caches are warm in a portal that is in use
    queries = mixed(random.Random(SEED), QUERIES)
    ours = [_timed(lambda asked=asked: _find(asked)) for asked in queries]
    rivals = [_timed(lambda asked=asked: _plain(asked)) for asked in queries[:RIVALS]]
    ours_of_rivals = ours[:RIVALS]
    out = [
        limit("search p50, page + total (database)", _at(ours, 50), "ms", 3.0),
        limit("search p95, page + total (database)", _at(ours, 95), "ms", 15.0),
        limit("search p99, page + total (database)", _at(ours, 99), "ms", 25.0),
        against("search p95 against the plain planner", _at(ours_of_rivals, 95), "ms", _at(rivals, 95), 0.25),
    ]
    return [*out, _no_hit(), _deep(), *_updates(), _facets(queries[:100]), _wall(queries[:200])]


def mixed(dice: random.Random, count: int) -> list[dict[str, str]]:
    """Addresses as people ask: frequent and rare words, places, pay, education, kinds, and no word at all."""
    titles, counties = _titles(), _counties()
    return [_words(dice, titles) | _place(dice, counties) | _seldom(dice) for _number in range(count)]


def _words(dice: random.Random, titles: list[str]) -> dict[str, str]:
    """Seven searches in ten have a word, the common ones more often."""
    if dice.random() >= 0.7:
        return {}
    word = titles[min(int(dice.paretovariate(0.6)), len(titles)) - 1]
    more = dice.choice(["包吃住", "双休", "会用CAD", "五险", "驾照"]) if dice.random() < 0.2 else ""
    return {"q": f"{word} {more}".strip()}


def _place(dice: random.Random, counties: list[str]) -> dict[str, str]:
    """Every second one a county or a prefecture; three in ten a lowest pay."""
    asked = {}
    if dice.random() < 0.5:
        county = dice.choice(counties)
        asked["region"] = county if dice.random() < 0.6 else county[:4] + "00"
    if dice.random() < 0.3:
        asked["pay"] = dice.choice(["3000", "4000", "5000", "8000"])
    return asked


def _seldom(dice: random.Random) -> dict[str, str]:
    """What one search in ten asks besides."""
    asked = {"days": dice.choice(["1", "3", "7"])} if dice.random() < 0.1 else {}
    if dice.random() < 0.2:
        asked["education"] = str(dice.randint(1, 6))
    if dice.random() < 0.15:
        asked["kind"] = dice.choice(["part_time", "internship", "gig", "full_time"])
    if dice.random() < 0.1:
        asked["novice"] = "1"
    if dice.random() < 0.08:
        asked["near"] = dice.choice(["春熙路", "天府广场", "绵阳火车站"])
        asked["radius"] = dice.choice(["3", "5", "10"])
    return asked


def _titles() -> list[str]:
    from jobs import scaling

    return [titles[0] for _code, titles in scaling.ground().occupations]


def _counties() -> list[str]:
    from jobs import scaling

    return list(scaling.ground().counties)


def _asked(asked: dict[str, str]) -> Any:
    from django.http import QueryDict

    from jobs.filters import asked_of

    query = QueryDict(mutable=True)
    query.update(asked)
    return asked_of(query)


def _find(asked: dict[str, str]) -> Any:
    from jobs import search

    return search.find(_asked(asked))


def _plain(asked: dict[str, str]) -> None:
    """What the planner makes of the same conditions in one statement, and an exact count."""
    from jobs.search.asked import conditions
    from jobs.search.plans import looked_at, rows, where

    narrowed, values = where(*looked_at(conditions(_asked(asked))))
    rows(PLAIN.format(where=narrowed), values)
    rows(COUNT.format(where=narrowed), values)


def _timed(run: Callable[[], Any]) -> float:
    """Milliseconds in the database while `run` runs."""
    from django.db import connection

    spent = [0.0]

    def watch(execute: Callable, sql: str, params: Any, many: bool, context: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            spent[0] += time.perf_counter() - began

    with connection.execute_wrapper(watch):
        run()
    return spent[0] * 1000


def _at(values: list[float], percent: int) -> float:
    return sorted(values)[min(len(values) * percent // 100, len(values) - 1)]


def _no_hit() -> Figure:
    """The two most frequent words that no vacancy has together."""
    from jobs.search.knowledge import knowledge

    shares = {word: share for word, share in knowledge().words.items() if ":" not in word and len(word) > 1}
    common = sorted(shares, key=shares.get, reverse=True)[:150]
    pairs = sorted(combinations(common, 2), key=lambda pair: -shares[pair[0]] * shares[pair[1]])
    for one, other in pairs:
        asked = {"q": f"{one} {other}"}
        if _find(asked).total == 0:
            ours = statistics.median(_timed(lambda a=asked: _find(a)) for _ in range(9))
            plain = statistics.median(_timed(lambda a=asked: _plain(a)) for _ in range(3))
            return against(f"two frequent words, no hit ({one} {other})", ours, "ms", plain, 0.02)
    raise AssertionError("no pair of frequent words without a hit")


def _deep() -> Figure:
    """Page 500 of a frequent word against its page 1."""
    asked = {"q": _titles()[0]}
    first = statistics.median(_timed(lambda: _find(asked)) for _ in range(9))
    page = _find(asked)
    number = 1
    while page.after and number < 499:
        number += 1
        page = _find(asked | {"after": page.after})
    deep = asked | ({"after": page.after} if page.after else {})
    return against(
        "page 500 against page 1",
        statistics.median(_timed(lambda: _find(deep)) for _ in range(9)),
        "ms",
        first,
        2.0,
    )


def _updates() -> list[Figure]:
    """A vacancy's row written again, each committed; the next query finds the new word. The first twenty warm up."""
    from django.db import transaction

    from jobs.models import Vacancy
    from jobs.services.openings import index

    rows = Vacancy.objects.filter(state="open").select_related("employer__organisation", "occupation")
    times, seen = [], 0
    for number, vacancy in enumerate(rows.order_by("number")[:200]):
        vacancy.title = f"稀罕岗位{number}号"
        vacancy.save(update_fields=["title"])
        began = time.perf_counter()
        with transaction.atomic():  # as the verbs that change a vacancy do
            index(vacancy)
        times.append((time.perf_counter() - began) * 1000)
        seen += vacancy.pk in _find({"q": f"稀罕 {number} 号"}).vacancies
    if seen != len(times):
        raise AssertionError(f"only {seen} of {len(times)} changes were found by the next query")
    return [
        limit("index update p95, committed", _at(times[20:], 95), "ms", 5.0),
        told("… seen by the next query, of 200", float(seen), ""),
    ]


def _facets(queries: list[dict[str, str]]) -> Figure:
    from jobs import search

    def run(asked: dict[str, str]) -> None:
        known = _asked(asked)
        search.facets(known, page_of[id(asked)])

    page_of = {id(asked): _find(asked) for asked in queries}
    return told(
        "counts of every filter p95 (database)", _at([_timed(lambda a=a: run(a)) for a in queries], 95), "ms"
    )


def _wall(queries: list[dict[str, str]]) -> Figure:
    times = []
    for asked in queries:
        began = time.perf_counter()
        _find(asked)
        times.append((time.perf_counter() - began) * 1000)
    return told("search p50, wall with cutting words", _at(times, 50), "ms")
