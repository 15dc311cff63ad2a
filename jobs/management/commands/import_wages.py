from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from jobs.services import wages
from portal.kernel.actor import system


class Command(BaseCommand):
    help = "Load wage guidance (市场工资指导价位) from a CSV or XLSX file: all of it, or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("csv", type=Path, help=f"columns: {', '.join(wages.COLUMNS)}")
        parser.add_argument("--year", type=int, required=True, help="of all lines")
        parser.add_argument("--source", required=True, help="who published it, and in which document")

    def handle(self, *args, csv: Path, year: int, source: str, **options) -> None:
        try:
            count = wages.load(
                csv.read_bytes(), by=system("import_wages"), year=str(year), source=source.strip()
            )
        except OSError as error:
            raise CommandError(f"{csv}: {error.strerror}") from None
        except wages.WageFileWrong as wrong:
            raise CommandError("\n".join(wrong.problems)) from None
        self.stdout.write(f"{count} rows of {year}")
