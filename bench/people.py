"""People among a million: by document number and by name prefix with birth year, against reads by primary key."""

import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from bench.figures import Figure, against, told

PERSONS = int(os.environ.get("SHUYE_BENCH_PERSONS", "1000000"))
RUNS, ROUNDS = 400, 5
SEED = 20261124


def measure() -> list[Figure]:
    """Fill the bench's database by COPY, then look people up in turns with their floors."""
    from portal.embedded import paths
    from tests import stack

    began = time.perf_counter()
    command = [sys.executable, str(paths.REPOSITORY / "manage.py"), "seed_scale"]
    command += ["--persons", str(PERSONS), "--cases", str(PERSONS // 20)]
    subprocess.run(command, env=stack.env_for("shuye_bench", "owner"), check=True, stdout=subprocess.DEVNULL)
    seconds = time.perf_counter() - began
    return [told(f"seed_scale, {PERSONS:,} persons a second", PERSONS / seconds, "1/s"), *_lookups()]


def _lookups() -> list[Figure]:
    from portal.accounts import queries
    from portal.accounts.models import Document, Person
    from portal.kernel.fields import plaintext

    rng = random.Random(SEED)
    sample = list(
        Document.objects.raw(
            "SELECT * FROM accounts_document TABLESAMPLE SYSTEM (0.5) REPEATABLE (7) WHERE confirmed LIMIT 3000"
        )
    )
    rng.shuffle(sample)
    documents = [(row.kind, plaintext(row.number), row.pk) for row in sample[:RUNS]]
    names = [(name, year) for name in "王李张刘陈杨赵黄" for year in range(1966, 2006, 2)]
    rng.shuffle(names)

    def by_number(n: int) -> None:
        kind, number, _pk = documents[n % len(documents)]
        if queries.person_by_document(kind, number) is None:
            raise AssertionError("a seeded person is not found")

    def by_key(n: int) -> None:
        Document.objects.filter(pk=documents[n % len(documents)][2]).select_related(
            "person__merged_into"
        ).first()

    def by_name(n: int) -> None:
        queries.people_by_name(*names[n % len(names)], limit=20)

    keys = [[person.pk for person in queries.people_by_name(*each, limit=20)] for each in names]
    found = statistics.median(len(each) for each in keys)

    def by_keys(n: int) -> None:
        list(Person.objects.filter(pk__in=keys[n % len(names)]))

    return [
        _figure(f"person by number among {PERSONS:,}", by_number, by_key, 2.0),
        _figure(f"name prefix + birth year, {found:.0f} rows", by_name, by_keys, 5.0),
    ]


def _figure(name: str, run: Callable[[int], None], floor: Callable[[int], None], bar: float) -> Figure:
    """Median of five rounds of medians, run and floor in turns."""
    ratios, values, floors = [], [], []
    for _round in range(ROUNDS):
        taken: dict[Callable, list[float]] = {run: [], floor: []}
        for n in range(RUNS):
            for each, times in taken.items():
                began = time.perf_counter()
                each(n)
                times.append((time.perf_counter() - began) * 1000)
        value, base = statistics.median(taken[run]), statistics.median(taken[floor])
        values.append(value)
        floors.append(base)
        ratios.append(value / base)
    return against(
        name, statistics.median(values), "ms", statistics.median(floors), bar, statistics.median(ratios)
    )
