"""What stands of somebody's own work, and of their registration as unemployed."""

from datetime import date

from django.db.models import QuerySet

from portal.accounts.models import Person
from portal.kernel import clock

from ..models import FlexibleWork, Spell


def open_unemployment(person: Person) -> Spell | None:
    """The registration as unemployed that has not ended."""
    rows = Spell.objects.filter(
        person_id__in=person.all_ids, kind=Spell.Kind.UNEMPLOYMENT, period__endswith__isnull=True
    )
    return rows.select_related("agency").first()


def employed_full_time(person: Person, on: date | None = None) -> bool:
    """Whether a unit's full-time employment holds on a day."""
    rows = Spell.objects.filter(person_id__in=person.all_ids, kind=Spell.Kind.EMPLOYMENT, exclusive=True)
    return rows.filter(period__contains=on or clock.today()).exists()


def works_of(person: Person) -> QuerySet[FlexibleWork]:
    """Work of one's own that was registered, the newest first."""
    rows = FlexibleWork.objects.filter(person_id__in=person.all_ids, granted_on__isnull=False)
    return rows.select_related("spell", "case__responsible", "person").order_by("-since", "-pk")


def open_work(person: Person) -> FlexibleWork | None:
    """Work of one's own that was registered and goes on."""
    return works_of(person).filter(ended_on__isnull=True).first()
