"""Everything between an empty database and a portal that answers, in one process: `up` runs it each time."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser


class Command(BaseCommand):
    help = "Migrate, load reference data and law, and seed the demo once. Run by the owner role."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-demo", action="store_true", help="leave out the demo people and cases")

    def handle(self, *args, no_demo: bool = False, **options) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("load_reference", stdout=self.stdout)
        call_command("load_law", stdout=self.stdout)
        if not settings.DEVELOPMENT:  # in development the files are served where they lie
            call_command("collectstatic", interactive=False, verbosity=0)
        call_command("load_papers", stdout=self.stdout)
        if not no_demo:
            call_command("seed_demo", stdout=self.stdout)
