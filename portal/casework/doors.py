"""Who may come in where at the desk."""

from django.http import Http404, HttpRequest

from portal.accounts import actors
from portal.kernel.actor import Actor

from . import policy


def desk_actor(request: HttpRequest) -> Actor:
    """The clerk with a role of the desk; to others there is no page."""
    actor = actors.of_request(request)
    if not actor.roles & policy.DESK_ROLES:
        raise Http404
    return actor
