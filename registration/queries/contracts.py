"""Contracts that end within thirty days, a unit and a worker at a time."""

from datetime import timedelta
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery

from portal.kernel import clock

from ..models import Contract, Spell
from .roster import SOON_DAYS


def ending_soon() -> QuerySet[Spell]:
    """Employments at work whose newest contract ends from today within thirty days."""
    newest = Contract.objects.filter(spell=OuterRef("pk"), ended_on__isnull=True).order_by("-begins")
    today = clock.today()
    rows = Spell.objects.filter(
        kind=Spell.Kind.EMPLOYMENT, period__endswith__isnull=True, employer__isnull=False
    )
    soon = Contract.objects.filter(ends__range=(today, today + timedelta(SOON_DAYS)), ended_on__isnull=True)
    rows = rows.filter(pk__in=soon.values("spell"))
    rows = rows.annotate(contract_ends=Subquery(newest.values("ends")[:1]))
    return rows.filter(contract_ends__range=(today, today + timedelta(SOON_DAYS)))


def units_with_endings() -> list[dict[str, Any]]:
    """{employer, n}: how many contracts of a unit end soon."""
    rows = ending_soon().order_by().values("employer").annotate(n=Count("pk"))
    return list(rows.order_by("employer"))
