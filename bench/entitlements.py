"""What everybody may have: one person's benefits without the database, and the nightly run over a million persons."""

import os
import statistics
import subprocess
import sys
import time
from datetime import date

from bench.figures import Figure, limit, told

PERSONS = int(os.environ.get("SHUYE_BENCH_PERSONS", "1000000"))
MINUTES, EACH_MS, RUNS = 10.0, 0.3, 2000
FACTS = {
    "contribution_months": 112, "separation_ground": "LCL40", "seeking": True, "registered_unemployed": False,
    "birth": date(1983, 3, 12), "sex": "female", "retirement_kind": "female50", "certificate_level": 4,
    "certificate_date": date(2026, 6, 1), "times_this_year": 0, "unemployed_since": date(2026, 10, 31),
    "categories": frozenset(),
}  # fmt: skip
# Three months for everybody, five years for who is registered as unemployed; the history is only in the way here.
CONTRIBUTIONS = """
ALTER TABLE insurance_contribution DISABLE TRIGGER USER;
INSERT INTO insurance_contribution (person_id, county_id, month, base, unit_paid, own_paid, as_of)
SELECT p.id, coalesce(p.residence_region_id, '510104'), m::date, 5000, 30, 20, '2026-10-31'
FROM accounts_person p,
     generate_series('2026-08-01'::date, '2026-10-01', '1 month') m
WHERE NOT EXISTS (SELECT FROM registration_spell s WHERE s.person_id = p.id AND s.kind = 'unemployment');
INSERT INTO insurance_contribution (person_id, county_id, month, base, unit_paid, own_paid, as_of)
SELECT s.person_id, '510104', m::date, 5000, 30, 20, '2026-10-31'
FROM (SELECT DISTINCT person_id FROM registration_spell WHERE kind = 'unemployment') s,
     generate_series('2021-11-01'::date, '2026-10-01', '1 month') m;
ALTER TABLE insurance_contribution ENABLE TRIGGER USER;
ANALYZE insurance_contribution;
"""


def measure() -> list[Figure]:
    """One person first; then the whole province once, and once more when everything stands."""
    from portal.casework.services import find_offers
    from portal.embedded import paths
    from tests import stack

    out = [_one_person()]
    command = [sys.executable, str(paths.REPOSITORY / "manage.py"), "seed_scale"]
    command += ["--persons", str(PERSONS), "--cases", str(PERSONS // 20)]
    subprocess.run(command, env=stack.env_for("shuye_bench", "owner"), check=True, stdout=subprocess.DEVNULL)
    with stack.owner_cursor("shuye_bench") as cursor:
        for statement in filter(str.strip, CONTRIBUTIONS.split(";")):
            cursor.execute(statement)
    began = time.perf_counter()
    counts = find_offers()
    minutes = (time.perf_counter() - began) / 60
    if counts["persons"] < PERSONS or not counts["offers"]:
        raise AssertionError(f"{counts} of {PERSONS} persons")
    again = time.perf_counter()
    find_offers()
    return [
        *out,
        limit(f"offers for {PERSONS:,} persons", minutes, "min", MINUTES),
        told("… offers written", float(counts["offers"]), ""),
        told("… the second night", (time.perf_counter() - again) / 60, "min"),
    ]


def _one_person() -> Figure:
    """All benefits on one set of facts; the law is read before."""
    from portal.rules.queries import from_memory
    from portal.rules.registry import benefits

    on, times = date(2026, 11, 23), []
    with from_memory():
        for run in range(RUNS + 50):
            began = time.perf_counter()
            found = [benefit.judge(FACTS, on, "510104") for benefit in benefits()]
            if run >= 50:
                times.append((time.perf_counter() - began) * 1000)
    if not any(verdict.yes for verdict in found):
        raise AssertionError("nobody is entitled to anything")
    return limit("all benefits of one person", statistics.median(times), "ms", EACH_MS)
