from datetime import date

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.kernel import clock
from portal.oversight import services


class Command(BaseCommand):
    help = "Compute the public boards now: this month and the last, or the month named."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--month", help="like 2026-11")

    def handle(self, *args, month: str | None = None, **options) -> None:
        if month:
            try:
                day = date.fromisoformat(f"{month}-01")
            except ValueError as error:
                raise CommandError("the month is written like 2026-11") from error
            done = {month: services.compute_boards(services.month_of(day, today=clock.today()))}
        else:
            done = services.compute_recent()
        for code, counts in done.items():
            self.stdout.write(f"{code}: " + ", ".join(f"{name} {count}" for name, count in counts.items()))
