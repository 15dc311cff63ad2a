"""The read door of casework: one's cases, the desk's queue, what a page shows of a case."""

from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from portal.kernel import clock
from portal.kernel.actor import Actor

from .models import Case, ServiceItem
from .steps import State

QUEUE_STATES = (State.SUBMITTED, State.ACCEPTED, State.REVIEWED, State.RECHECKED, State.PUBLICISED)


def items() -> QuerySet[ServiceItem]:
    """Active service items in the list's order."""
    return ServiceItem.objects.filter(active=True)


def queue(actor: Actor) -> QuerySet[Case]:
    """Open cases an agency must decide, the least time left first."""
    return Case.objects.filter(
        responsible_path__startswith=actor.agency_path, state__in=QUEUE_STATES
    ).order_by("due", "id")


def queue_page(actor: Actor, after: str, size: int) -> tuple[list[Case], str]:
    """One page of the queue by key: rows after «due|id», and the key of the next page or ''."""
    rows = (
        queue(actor)
        .select_related("item", "person", "organisation")
        .only(
            "id",
            "number",
            "state",
            "due",
            "due_provisional",
            "channel",
            "submitted_at",
            "item__name",
            "person__name",
            "organisation__name",
        )
    )
    key = _key(after)
    if key:
        due, pk = key
        rows = rows.filter(Q(due__gt=due) | Q(due=due, id__gt=pk))
    page = list(rows[: size + 1])
    more = len(page) > size
    page = page[:size]
    return page, f"{page[-1].due.isoformat()}|{page[-1].id}" if more else ""


def _key(after: str) -> tuple[date, UUID] | None:
    """The parsed key of a page; a broken one is the first page."""
    try:
        due, pk = after.split("|")
        return date.fromisoformat(due), UUID(pk)
    except ValueError:
        return None


def queue_counts(actor: Actor) -> dict[str, int]:
    """Open cases of the subtree: all, past their day, due today; one index scan."""
    today = clock.today()
    return (
        queue(actor)
        .order_by()
        .aggregate(
            all=Count("id"),
            late=Count("id", filter=Q(due__lt=today)),
            today=Count("id", filter=Q(due=today)),
        )
    )
