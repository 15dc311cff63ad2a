from django.core.management.base import BaseCommand

from portal.agencies import loading as agencies
from portal.casework import loading as items


class Command(BaseCommand):
    help = "Load regions, agencies and service items. Safe to run again."

    def handle(self, *args, **options) -> None:
        regions, offices = agencies.load()
        counts = {"regions": regions, "agencies": offices, **items.load()}
        self.stdout.write(", ".join(f"{name}: {count}" for name, count in counts.items()))
