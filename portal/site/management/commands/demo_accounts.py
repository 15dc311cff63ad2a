import json

from django.core.management.base import BaseCommand, CommandParser

from portal.site.demo import accounts


class Command(BaseCommand):
    help = "Print the demo accounts: role, login, password, TOTP secret. Development only."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="as a JSON list")

    def handle(self, *args, **options) -> None:
        rows = accounts.listed()
        if options["json"]:
            self.stdout.write(json.dumps(rows, ensure_ascii=False))
            return
        for row in rows:
            self.stdout.write("  ".join(row.values()))
