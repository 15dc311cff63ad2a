"""The nightly patrol, and the nightly figures of the public boards."""

from datetime import date

from django.db import transaction

from portal.kernel import clock

from .models import Finding, Snapshot
from .registry import Month, boards, checks


@transaction.atomic
def run_patrol() -> dict[str, int]:
    """Run every check; open findings that are new, close those that are gone. Returns open findings by check."""
    now, counts = clock.now(), {}
    for name, check in checks().items():
        found = set(check())
        open_now = Finding.objects.filter(check_name=name, gone_at__isnull=True)
        open_now.exclude(subject__in=found).update(gone_at=now)
        known = set(open_now.values_list("subject", flat=True))
        Finding.objects.bulk_create(
            [Finding(check_name=name, subject=subject, found_at=now) for subject in sorted(found - known)]
        )
        counts[name] = len(found)
    return counts


def month_of(day: date, *, today: date) -> Month:
    """The month a day lies in."""
    first = day.replace(day=1)
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return Month(first, after, today)


@transaction.atomic
def compute_boards(month: Month) -> dict[str, int]:
    """Replace the snapshots of every board for a month, all in one moment. Returns rows by board."""
    now, counts = clock.now(), {}
    for board in boards():
        rows = [
            Snapshot(
                board=board.code,
                period=month.code,
                agency_id=row.agency,
                region_id=row.region,
                item_id=row.item,
                cut=row.cut,
                figures=row.figures,
                made_at=now,
            )
            for row in board.compute(month)
        ]
        Snapshot.objects.filter(board=board.code, period=month.code).delete()
        Snapshot.objects.bulk_create(rows, batch_size=1000)
        counts[board.code] = len(rows)
    return counts


def compute_recent() -> dict[str, dict[str, int]]:
    """This month and the last one: late corrections still reach the figures."""
    today = clock.today()
    this = month_of(today, today=today)
    last = month_of(
        date(this.first.year - (this.first.month == 1), (this.first.month - 2) % 12 + 1, 1), today=today
    )
    return {month.code: compute_boards(month) for month in (last, this)}
