"""What contributions and claims say of thousands of persons at once, for the nightly run over everybody."""

from datetime import date
from typing import Any

from django.db.models import Count

from portal.kernel.dates import month_of

from ..models import Claim, Contribution
from .claims import balance

BUSY = (Claim.State.ASKED, Claim.State.DRAWING, Claim.State.SUSPENDED)


def facts(keys: list[Any], on: date) -> dict[Any, dict[str, Any]]:
    """Months paid, the county paid in last, and an earlier entitlement where there is one."""
    paid = Contribution.objects.filter(person_id__in=keys, month__lte=month_of(on))
    out: dict[Any, dict[str, Any]] = {
        person: {"contribution_months": months}
        for person, months in paid.values_list("person_id").annotate(Count("month", distinct=True))
    }
    if not out:
        return out
    newest = paid.order_by("person_id", "-month", "-unit_paid").distinct("person_id")
    for person, county in newest.values_list("person_id", "county_id"):
        out[person]["region"] = county
    for claim in _earlier(list(out)):
        months = balance(claim)
        began = month_of(claim.case.received_on)
        entitled = months.granted + months.merged
        out[claim.person_id] |= {
            "previous_spell": {"entitled": entitled, "drawn": entitled - months.unused},
            "contribution_months_since_reemployment": paid.filter(person_id=claim.person_id, month__gt=began)
            .values("month")
            .distinct()
            .count(),
        }
    return out


def _earlier(keys: list[Any]) -> list[Claim]:
    """The last granted claim of each, where there is one: few among many."""
    rows = Claim.objects.filter(person_id__in=keys, first_month__isnull=False).select_related("case")
    return list(rows.order_by("person_id", "-first_month", "-pk").distinct("person_id"))


def with_claims(keys: list[Any]) -> set[Any]:
    """Persons who draw, or have asked."""
    return set(Claim.objects.filter(person_id__in=keys, state__in=BUSY).values_list("person_id", flat=True))
