from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.site.operations.backup import backup
from portal.site.operations.server import OperationRefused


class Command(BaseCommand):
    help = (
        "Back up database and documents into a new folder. Run by the owner role; people may go on working."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="a folder that is new or empty")
        parser.add_argument("--with-keys", action="store_true", help="the keys too: lock such a backup away")

    def handle(self, *args, folder: Path, with_keys: bool = False, **options) -> None:
        try:
            manifest = backup(folder, with_keys=with_keys, say=self.stderr.write)
        except OperationRefused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{folder}: backup of {manifest.at}, {len(manifest.files)} files")
