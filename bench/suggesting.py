"""Occupations suggested from real titles, against tf-idf of pairs of characters over the same names and aliases."""

import csv
import time

from bench.figures import Figure, at_least, limit, told


def measure() -> list[Figure]:
    """Shares of titles whose code stands first or among five, ours and the rival's; milliseconds a title."""
    from jobs.rules import suggesting
    from jobs.services import occupations
    from tests.jobs.test_suggesting import TITLES, Pairs

    if not TITLES.exists():
        return [told("titles of the samples (SHUYE_SAMPLES) are not here", 0.0, "")]
    with TITLES.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    index, plain = occupations.index(), Pairs()
    wanted, titles = [row["code"] for row in rows], [row["title"] for row in rows]
    times, ours = [], []
    for title in titles:
        began = time.perf_counter()
        ours.append([each.code for each in suggesting.suggest(index, title)])
        times.append((time.perf_counter() - began) * 1000)
    theirs = [plain.suggest(title) for title in titles]
    out = [limit("occupation of a title, p95", sorted(times)[len(times) * 95 // 100], "ms", 5.0)]
    for most in (1, 5):
        mine, rival = (100 * _share(wanted, found, most) for found in (ours, theirs))
        name = f"right among the first {most}, of {len(rows)} titles (aim {45 if most == 1 else 70})"
        out.append(at_least(name, mine, "%", rival, 1.0))
    return out


def _share(wanted: list[str], found: list[list[str]], most: int) -> float:
    return sum(code in codes[:most] for code, codes in zip(wanted, found, strict=True)) / len(wanted)
