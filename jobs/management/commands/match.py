import time

from django.core.management.base import BaseCommand, CommandParser

from jobs.services.matching import match
from portal.kernel.actor import system
from portal.site.management.commands.seed_scale import Bar


class Command(BaseCommand):
    help = "Match all seekers and open vacancies: the ten best of each side, by run."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seekers", type=int, help="only the first so many seekers")

    def handle(self, *args, seekers: int | None = None, **options) -> None:
        began = time.monotonic()
        run = match(by=system("jobs.match"), seekers=seekers, progress=Bar())
        self.stdout.write(
            f"run {run.pk}: {run.seekers} seekers, {run.openings} openings in {time.monotonic() - began:.1f} s"
        )
