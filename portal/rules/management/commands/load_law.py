from django.core.management.base import BaseCommand

from portal.rules import loading


class Command(BaseCommand):
    help = "Load instruments, dated values and the calendar from the YAML beside each app. Safe to run again."

    def handle(self, *args, **options) -> None:
        counts = loading.load()
        self.stdout.write(", ".join(f"{name}: {count}" for name, count in counts.items()))
