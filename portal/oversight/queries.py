"""The read door of the public boards: snapshots only."""

from django.db.models import QuerySet

from .models import Snapshot


def months(board: str) -> list[str]:
    """Months with figures, the newest first."""
    return list(
        Snapshot.objects.filter(board=board)
        .order_by("-period")
        .values_list("period", flat=True)
        .distinct()[:36]
    )


def items(board: str, month: str) -> list[tuple[str, str]]:
    """Items with figures in a month: (code, name)."""
    rows = Snapshot.objects.filter(board=board, period=month, item__isnull=False)
    return list(rows.order_by("item__position").values_list("item_id", "item__name").distinct())


def rows(board: str, month: str, item: str = "") -> QuerySet[Snapshot]:
    """A month's rows with the names they show."""
    found = Snapshot.objects.filter(board=board, period=month).select_related("agency", "region", "item")
    if item:
        found = found.filter(item_id=item)
    return found.order_by("item__position", "region_id", "agency__code", "cut")
