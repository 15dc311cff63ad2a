"""Who may see and do what with a case. Views, API and admin all ask here."""

from django.db.models import Q, QuerySet

from portal.accounts.models import Role
from portal.accounts.queries import mandated_items, of_human
from portal.kernel.actor import Actor

from .models import Case, Draft, ItemLevel
from .steps import State, Step, may_move

DESK_ROLES = frozenset({Role.WINDOW, Role.REVIEW, Role.RECHECK, Role.ISSUE, Role.PROVINCE_ADMIN})
ROLES: dict[Step, frozenset[str]] = {
    Step.ACCEPT: frozenset({Role.WINDOW, Role.REVIEW}),
    Step.SEND_BACK: frozenset({Role.WINDOW, Role.REVIEW}),
    Step.DECLINE: frozenset({Role.REVIEW}),
    Step.REVIEW: frozenset({Role.REVIEW}),
    Step.RECHECK: frozenset({Role.RECHECK}),
    Step.PUBLICISE: frozenset({Role.REVIEW, Role.RECHECK}),
    Step.OBJECT: frozenset({Role.REVIEW, Role.RECHECK}),
    Step.GRANT: frozenset({Role.REVIEW, Role.RECHECK}),
    Step.REFUSE: frozenset({Role.REVIEW, Role.RECHECK}),
    Step.SUSPEND: frozenset({Role.REVIEW}),
    Step.RESUME: frozenset({Role.REVIEW}),
    Step.CLOSE: frozenset({Role.REVIEW, Role.RECHECK, Role.ISSUE}),
    Step.REVOKE: frozenset({Role.RECHECK}),
}
SECOND_EYE = frozenset({Role.RECHECK})
BY_APPLICANT = frozenset({Step.RESUBMIT, Step.WITHDRAW})
BY_SYSTEM = frozenset({Step.GRANT, Step.CLOSE, Step.LAPSE})
PATH = (Step.REVIEW, Step.RECHECK, Step.PUBLICISE)
PASSED = {State.REVIEWED: Step.REVIEW, State.RECHECKED: Step.RECHECK, State.PUBLICISED: Step.PUBLICISE}
RIGHT_OF_LEVEL = {
    Step.ACCEPT: "take",
    Step.SEND_BACK: "take",
    Step.DECLINE: "review",
    Step.REVIEW: "review",
    Step.RECHECK: "review",
    Step.PUBLICISE: "review",
    Step.OBJECT: "review",
    Step.SUSPEND: "review",
    Step.RESUME: "review",
    Step.GRANT: "decide",
    Step.REFUSE: "decide",
    Step.REVOKE: "decide",
}


def at_desk(actor: Actor) -> bool:
    """Whether this is a clerk with a role of the desk."""
    return actor.kind == "clerk" and bool(actor.roles & DESK_ROLES)


def visible_to(actor: Actor) -> QuerySet[Case]:
    """Cases an actor may open: one's own, one's organisation's; for a clerk those decided or taken in the subtree.

    Who acts under a mandate sees the principal's cases of the mandated items, and none of their own.
    """
    if actor.kind == "person" and actor.on_behalf_of:
        items, principal = mandated_items(actor.id, actor.on_behalf_of), actor.on_behalf_of
        rows = Case.objects.filter(item_id__in=items)
        return rows.filter(of_human(principal))
    if actor.kind == "person":
        return Case.objects.filter(of_human(actor.id))
    if actor.kind == "organisation":
        return Case.objects.filter(organisation_id=actor.id)
    if actor.kind == "clerk" and actor.roles & DESK_ROLES:
        return Case.objects.filter(
            Q(responsible_path__startswith=actor.agency_path) | Q(taken_path__startswith=actor.agency_path)
        )
    return Case.objects.none()


def drafts_of(actor: Actor) -> QuerySet[Draft]:
    """Drafts an actor may open: a person's own, the mandated principal's, or those a clerk fills in."""
    if actor.kind == "person" and actor.on_behalf_of:
        items = mandated_items(actor.id, actor.on_behalf_of)
        return Draft.objects.filter(person_id=actor.on_behalf_of, item_id__in=items, clerk__isnull=True)
    if actor.kind == "person":
        return Draft.objects.filter(person_id=actor.id, clerk__isnull=True)
    if actor.kind == "clerk":
        return Draft.objects.filter(clerk_id=int(actor.id))
    return Draft.objects.none()


def path_of(case: Case) -> list[str]:
    """The steps between acceptance and decision: those of the version the case began under, else of the item."""
    return list(case.version.path if case.version_id else case.item.path)


def next_in_path(case: Case) -> Step | None:
    """The step the path still asks for before the decision; None when a decision may come."""
    path = path_of(case)
    if case.state == State.ACCEPTED:
        left = path
    elif case.state in PASSED and PASSED[case.state] in path:
        left = path[path.index(PASSED[case.state]) + 1 :]
    else:
        left = []
    return Step(left[0]) if left else None


def is_applicant(actor: Actor, case: Case) -> bool:
    """The person the case is about, or who holds their mandate; the organisation that filed it."""
    if actor.kind == "organisation":
        return str(case.organisation_id) == actor.id
    return actor.kind == "person" and str(case.person_id) in (actor.on_behalf_of or actor.id, actor.id)


def may(actor: Actor, step: Step, case: Case) -> bool:
    """Whether this actor may take this step on this case now: state, path, place, level, role and four eyes."""
    if not may_move(step, case.state):
        return False
    if actor.kind == "system":
        return step in BY_SYSTEM
    if actor.kind in ("person", "organisation"):
        return step in BY_APPLICANT and is_applicant(actor, case)
    if actor.kind != "clerk":
        return False
    if step in BY_APPLICANT:
        return Role.WINDOW in actor.roles and case.taken_path.startswith(actor.agency_path)
    return (
        case.responsible_path.startswith(actor.agency_path)
        and _path_allows(step, case)
        and _level_allows(actor, step, case)
        and bool(_roles(step, case) & actor.roles)
        and not _same_eye(actor, step, case)
    )


def _path_allows(step: Step, case: Case) -> bool:
    """The path's steps in their order; a refusal need not be publicised first."""
    if step in PATH:
        return next_in_path(case) is step
    if step is Step.GRANT:
        return next_in_path(case) is None
    if step is Step.REFUSE:
        return next_in_path(case) in (None, Step.PUBLICISE)
    return True


def _roles(step: Step, case: Case) -> frozenset[str]:
    """Where somebody reviewed, somebody else decides (复核)."""
    if step in (Step.GRANT, Step.REFUSE) and path_of(case):
        return SECOND_EYE
    return ROLES.get(step, frozenset())


def level_of(actor: Actor) -> int:
    """1 province … 5 village, out of the agency's path."""
    return actor.agency_path.count("/")


def level_row(item_levels: list[ItemLevel], level: int) -> ItemLevel | None:
    """The matrix row of a level; None where the item has no matrix."""
    return next((row for row in item_levels if row.level == level), None)


def _level_allows(actor: Actor, step: Step, case: Case) -> bool:
    """事项层级矩阵: a level without the right may not, an item without a matrix leaves it to place and role."""
    right = RIGHT_OF_LEVEL.get(step)
    if right is None:
        return True
    if not hasattr(case, "_levels"):
        case._levels = list(case.item.levels.all())
    row = level_row(case._levels, level_of(actor))
    return not case._levels or (row is not None and getattr(row, right))


def _same_eye(actor: Actor, step: Step, case: Case) -> bool:
    """Four eyes: who took in a recognition or money case, or did its review, neither rechecks nor decides it."""
    if step not in (Step.GRANT, Step.REFUSE, Step.RECHECK):
        return False
    if case.item.four_eyes and case.taken_by_id is not None and str(case.taken_by_id) == actor.id:
        return True
    if not path_of(case):
        return False
    if not hasattr(case, "_reviewer"):
        case._reviewer = (
            case.events.filter(step=Step.REVIEW).order_by("-id").values_list("actor_id", flat=True).first()
        )
    return case._reviewer == actor.id


def may_organise(actor: Actor, case: Case) -> bool:
    """Claim, hand over, transfer, note: the decision's agency and its subtree's overseers."""
    return (
        actor.kind == "clerk"
        and bool(actor.roles & DESK_ROLES)
        and case.responsible_path.startswith(actor.agency_path)
    )


def steps_open_to(actor: Actor, case: Case) -> list[Step]:
    """The steps to offer as buttons, in the table's order."""
    return [step for step in Step if step is not Step.SUBMIT and may(actor, step, case)]
