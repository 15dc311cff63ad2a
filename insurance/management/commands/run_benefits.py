from datetime import date
from decimal import Decimal

from django.core.management.base import BaseCommand, CommandError, CommandParser

from insurance.services import payments, runs
from portal.agencies.models import Agency
from portal.kernel.actor import system


class Command(BaseCommand):
    help = "Make the run of a month (按月发放). It pays nobody yet: another person approves it at the desk."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--month", required=True, help="2026-11")
        parser.add_argument("--region", default="510000", help="whose counties; the province by default")

    def handle(self, *args, month: str, region: str, **options) -> None:
        agency = Agency.objects.filter(region_id=region, level__lte=3).order_by("pk").first()
        if agency is None:
            raise CommandError(f"no agency of {region}")
        try:
            first = date.fromisoformat(f"{month}-01")
            done = runs.make_run(first, agency=agency, by=system("run_benefits"))
        except ValueError:
            raise CommandError(f"not a month: {month}") from None
        except payments.RunRefused as refused:
            raise CommandError(refused.text) from None
        number = done.run.number if done.run else "no run"
        total = done.total or Decimal("0.00")
        self.stdout.write(f"{number}: {done.count} payments, {total:.2f} yuan; left out: {done.left_out}")
