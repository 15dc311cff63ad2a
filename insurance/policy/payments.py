"""Who makes, checks and sends payments: 业务 makes, 复核 or 财务 checks, never the same person."""

from django.db.models import QuerySet

from portal.accounts.models import Role
from portal.kernel.actor import Actor

from ..models import Payment, Run

MAKERS = frozenset({Role.REVIEW})
CHECKERS = frozenset({Role.RECHECK, Role.FINANCE})
READERS = MAKERS | CHECKERS | {Role.AUDIT}


def may_read(actor: Actor | None) -> bool:
    """Whether this is a clerk whose post has to do with payments."""
    return actor is not None and actor.kind == "clerk" and bool(actor.roles & READERS)


def may_make(actor: Actor) -> bool:
    """Make a run; the system makes one for a command that an operator gave."""
    return actor.is_system or (actor.kind == "clerk" and bool(actor.roles & MAKERS))


def may_check(actor: Actor, run: Run) -> bool:
    """Approve, send, settle: another post, of the run's agency or above it."""
    return actor.kind == "clerk" and bool(actor.roles & CHECKERS) and _in_reach(actor, run)


def may_cancel(actor: Actor, run: Run) -> bool:
    """Take a run back before it is approved: who made it or who checks it."""
    return may_check(actor, run) or (
        actor.kind == "clerk" and bool(actor.roles & MAKERS) and _in_reach(actor, run)
    )


def _in_reach(actor: Actor, run: Run) -> bool:
    return run.agency.path.startswith(actor.agency_path)


def runs_for(actor: Actor) -> QuerySet[Run]:
    """The runs of the agency and below it; none to who has nothing to do with payments."""
    if not may_read(actor):
        return Run.objects.none()
    rows = Run.objects.filter(agency__path__startswith=actor.agency_path)
    return rows.select_related("agency", "maker", "checker").order_by("-made_at", "-pk")


def failed_for(actor: Actor) -> QuerySet[Payment]:
    """Payments the bank sent back that wait to be issued again."""
    rows = Payment.objects.filter(state=Payment.State.FAILED, run__in=runs_for(actor).order_by())
    return rows.select_related("run__agency", "person", "organisation", "account", "claim__account").order_by(
        "pk"
    )
