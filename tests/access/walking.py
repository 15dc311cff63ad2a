"""Every address of the portal, and a world in which each of them has something to show."""

import re
from collections.abc import Iterator
from types import SimpleNamespace

from django.urls import URLResolver, get_resolver

from portal.accounts import actors
from portal.casework import services
from portal.casework.models import Case, Publicity, ServiceItem
from portal.documents.models import Certificate
from portal.events.services import drain
from portal.kernel import clock
from portal.kernel.actor import system
from tests.access import rooms
from tests.cast import ITEM, QINGYANG, Cast
from tests.cast_jobs import made_for

KEYS = (
    *rooms.pairs("KEYS"),
    ("desk/window/", "draft"),
    ("my/messages/", "message"),
    ("publicity/", "publicity"),
    ("desk/tasks/", "task"),
    ("desk/people/", "person"),
    ("employers/", "employer"),
)
NUMBERS = (
    *rooms.pairs("NUMBERS"),
    ("certificates/", "certificate"),
    ("desk/issue/", "certificate"),
    ("desk/objections/", "objection"),
    ("jobs/", "opening"),
    ("api/v1/vacancies/", "opening"),
    ("employers/vacancies/", "vacancy"),
)
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
    shown = Publicity.objects.create(
        case=case, begins=clock.today(), ends=clock.today(), shown_name="李*梅", shown="公示"
    )
    by = system("visitor")
    employer, vacancy, opening = made_for(cast)
    objection = services.object_to(shown, text="不对", contact="", by=by)
    task = services.open_task("call", agency=case.responsible, note="回访", due=clock.today(), by=by)
    world = SimpleNamespace(
        case=Case.objects.get(pk=case.pk),
        draft=draft,
        certificate=Certificate.objects.get(),
        message=cast.xiaomei.messages.first(),
        person=cast.xiaomei,
        publicity=shown,
        objection=objection,
        task=task,
        employer=employer,
        vacancy=vacancy,
        opening=opening,
    )
    rooms.furnish(cast, world)
    return world


def _nobody(route: str, world: SimpleNamespace) -> str:
    """A key of the right kind that belongs to no row of this address."""
    return NOBODYS if "<int:pk>" in route else str(world.draft.pk)


def path_of(route: str, world: SimpleNamespace) -> str:
    """A route's address in the world."""
    values = {
        "section": "vacancies",
        "token": NOBODYS,
        "code": ITEM,
        "page": "residence",
        "step": "withdraw",
        "act": "claim",
        "spell": str(world.spell.pk),
        "person": str(world.person.pk),
        "kind": "hire",
        "county": QINGYANG,
        "name": "new",
        "dataset": "test-people",
        "version": "1",
    }
    values |= {"member": NOBODYS, "kept": str(world.draft.pk), "gone": str(world.draft.pk)}
    values["pk"] = str(
        next(
            (getattr(world, name).pk for start, name in KEYS if route.startswith(start)),
            _nobody(route, world),
        )
    )
    values["number"] = next(
        (getattr(world, name).number for start, name in NUMBERS if route.startswith(start)), world.case.number
    )
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: values[found[1]], route)
