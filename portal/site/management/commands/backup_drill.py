from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.site.operations.drill import drill
from portal.site.operations.server import OperationRefused


class Command(BaseCommand):
    help = "Back up, restore into a scratch database, compare every table, clean up. Fails on any difference."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--parent", type=Path, help="a folder with room for a copy of everything")

    def handle(self, *args, parent: Path | None = None, **options) -> None:
        try:
            result = drill(parent=parent, say=self.stderr.write)
        except OperationRefused as error:
            raise CommandError(str(error)) from error
        width = max(len(table) for table in result.tables)
        for table, one in result.tables.items():
            self.stdout.write(
                f"{table:<{width}}  {one.rows:>10}  {one.hash}  {result.wrong.get(table, 'same')}"
            )
        self.stdout.write(
            f"backup {result.backup_seconds:.1f} s, restore {result.restore_seconds:.1f} s, "
            f"{result.bytes / 1e6:.1f} MB, {sum(one.rows for one in result.tables.values())} rows"
        )
        if result.wrong:
            raise CommandError(f"differences: {result.wrong}")
