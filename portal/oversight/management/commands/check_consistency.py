from django.core.management.base import BaseCommand

from portal.oversight import services


class Command(BaseCommand):
    help = "Run the consistency patrol now and print what is open."

    def handle(self, *args, **options) -> None:
        for name, count in services.run_patrol().items():
            self.stdout.write(f"{count:6d}  {name}")
