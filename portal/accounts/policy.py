"""Who may do what with people's records, beyond one's own."""

from portal.kernel.actor import Actor

from .models import Role

MERGERS = frozenset({Role.REVIEW, Role.DATA})
UNLOCKERS = frozenset({Role.WINDOW, Role.REVIEW, Role.PROVINCE_ADMIN})
ORGANISATION_CHECKERS = frozenset({Role.WINDOW, Role.REVIEW, Role.DATA})


def may_merge(actor: Actor) -> bool:
    """Make one record of two, and undo it."""
    return actor.kind == "clerk" and bool(actor.roles & MERGERS)


def may_unlock(actor: Actor) -> bool:
    """Open a sign-in that too many wrong tries locked."""
    return actor.kind == "clerk" and bool(actor.roles & UNLOCKERS)


def may_confirm_organisations(actor: Actor) -> bool:
    """Say that an organisation and its credit code belong together."""
    return actor.kind == "clerk" and bool(actor.roles & ORGANISATION_CHECKERS)
