"""Moves of a person, and of an agency from both sides; whether the personnel file can be called in along."""

from django.db.models import Q, QuerySet

from portal.accounts.models import Person
from portal.accounts.queries import of_human
from portal.agencies.models import Agency
from portal.casework.policy import DESK_ROLES
from portal.casework.services import already_open
from portal.kernel import clock
from portal.kernel.actor import Actor

from ..models import PersonMove, PersonnelFile
from ..models.archives import TRANSFER_IN
from . import archives

WITH = (
    "person",
    "from_region",
    "to_region",
    "from_agency",
    "to_agency",
    "received_by",
    "taken_by",
    "file_case",
)
OPEN = Q(received_at__isnull=True, passed_on_at__isnull=True)
SIDES = ("in", "out", "done")


def moves_of(person: Person) -> QuerySet[PersonMove]:
    """One's own moves, the newest first."""
    return PersonMove.objects.filter(of_human(person.pk)).select_related(*WITH).order_by("-asked_at")


def moves_for(actor: Actor) -> QuerySet[PersonMove]:
    """Moves to and from the clerk's agency and below; others are not found."""
    if actor.kind != "clerk" or not actor.roles & DESK_ROLES or not actor.agency_path:
        return PersonMove.objects.none()
    here = Q(to_agency__path__startswith=actor.agency_path)
    gone = Q(from_agency__path__startswith=actor.agency_path)
    return PersonMove.objects.filter(here | gone).select_related(*WITH)


def side(actor: Actor, which: str) -> QuerySet[PersonMove]:
    """«in»: to be received here, the most urgent first; «out»: gone from here; «done»: received here."""
    rows, here = moves_for(actor), Q(to_agency__path__startswith=actor.agency_path)
    if which == "out":
        return rows.filter(from_agency__path__startswith=actor.agency_path).order_by("-asked_at")
    if which == "done":
        return rows.filter(here, received_at__isnull=False).order_by("-received_at")
    return rows.filter(here, OPEN).order_by("due", "pk")


def waiting(actor: Actor) -> int:
    """How many wait to be received here."""
    return side(actor, "in").count()


def late(row: PersonMove) -> bool:
    """Whether the day has passed and nobody received it."""
    return row.open and row.due < clock.today()


def may_call_file(person: Person, to: Agency) -> bool:
    """Whether our own register keeps the file elsewhere, on its shelf, and no journey of it is asked for."""
    file = archives.file_of(person)
    if file is None or file.state not in (PersonnelFile.State.KEPT, PersonnelFile.State.LENT):
        return False
    if file.agency_id == to.pk or archives.open_transfer(file) is not None:
        return False
    return already_open(TRANSFER_IN, person) is None
