"""How long somebody has paid, and where last."""

from datetime import date

from portal.accounts.models import Person
from portal.agencies.models import Region
from portal.kernel.dates import month_of

from ..models import Contribution


def counted_months(person: Person, upto: date, *, since: date | None = None) -> int:
    """Months with a contribution, each once, up to the month of a day; only those after `since` where given.

    Months transferred in count as any other (社会保险法 第五十二条).
    """
    rows = Contribution.objects.filter(person_id__in=person.all_ids, month__lte=month_of(upto))
    if since:
        rows = rows.filter(month__gt=month_of(since))
    return rows.values("month").distinct().count()


def last_county(person: Person) -> Region | None:
    """最后参保地: the county of the latest contribution."""
    rows = Contribution.objects.filter(person_id__in=person.all_ids).select_related("county")
    found = rows.order_by("-month", "-unit_paid").first()
    return found.county if found else None


def paid_months(person: Person, *, newest: int = 24) -> list[Contribution]:
    """The newest months, for the person's own page."""
    rows = Contribution.objects.filter(person_id__in=person.all_ids).select_related("employer", "county")
    return list(rows.order_by("-month")[:newest])
