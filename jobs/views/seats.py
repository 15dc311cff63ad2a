"""What pages of an employer ask first: one's seat there."""

from uuid import UUID

from django.http import Http404, HttpRequest

from portal.accounts.models import Membership

from .. import policy


def seat_of(request: HttpRequest, pk: UUID) -> Membership:
    """One's seat that lets one act for the unit; 404 to everybody else."""
    found = policy.seat(request.user, pk)
    if found is None:
        raise Http404
    return found
