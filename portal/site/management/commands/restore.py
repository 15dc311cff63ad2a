from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.site.operations.restore import restore
from portal.site.operations.server import OperationRefused


class Command(BaseCommand):
    help = "Restore a backup into an empty database of another name. Run by the owner role."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="what `backup` wrote")
        parser.add_argument(
            "--database", required=True, help="made when it is not there; refused when not empty"
        )
        parser.add_argument("--documents", type=Path, help="where documents go (SHUYE_VAR/documents)")
        parser.add_argument(
            "--without-keys", action="store_true", help="go on though sealed fields will not open"
        )

    def handle(
        self,
        *args,
        folder: Path,
        database: str,
        documents: Path | None = None,
        without_keys: bool = False,
        **options,
    ) -> None:
        try:
            restore(
                folder,
                database=database,
                documents=documents,
                without_keys=without_keys,
                say=self.stderr.write,
            )
        except OperationRefused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{database} is ready: name it in DATABASE_URL and DATABASE_OWNER_URL")
