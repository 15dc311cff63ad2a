"""python -m bench: every figure beside its floor, into var/bench/latest.json. A bar that fails is told."""

import logging
import os
import sys

from portal.embedded import paths

os.environ["SHUYE_TEST_VAR"] = str(paths.REPOSITORY / "var" / "bench-stack")
from tests import stack  # noqa: E402 - it points the environment at the bench's own servers

DATABASE = "shuye_bench"


def main() -> None:
    """All measurements, one after the other, on servers of their own."""
    from bench import figures, starting

    out = starting.measure()
    stack.start()
    try:
        stack.copy_database(DATABASE)
        os.environ.update(stack.env_for(DATABASE))
        import django

        django.setup()
        logging.disable(logging.WARNING)
        from bench import certificates, merging, notices, pages, people

        for room in (pages, certificates, notices, merging, people):
            out += room.measure()
        from django.db import connections

        connections.close_all()
        stack.drop_database(DATABASE)
    finally:
        stack.stop()
    for figure in out:
        sys.stdout.write(figures.line(figure) + "\n")
    sys.stdout.write(f"{figures.write(out, paths.REPOSITORY / 'var' / 'bench')}\n")


if __name__ == "__main__":
    main()
