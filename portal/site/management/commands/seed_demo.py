from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction

from portal.site.demo import accounts, people


class Command(BaseCommand):
    help = "Make the demo staff, people and cases, once. Development only."

    @transaction.atomic
    def handle(self, *args, **options) -> None:
        if not settings.DEVELOPMENT:
            self.stdout.write("demo: left out in production")
            return
        staff = accounts.make()
        cases = 0 if people.are_made() else people.make()
        self.stdout.write(f"demo staff: {len(staff)}, demo cases: {cases}")
