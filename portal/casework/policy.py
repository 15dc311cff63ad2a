"""Who may see and do what with a case. Views, API and admin all ask here."""

from django.db.models import Q, QuerySet

from portal.accounts.models import Role
from portal.accounts.queries import mandated_items
from portal.kernel.actor import Actor

from .models import Case, Draft
from .steps import Step, may_move

DESK_ROLES = frozenset({Role.WINDOW, Role.REVIEW, Role.RECHECK, Role.ISSUE, Role.PROVINCE_ADMIN})
ROLES: dict[Step, frozenset[str]] = {
    Step.ACCEPT: frozenset({Role.WINDOW, Role.REVIEW}),
    Step.SEND_BACK: frozenset({Role.WINDOW, Role.REVIEW}),
    Step.DECLINE: frozenset({Role.REVIEW}),
    Step.REVIEW: frozenset({Role.REVIEW}),
    Step.RECHECK: frozenset({Role.RECHECK}),
    Step.PUBLICISE: frozenset({Role.REVIEW}),
    Step.OBJECT: frozenset({Role.REVIEW}),
    Step.GRANT: frozenset({Role.REVIEW, Role.RECHECK}),
    Step.REFUSE: frozenset({Role.REVIEW, Role.RECHECK}),
    Step.SUSPEND: frozenset({Role.REVIEW}),
    Step.RESUME: frozenset({Role.REVIEW}),
    Step.CLOSE: frozenset({Role.REVIEW, Role.RECHECK, Role.ISSUE}),
    Step.REVOKE: frozenset({Role.RECHECK}),
}
BY_APPLICANT = frozenset({Step.RESUBMIT, Step.WITHDRAW})
BY_SYSTEM = frozenset({Step.GRANT, Step.CLOSE, Step.LAPSE})


def visible_to(actor: Actor) -> QuerySet[Case]:
    """Cases an actor may open: one's own; for a clerk those of the agency's subtree, decided or taken there.

    Who acts under a mandate sees the principal's cases of the mandated items, and none of their own.
    """
    if actor.kind == "person" and actor.on_behalf_of:
        items, principal = mandated_items(actor.id, actor.on_behalf_of), actor.on_behalf_of
        rows = Case.objects.filter(item_id__in=items)
        return rows.filter(Q(person_id=principal) | Q(person__merged_into_id=principal))
    if actor.kind == "person":
        return Case.objects.filter(Q(person_id=actor.id) | Q(person__merged_into_id=actor.id))
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


def may(actor: Actor, step: Step, case: Case) -> bool:
    """Whether this actor may take this step on this case now, by state, place, role and four eyes."""
    if not may_move(step, case.state):
        return False
    if actor.kind == "system":
        return step in BY_SYSTEM
    if actor.kind == "person":
        return step in BY_APPLICANT and str(case.person_id) == actor.id
    if actor.kind != "clerk":
        return False
    if step in BY_APPLICANT:
        return Role.WINDOW in actor.roles and case.taken_path.startswith(actor.agency_path)
    if not case.responsible_path.startswith(actor.agency_path):
        return False
    if step in (Step.GRANT, Step.REFUSE) and _second_eye_missing(actor, case):
        return False
    return bool(ROLES.get(step, frozenset()) & actor.roles)


def _second_eye_missing(actor: Actor, case: Case) -> bool:
    """Recognitions and money: who took a case in does not decide it."""
    return case.item.four_eyes and case.taken_by_id is not None and str(case.taken_by_id) == actor.id


def steps_open_to(actor: Actor, case: Case) -> list[Step]:
    """The steps to offer as buttons, in the table's order."""
    return [step for step in Step if step is not Step.SUBMIT and may(actor, step, case)]
