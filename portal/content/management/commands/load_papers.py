from django.core.management.base import BaseCommand

from portal.content import loading


class Command(BaseCommand):
    help = "Fill the register of papers from the catalogue. Safe to run again."

    def handle(self, *args, **options) -> None:
        self.stdout.write(f"papers: {loading.load()}")
