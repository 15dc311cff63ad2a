"""Who may come in where at the desk; what a page with a promise brings back."""

from django.http import Http404, HttpRequest

from portal.accounts import actors
from portal.kernel.actor import Actor

from . import policy
from .models import Commitment
from .services import Signature


def desk_actor(request: HttpRequest) -> Actor:
    """The clerk with a role of the desk; to others there is no page."""
    actor = actors.of_request(request)
    if not actor.roles & policy.DESK_ROLES:
        raise Http404
    return actor


def promised(request: HttpRequest) -> Signature | None:
    """The promise ticked on the page, by the text that was shown; None when the box was left empty."""
    text = request.POST.get("text", "")
    if not request.POST.get("promise") or not text.isdigit():
        return None
    return Signature(Commitment.Method.TICK, int(text))
