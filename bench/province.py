"""The database of province size that the rooms of jobs are measured on, filled once a run."""

import os
import subprocess
import sys
import time

from bench.figures import Figure, told

SIZES = {"province": (1_000_000, 100_000, 1_000_000), "county": (20_000, 2_000, 40_000)}
SCALE = os.environ.get("SCALE", "county")


def fill(database: str) -> list[Figure]:
    """Persons, employers, vacancies and CVs by COPY; the planner's statistics fresh."""
    from portal.embedded import paths
    from tests import stack

    persons, employers, vacancies = SIZES[SCALE]
    began = time.perf_counter()
    command = [sys.executable, str(paths.REPOSITORY / "manage.py"), "seed_scale", "--persons", str(persons)]
    command += ["--cases", "0", "--employers", str(employers), "--vacancies", str(vacancies)]
    subprocess.run(command, env=stack.env_for(database, "owner"), check=True, stdout=subprocess.DEVNULL)
    with stack.owner_cursor(database) as cursor:
        cursor.execute("VACUUM ANALYZE jobs_opening")
        cursor.execute("VACUUM ANALYZE jobs_vacancy")
    seconds = time.perf_counter() - began
    return [told(f"seed_scale, {persons:,} persons + {vacancies:,} vacancies", seconds, "s")]
