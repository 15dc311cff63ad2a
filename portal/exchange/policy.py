"""Who looks after the exchange, and who answers when somebody says that a fact is wrong."""

from django.db.models import Q, QuerySet

from portal.accounts.models import Role
from portal.kernel.actor import Actor

from .models import Correction

KEEPERS = frozenset({Role.DATA, Role.PROVINCE_ADMIN})
ANSWERERS = frozenset({Role.REVIEW, Role.DATA, Role.PROVINCE_ADMIN})
READERS = ANSWERERS | {Role.WINDOW, Role.RECHECK, Role.ISSUE}  # who is asked at the window how it stands


def _of_the_province(actor: Actor) -> bool:
    return actor.agency_path.count("/") == 1


def keeps_exchange(actor: Actor) -> bool:
    """Data keepers and administrators of the province: files of other departments hold every county's people."""
    return actor.kind == "clerk" and bool(actor.roles & KEEPERS) and _of_the_province(actor)


def answers(actor: Actor) -> bool:
    """Whether a clerk answers corrections of the agency and below it."""
    return actor.kind == "clerk" and bool(actor.roles & ANSWERERS)


def reads_corrections(actor: Actor) -> bool:
    """Whether a clerk sees the corrections of the agency and below it."""
    return actor.kind == "clerk" and bool(actor.roles & READERS)


def corrections_for(actor: Actor) -> QuerySet[Correction]:
    """Corrections of the agency and below it; those of nobody's county are the province's."""
    if not reads_corrections(actor):
        return Correction.objects.none()
    mine = Q(agency__path__startswith=actor.agency_path)
    if _of_the_province(actor):
        mine |= Q(agency__isnull=True)
    return Correction.objects.filter(mine).select_related("person", "agency", "decided_by")
