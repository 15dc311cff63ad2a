"""The nightly patrol."""

from django.db import transaction

from portal.kernel import clock

from .models import Finding
from .registry import checks


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
