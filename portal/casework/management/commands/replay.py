"""manage.py replay --sample 1%: reckon decisions again from what was stored with them."""

from argparse import ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.casework.services import replaying


def percent(text: str) -> float:
    """«1%» or «1» as 1.0."""
    try:
        value = float(text.strip().rstrip("%"))
    except ValueError as error:
        raise ArgumentTypeError("a percentage, like 1%") from error
    if not 0 < value <= 100:
        raise ArgumentTypeError("more than 0 and at most 100 per cent")
    return value


class Command(BaseCommand):
    help = "Reckon a share of all decisions again; ends with an error when one differs."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument(
            "--sample", type=percent, default=1.0, help="share of all decisions, like 1%% (default)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        count, bad = 0, []
        for found in replaying.replay_sample(options["sample"]):
            count += 1
            if not found.same:
                bad.append(found)
                self.stderr.write(f"{found.number}: {', '.join((*found.differs, *found.changed_law))}")
        self.stdout.write(f"重算 {count} 件,不一致 {len(bad)} 件")
        if bad:
            raise CommandError("有决定不能按原依据重算出来,请立即核查。")
