"""Units as the desk looks for them."""

from django.db.models import Q

from portal.accounts.models import Organisation

MOST = 20


def units_named(q: str) -> list[Organisation]:
    """By the whole code, or by words of the name; the first twenty."""
    rows = Organisation.objects.filter(Q(uscc=q.upper()) | Q(name__icontains=q)).select_related("region")
    return list(rows.order_by("name", "pk")[:MOST])
