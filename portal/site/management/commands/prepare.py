"""Everything between an empty database and a portal that answers, in one process: `up` runs it each time."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from portal.site.operations import preparing


class Command(BaseCommand):
    help = "Migrate, load reference data and law, and seed the demo once. Run by the owner role."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-demo", action="store_true", help="leave out the demo people and cases")
        parser.add_argument(
            "--again", action="store_true", help="load all even if this program did so before"
        )

    def handle(self, *args, no_demo: bool = False, again: bool = False, **options) -> None:
        program = preparing.program()
        if again or not preparing.is_prepared(program):
            self._load()
            preparing.remember(program)
        else:
            self.stdout.write("prepared before by this program: nothing to load (--again loads all the same)")
        if not settings.DEVELOPMENT:  # in development the files are served where they lie
            call_command("collectstatic", interactive=False, verbosity=0)
        if not no_demo:
            call_command("seed_demo", stdout=self.stdout)

    def _load(self) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("load_reference", stdout=self.stdout)
        call_command("load_law", stdout=self.stdout)
        call_command("load_papers", stdout=self.stdout)
