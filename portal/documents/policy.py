"""Who may open a certificate."""

from django.db.models import QuerySet

from portal.accounts.queries import of_human
from portal.kernel.actor import Actor

from .models import Certificate


def visible_to(actor: Actor) -> QuerySet[Certificate]:
    """One's own; for a clerk those issued in the agency's subtree."""
    if actor.kind == "person":
        return Certificate.objects.filter(of_human(actor.id))
    if actor.kind == "clerk":
        return Certificate.objects.filter(agency__path__startswith=actor.agency_path)
    return Certificate.objects.none()
