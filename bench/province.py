"""The database of province size that the rooms of jobs are measured on, filled once a run."""

import os

from bench.figures import Figure, told

SIZES = {"province": (1_000_000, 100_000, 1_000_000), "county": (20_000, 2_000, 40_000)}
SCALE = os.environ.get("SCALE", "county")


def fill(database: str) -> list[Figure]:
    """Persons, employers, vacancies and CVs by COPY, the planner's statistics fresh; a filled database is kept."""
    from tests import stack

    persons, employers, vacancies = SIZES[SCALE]
    name, seconds = stack.scaled_database(persons, employers, vacancies)
    stack.copy_database(database, name)
    if not seconds:
        return []
    return [told(f"seed_scale, {persons:,} persons + {vacancies:,} vacancies", seconds, "s")]
