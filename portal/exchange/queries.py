"""The read door of the exchange."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from portal.accounts.models import Person

from .models import Contract, Correction, Delivery, Partner


def deliveries_of(subject_type: str, subject_id: Any) -> QuerySet[Delivery]:
    """What was told to other departments about a subject, the newest first."""
    rows = Delivery.objects.filter(subject_type=subject_type, subject_id=str(subject_id))
    return rows.select_related("partner").order_by("-made_at", "-pk")


def receiver_of(dataset: str) -> Partner | None:
    """The active department that receives a dataset, or None while nobody is connected."""
    return Partner.objects.filter(active=True, receives__contains=[dataset]).order_by("code").first()


def ended(dataset: str, version: int, direction: str, *, on: date) -> bool:
    """Whether a registered version is out of force on a day."""
    rows = Contract.objects.filter(dataset=dataset, version=version, direction=direction)
    return rows.filter(Q(ends__lt=on) | Q(begins__gt=on)).exists()


def corrections_of(person: Person) -> QuerySet[Correction]:
    """What somebody said is wrong, the newest first."""
    return Correction.objects.filter(person_id__in=person.all_ids).order_by("-asked_at", "-pk")
