"""Every address of the portal, and a world in which each of them has something to show."""

import re
from collections.abc import Iterator
from types import SimpleNamespace

from django.urls import URLResolver, get_resolver

from portal.accounts import actors
from portal.casework import services
from portal.casework.models import Case, ServiceItem
from portal.documents.models import Certificate
from portal.events.services import drain
from tests.cast import ITEM, Cast

NOBODYS = "999999999"  # the number of no row
OTHERS = ("admin/", "accounts/")  # the admin's own pages and allauth's: listed, not walked


def patterns(
    resolver: URLResolver | None = None, prefix: str = "", space: str = ""
) -> Iterator[tuple[str, str]]:
    """(route, name with its namespace) of every pattern of the resolver."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from patterns(entry, route, inner)
        else:
            yield route, f"{space}{entry.name}"


def ours() -> dict[str, str]:
    """Name to route of every address that is not the admin's or allauth's."""
    return {name: route for route, name in patterns() if not route.startswith(OTHERS)}


def theirs() -> set[str]:
    """Routes of allauth; the admin's are made by Django from what is registered."""
    return {route for route, _name in patterns() if route.startswith("accounts/")}


def make_world(cast: Cast) -> SimpleNamespace:
    """李晓梅's granted case with its certificate, and a draft that 刘芳 fills in for her at the window."""
    case = cast.case(cast.xiaomei)
    services.accept(case, by=cast.liufang_actor)
    services.confirm_identity(case, method="data", by=cast.liufang_actor)
    services.grant(case, by=cast.liufang_actor)
    drain()
    item = ServiceItem.objects.get(pk=ITEM)
    draft = services.open_draft(item, cast.xiaomei, by=cast.liufang_actor)
    services.open_draft(item, cast.xiaomei, by=actors.of_person(cast.xiaomei))
    return SimpleNamespace(
        case=Case.objects.get(pk=case.pk), draft=draft, certificate=Certificate.objects.get()
    )


def path_of(route: str, world: SimpleNamespace) -> str:
    """A route's address in the world."""
    values = {"code": ITEM, "page": "residence", "step": "withdraw", "pk": str(world.draft.pk)}
    values |= {"kept": str(world.draft.pk), "gone": str(world.draft.pk)}
    values["number"] = world.certificate.number if route.startswith("certificates/") else world.case.number
    return "/" + re.sub(
        r"<(?:(\w+):)?(\w+)>", lambda found: NOBODYS if found[1] == "int" else values[found[2]], route
    )
