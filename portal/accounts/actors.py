"""Who is at the other end of a request."""

from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest

from portal.kernel import clock
from portal.kernel.actor import Actor

from .models import Clerk, Mandate, Membership, Person
from .queries import clerk_of, live_mandates, person_of

ACTING = "acting"  # session key: the mandate under which the person acts now

KIOSK = "kiosk"  # the cookie of a self-service machine


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
        roles=frozenset(_roles(clerk)),
        channel=channel,
        on_behalf_of=str(on_behalf_of.pk) if on_behalf_of else None,
        user_id=clerk.user_id,
    )


def _roles(clerk: Clerk) -> list[str]:
    """As `clerk_of` read them, or asked now for a clerk that came another way."""
    known = getattr(clerk, "role_names", None)
    return [role.role for role in clerk.roles.all()] if known is None else known


def of_request(request: HttpRequest) -> Actor | None:
    """The clerk or person signed in, or None; read once a request."""
    if not hasattr(request, "_shuye_actor"):
        by_phone = getattr(request.user, "phone_index", None) is not None  # staff never sign in by phone
        request.mandate = None
        clerk = None if by_phone else clerk_of(request.user)
        person = None if clerk else person_of(request.user)
        request.clerk, request.person = clerk, person
        channel = "kiosk" if request.COOKIES.get(KIOSK) == "1" else "online"
        request._shuye_actor = (
            of_clerk(clerk) if clerk else of_person(person, channel=channel) if person else None
        )
        if person and ACTING in request.session and _acting_room(request):
            _act(request, person)
    return request._shuye_actor


def _acting_room(request: HttpRequest) -> bool:
    """Acting for somebody counts where cases are made and read; everywhere else an agent is themself."""
    match = request.resolver_match
    return match is not None and match.namespace in settings.ACTING_ROOMS


def _act(request: HttpRequest, agent: Person) -> None:
    """Let the agent of a mandate in force stand for its principal; a mandate that ended stops at once."""
    mandate = (
        live_mandates(agent, on=clock.today())
        .select_related("principal")
        .filter(pk=request.session[ACTING])
        .first()
    )
    if mandate is None:
        del request.session[ACTING]
        return
    request.mandate, request.person = mandate, mandate.principal
    request._shuye_actor = acting_for(agent, mandate)


def acting_for(agent: Person, mandate: Mandate) -> Actor:
    """The agent of a mandate, acting for its principal."""
    return replace(of_person(agent, channel="agent"), on_behalf_of=str(mandate.principal_id))


def of_member(membership: Membership) -> Actor:
    """A member speaking for an organisation."""
    return Actor(
        kind="organisation",
        id=str(membership.organisation_id),
        name=membership.organisation.name,
        user_id=membership.user_id,
    )
