"""Matching the province: the fused kernel against a set-based SQL plan and against brute force, same data."""

import io
import time
from typing import Any

from bench.figures import Figure, against, at_least, limit, told

OPENINGS, SAMPLE, SQL_SAMPLE = 100_000, 2_000, 40
SET_BASED = """
SELECT s.id, m.id, m.points FROM (SELECT * FROM jobs_seeker ORDER BY id LIMIT %s) s CROSS JOIN LATERAL (
    SELECT o.id, (CASE WHEN o.pay >= s.pay THEN 25 ELSE greatest(25 - 50 * (s.pay - o.pay) / greatest(s.pay, 1), 0) END
        + CASE WHEN o.county = s.counties[1] THEN 25 WHEN o.county / 100 = s.counties[1] / 100 THEN 12 ELSE 0 END
        + CASE WHEN s.education >= o.education THEN 15 ELSE 0 END
        + greatest(10 - 4 * greatest(o.experience - s.experience, 0), 0)
        + CASE WHEN o.skills = 0 THEN 10
               ELSE 15 * bit_count((o.skills & s.skills)::bit(64)) / bit_count(o.skills::bit(64)) END
        + CASE WHEN sqrt(power(o.latitude - s.latitude, 2) + power((o.longitude - s.longitude) * 0.8616, 2)) * 111.2 < 3
               THEN 10 ELSE 0 END) AS points
    FROM (SELECT * FROM jobs_opening ORDER BY id LIMIT %s) o
    WHERE replace(left(o.occupation, 7), '-', '') = s.occupations[1]::text
    ORDER BY points DESC, o.id LIMIT 10) m
"""


def measure() -> list[Figure]:
    """Load, match, check, write."""
    import numpy as np

    from jobs.matching import kernel
    from jobs.services import matching

    small = matching.load(1000, 1000)
    (
        matching.best_openings(small),
        matching.best_seekers(small),
    )  # compiled (and kept) before anything is timed
    began = time.perf_counter()
    ground = matching.load(None, OPENINGS)
    loaded = time.perf_counter() - began
    began = time.process_time()
    found, scores = matching.best_openings(ground)
    cpu = time.process_time() - began
    many = len(ground.seekers.keys)
    rate, sql = many / cpu, _set_based()
    out = [
        told(f"read {many:,} seekers, {len(ground.openings.keys):,} openings", loaded, "s"),
        limit(f"match {many:,} seekers × {len(ground.openings.keys):,} openings, one core", cpu, "s", 60.0),
        at_least("matched a second against set-based SQL", rate, "1/s", sql, 150.0),
        told(f"scores unlike brute force, of {SAMPLE:,} seekers", float(_unlike(ground, scores, np)), ""),
        _writing(ground, found, scores),
    ]
    began = time.process_time()
    matching.best_seekers(ground)
    out.append(told("best seekers of every opening, one core", time.process_time() - began, "s"))
    if found.shape[1] != kernel.BEST:
        raise AssertionError("ten are kept")
    return out


def _set_based() -> float:
    """Seekers a second by one statement; temporary tables stand for nothing here, the plan may use every index."""
    from django.db import connection

    began = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute(SET_BASED, [SQL_SAMPLE, OPENINGS])
        cursor.fetchall()
    return SQL_SAMPLE / (time.perf_counter() - began)


def _unlike(ground: Any, scores: Any, np: Any) -> int:
    """Seekers whose ten scores differ from those of every opening computed one by one with numpy."""
    chosen = np.random.default_rng(7).choice(
        len(ground.seekers.keys), min(SAMPLE, len(ground.seekers.keys)), False
    )
    offers, unlike = ground.openings.columns, 0
    by_group = {int(group): offers[offers[:, 9] == group] for group in np.unique(offers[:, 9])}
    for row in chosen:
        one = ground.seekers.columns[row]
        groups = [by_group[int(group)] for group in one[:3] if int(group) in by_group]
        wanted = _brute(one, np.concatenate(groups), np) if groups else np.empty(0, int)
        wanted = np.sort(wanted)[::-1][:10]
        got = scores[row][scores[row] >= 0]
        unlike += not np.array_equal(got, wanted)
    return unlike


def _brute(one: Any, offers: Any, np: Any) -> Any:
    """The points of rules.fitting written a second time, by columns."""
    from jobs.rules.fitting import LIMITS, MILLION, NARROWER, NOWHERE

    offers = offers[(one[9] >> offers[:, 5]) & 1 == 1]
    short = np.maximum(one[6] - offers[:, 2], 0)
    points = np.maximum(25 - 50 * short // max(int(one[6]), 1), 0)
    place = np.zeros(len(offers), np.int64)
    for wished in (int(each) for each in one[3:6] if each):
        county = offers[:, 1]
        if wished % 10_000 == 0:
            got = np.where(county // 10_000 == wished // 10_000, 25, 0)
        elif wished % 100 == 0:
            got = np.where(county // 100 == wished // 100, 25, 0)
        else:
            got = np.where(county == wished, 25, np.where(county // 100 == wished // 100, 12, 0))
        place = np.maximum(place, got)
    north, east = one[11] - offers[:, 7], (one[12] - offers[:, 8]) * NARROWER // MILLION
    square = north * north + east * east
    known = (offers[:, 7] != NOWHERE) & (one[11] != NOWHERE)
    near = np.select([square <= each for each in LIMITS], [10, 6, 3], 0)
    asked, held = np.bitwise_count(offers[:, 6]), np.bitwise_count(offers[:, 6] & one[10])
    skills = np.where(asked == 0, 10, 15 * held.astype(np.int64) // np.maximum(asked, 1))
    experience = np.maximum(10 - 4 * np.maximum(offers[:, 4] - one[8], 0), 0)
    return (
        points
        + place
        + np.where(known, near, 0)
        + np.where(one[7] >= offers[:, 3], 15, 0)
        + experience
        + skills
    )


def _writing(ground: Any, found: Any, scores: Any) -> Figure:
    """Arrays to rows in the table, against a bare COPY of the same rows made before."""
    from django.db import connection, transaction

    from jobs.matching import writing

    names = ("seeker_id", "run_id", "openings", "scores")
    times: dict[str, float] = {}
    for turn in range(2):
        began = time.perf_counter()
        with transaction.atomic():
            writing.write("jobs_seekermatch", names, ground.seekers.keys, 10 + turn, found, scores)
        times["write"] = min(times.get("write", 1e9), time.perf_counter() - began)
        bare = _Prepared()
        with bare:
            writing.write("jobs_seekermatch", names, ground.seekers.keys, 20 + turn, found, scores)
        began = time.perf_counter()
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.copy_expert(bare.sql, bare.data, size=1 << 18)
        times["copy"] = min(times.get("copy", 1e9), time.perf_counter() - began)
    return against("matches written, against a bare COPY", times["write"], "s", times["copy"], 1.5)


class _Prepared:
    """Catches what would be copied instead of copying it."""

    def __enter__(self) -> "_Prepared":
        from jobs.matching import writing

        self.real, held = writing.connection, self

        class Cursor:
            def __enter__(self) -> "Cursor":
                return self

            def __exit__(self, *_args: Any) -> None:
                pass

            def copy_expert(self, sql: str, data: Any, size: int) -> None:
                held.sql, held.data = sql, io.BytesIO(b"".join(iter(lambda: data.read(size), b"")))

        class Connection:
            cursor = Cursor

        writing.connection = Connection()
        return self

    def __exit__(self, *_args: Any) -> None:
        from jobs.matching import writing

        writing.connection = self.real
