from django.core.management.base import BaseCommand, CommandError

from portal.content.language_check import found


class Command(BaseCommand):
    help = "Check every text the public reads: short sentences, no catch-all phrases, no officialese."

    def handle(self, *args, **options) -> None:
        wrong = found()
        for where, problem in wrong:
            self.stdout.write(f"{where}: {problem}")
        if wrong:
            raise CommandError(f"{len(wrong)} texts are not plain")
        self.stdout.write("all texts are plain")
