from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.exchange.models import Partner
from portal.exchange.services import files, outgoing, snapshots
from portal.exchange.services.incoming import NotTaken
from portal.exchange.signing import own_public_key
from portal.kernel import clock
from portal.kernel.actor import system

BY = system("command:exchange")


class Command(BaseCommand):
    help = "Exchange data now: in (drop folders), out (waiting messages), snapshot, or key (our public key)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["in", "out", "snapshot", "key"])
        parser.add_argument("--partner", help="only this department (code), for in")
        parser.add_argument("--dataset", help="for snapshot")
        parser.add_argument("--on", type=date.fromisoformat, help="day of the snapshot; default today")

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        self.stdout.write(getattr(self, f"_{what}")(**options))

    def _key(self, **_: Any) -> str:
        return own_public_key()

    def _out(self, **_: Any) -> str:
        return f"sent: {outgoing.send_due()}"

    def _in(self, partner: str | None = None, **_: Any) -> str:
        rows = Partner.objects.filter(active=True).exclude(address="")
        rows = rows.filter(code=partner) if partner else rows
        jobs = [job for each in rows for job in files.fetch(each, by=BY)]
        return (
            "\n".join(f"{job.dataset} v{job.version}: {job.state} {job.taken}" for job in jobs) or "nothing"
        )

    def _snapshot(self, dataset: str | None = None, on: date | None = None, **_: Any) -> str:
        if not dataset:
            raise CommandError("--dataset is needed")
        try:
            job = snapshots.snapshot(dataset, on or clock.today(), by=BY)
        except NotTaken as why:
            raise CommandError(why.text) from None
        return f"{job.name}: {job.state} {job.lines}"
