"""Who may do what to a claim that runs. Services and views both ask here."""

from portal.accounts.models import Role
from portal.casework import policy as casework
from portal.kernel.actor import Actor

from ..models import Claim, Overpayment
from ..queries.changes import is_own
from ..rules.changes import BY_SUPERVISOR

DECIDERS = frozenset({Role.REVIEW, Role.RECHECK})
SUPERVISORS = frozenset({Role.RECHECK})
TAKERS = frozenset({Role.WINDOW, Role.REVIEW, Role.RECHECK})


def at_place(by: Actor, claim: Claim) -> bool:
    """A clerk with a role of the desk whose agency stands above the place that decides."""
    return casework.at_desk(by) and claim.agency.path.startswith(by.agency_path)


def may_decide(by: Actor, claim: Claim, code: str = "") -> bool:
    """Reviewers and the second pair of eyes; what weighs heavier is the second pair's alone."""
    roles = SUPERVISORS if code in BY_SUPERVISOR else DECIDERS
    return at_place(by, claim) and bool(by.roles & roles)


def may_report(by: Actor, claim: Claim) -> bool:
    """The person; or a clerk who writes down what the person says."""
    return is_own(by, claim.person) or (at_place(by, claim) and bool(by.roles & TAKERS))


def may_decide_debt(by: Actor, debt: Overpayment) -> bool:
    """Our own error and fraud are decided by the second pair of eyes only."""
    heavy = debt.cause in (Overpayment.Cause.AGENCY, Overpayment.Cause.FRAUD)
    roles = SUPERVISORS if heavy else DECIDERS
    return at_place(by, debt.claim) and bool(by.roles & roles)
