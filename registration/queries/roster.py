"""Who works at a unit: the list it keeps with us, and what of it needs doing soon."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery

from portal.accounts.models import Document, Organisation
from portal.accounts.queries import name_index
from portal.kernel import clock

from ..models import Contract, Spell

SOON_DAYS = 30
VIEWS = ("now", "ending", "left")


def employments(unit: Any) -> QuerySet[Spell]:
    """Every employment a unit filed, with person, ending and contracts, the newest contract first."""
    contracts = Contract.objects.order_by("-begins")
    rows = Spell.objects.filter(employer=unit, kind=Spell.Kind.EMPLOYMENT)
    papers = Document.objects.filter(retired=False).order_by("-confirmed", "seen_at")
    return rows.select_related("person", "separation").prefetch_related(
        Prefetch("contracts", contracts), Prefetch("person__documents", papers)
    )


def roster(unit: Any, *, view: str = "now", name: str = "") -> QuerySet[Spell]:
    """Those at work, those whose contract ends within 30 days, or those who left; by an exact name if given."""
    rows = employments(unit)
    if view == "left":
        rows = rows.filter(period__endswith__isnull=False).order_by("-period", "pk")
    else:
        rows = rows.filter(period__endswith__isnull=True).order_by("-registered_at", "pk")
    if view == "ending":
        newest = Contract.objects.filter(spell=OuterRef("pk")).order_by("-begins").values("ends")[:1]
        until = clock.today() + timedelta(SOON_DAYS)
        rows = rows.annotate(contract_ends=Subquery(newest)).filter(contract_ends__lte=until)
        rows = rows.order_by("contract_ends", "pk")
    return rows.filter(person__name_index=name_index(name)) if name else rows


def employment(unit: Organisation | UUID, pk: UUID) -> Spell | None:
    """One employment of a unit; another unit's is not found."""
    return employments(unit).filter(pk=pk).first()


def counts(unit: Any) -> dict[str, int]:
    """How many are at work, and how many contracts end within 30 days."""
    return {
        "now": roster(unit).order_by().values("pk").count(),
        "ending": roster(unit, view="ending").order_by().values("pk").count(),
    }
