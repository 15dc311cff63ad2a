"""What every page of a unit asks first: one's seat there."""

from uuid import UUID

from django.http import Http404, HttpRequest

from portal.accounts.models import Membership
from portal.accounts.queries import seat_in

from ..policy import STAFF_SEATS


def seat_of(request: HttpRequest, pk: UUID) -> Membership:
    """One's seat that lets one file for the unit; 404 to everybody else."""
    found = seat_in(request.user, pk, STAFF_SEATS)
    if found is None:
        raise Http404
    return found
