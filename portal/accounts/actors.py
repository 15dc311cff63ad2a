"""Who is at the other end of a request."""

from django.http import HttpRequest

from portal.kernel.actor import Actor

from .models import Clerk, Person
from .queries import clerk_of, person_of


def of_person(person: Person, *, channel: str = "online") -> Actor:
    """A person acting for oneself."""
    return Actor(
        kind="person", id=str(person.pk), name=person.name.masked(), channel=channel, user_id=person.user_id
    )


def of_clerk(clerk: Clerk, *, channel: str = "window", on_behalf_of: Person | None = None) -> Actor:
    """A clerk at a post."""
    return Actor(
        kind="clerk",
        id=str(clerk.pk),
        name=clerk.name,
        agency_path=clerk.agency.path,
        agency_id=clerk.agency_id,
        agency_name=clerk.agency.name,
        roles=frozenset(role.role for role in clerk.roles.all()),
        channel=channel,
        on_behalf_of=str(on_behalf_of.pk) if on_behalf_of else None,
        user_id=clerk.user_id,
    )


def of_request(request: HttpRequest) -> Actor | None:
    """The clerk or person signed in, or None; read once a request."""
    if not hasattr(request, "_shuye_actor"):
        by_phone = getattr(request.user, "phone_index", None) is not None  # staff never sign in by phone
        clerk = None if by_phone else clerk_of(request.user)
        person = None if clerk else person_of(request.user)
        request.clerk, request.person = clerk, person
        request._shuye_actor = of_clerk(clerk) if clerk else of_person(person) if person else None
    return request._shuye_actor
