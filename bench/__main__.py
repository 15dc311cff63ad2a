"""python -m bench: every figure beside its floor, into var/bench/latest.json. A bar that fails is told."""

import logging
import os
import sys
from collections.abc import Callable

from portal.embedded import paths

os.environ["SHUYE_TEST_VAR"] = str(paths.REPOSITORY / "var" / "bench-stack")
os.environ["SHUYE_TEST_DURABLE"] = "1"
# What follows reads these variables while it is imported.
from bench import figures, starting  # noqa: E402
from bench.figures import Figure  # noqa: E402
from tests import stack  # noqa: E402

DATABASE = "shuye_bench"
GROUND, JOBS, INSURANCE, REGISTERS = [
    ("all", room) for room in ("ground", "jobs", "insurance", "registers")
]  # what ROOMS may be


def main() -> None:
    """All measurements, one after the other, on servers of their own."""
    wanted = os.environ.get("ROOMS", "all")
    out = _told(starting.measure()) if wanted in GROUND else []
    stack.start()
    try:
        os.environ.update(stack.env_for(DATABASE))
        stack.copy_database(DATABASE)
        import django

        django.setup()
        logging.disable(logging.WARNING)
        from bench import (
            benefits,
            certificates,
            contributions,
            entitlements,
            merging,
            notices,
            pages,
            people,
            register_figures,
            registers,
        )

        if wanted in GROUND:
            for room in (pages, certificates, notices, merging, people):
                out += _told(_in_its_own_database(room.measure))
        if wanted in INSURANCE:
            for room in (contributions, entitlements, benefits):
                out += _told(_in_its_own_database(room.measure))
        if wanted in REGISTERS:
            for room in (registers, register_figures):
                out += _told(_in_its_own_database(room.measure))
        if wanted in JOBS:
            out += _in_its_own_database(_jobs)
    finally:
        stack.stop()
    sys.stdout.write(f"{figures.write(out, paths.REPOSITORY / 'var' / 'bench')}\n")


def _jobs() -> list[Figure]:
    """The rooms of jobs on one database of the size that SCALE names: county (the default) or province."""
    from bench import importing, matching, pages, province, searching, suggesting

    out = _told(province.fill(DATABASE))
    rooms = (searching.measure, pages.measure_search, suggesting.measure, matching.measure, importing.measure)
    for measure in rooms:
        out += _told(measure())
    return out


def _in_its_own_database(measure: Callable[[], list[Figure]]) -> list[Figure]:
    """One room on a fresh copy of the template, so that no figure depends on what another room left."""
    from django.db import connections

    connections.close_all()
    stack.drop_database(DATABASE)
    stack.copy_database(DATABASE)
    try:
        return measure()
    finally:
        connections.close_all()


def _told(out: list[Figure]) -> list[Figure]:
    for figure in out:
        sys.stdout.write(figures.line(figure) + "\n")
    sys.stdout.flush()
    return out


if __name__ == "__main__":
    main()
