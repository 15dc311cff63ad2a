"""What pages of an employer ask first: one's seat there, and the promise ticked."""

from uuid import UUID

from django.http import Http404, HttpRequest

from portal.accounts.models import Membership
from portal.casework.models import Commitment
from portal.casework.services import Signature

from .. import policy


def seat_of(request: HttpRequest, pk: UUID) -> Membership:
    """One's seat that lets one act for the unit; 404 to everybody else."""
    found = policy.seat(request.user, pk)
    if found is None:
        raise Http404
    return found


def promised(request: HttpRequest) -> Signature | None:
    """The promise ticked on the page, by the text that was shown; None when the box was left empty."""
    text = request.POST.get("text", "")
    if not request.POST.get("promise") or not text.isdigit():
        return None
    return Signature(Commitment.Method.TICK, int(text))
