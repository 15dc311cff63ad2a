import sys
import time
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.site.operations.seed_scale import seed_scale
from portal.site.operations.server import OperationRefused

WIDTH = 40


class Bar:
    """A progress bar on stderr, rewritten in place on a terminal and silent elsewhere."""

    def __init__(self) -> None:
        self.began = time.monotonic()

    def __call__(self, done: int, of: int) -> None:
        if sys.stderr.isatty():
            full = WIDTH * done // of
            rate = done / max(time.monotonic() - self.began, 0.001)
            end = "\n" if done == of else ""
            sys.stderr.write(f"\r[{'#' * full}{'.' * (WIDTH - full)}] {done}/{of} {rate:.0f}/s {end}")
            sys.stderr.flush()


def rooms() -> list[ModuleType]:
    """Every app's `scaling`: OPTIONS (name, help) and fill(options, progress) for what it adds."""
    names = [f"{config.name}.scaling" for config in apps.get_app_configs()]
    ours = [name for name in names if name.split(".")[0] not in ("django", "allauth") and find_spec(name)]
    return [import_module(name) for name in ours]


class Command(BaseCommand):
    help = "Fill a development database with made-up people and cases by COPY. Run by the owner role."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--persons", type=int, required=True)
        parser.add_argument("--cases", type=int, help="people with a case (a tenth)")
        parser.add_argument("--more", action="store_true", help="add to what an earlier run made")
        for room in rooms():
            for name, told in room.OPTIONS.items():
                parser.add_argument(f"--{name}", type=int, help=told)

    def handle(self, *args, persons: int, cases: int | None = None, more: bool = False, **options) -> None:
        self._people(persons, cases, more)
        for room in rooms():
            for name, count in room.fill(options, Bar()).items():
                self.stdout.write(f"{count} {name} added")

    def _people(self, persons: int, cases: int | None, more: bool) -> None:
        cases = persons // 10 if cases is None else cases
        try:
            made = seed_scale(persons, cases, more=more, progress=Bar())
        except OperationRefused as error:
            raise CommandError(str(error)) from error
        if not made.people:
            self.stdout.write(f"nothing added: {made.total} made-up people are here (--more adds)")
            return
        rate = made.people / made.seconds
        self.stdout.write(
            f"{made.people} people, {made.cases} cases in {made.seconds:.1f} s ({rate:.0f} people/s); "
            f"{made.total} in all"
        )
