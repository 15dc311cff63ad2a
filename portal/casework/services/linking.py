"""Cases of one thing in somebody's life: linked when they are handed in, seen together by the person and the desk."""

from uuid import UUID

from portal.casework.models import Case, LinkedCase
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor


@verb
def link_case(case: Case, *, group: UUID, matter: str, by: Actor) -> LinkedCase:
    """Write down that a case belongs to a group; one that belongs to another already stays there."""
    row, made = LinkedCase.objects.get_or_create(
        case=case, defaults={"group": group, "matter": matter, "made_at": clock.now()}
    )
    if made:
        record("case.linked", subject_type="case", subject_id=case.pk, by=by, payload={"matter": matter})
    return row


def linked_with(case: Case) -> list[Case]:
    """The other cases of the same thing, in the order they were handed in."""
    found = LinkedCase.objects.filter(case=case).values_list("group", flat=True).first()
    if found is None:
        return []
    rows = Case.objects.filter(linked__group=found).exclude(pk=case.pk)
    return list(rows.select_related("item", "responsible").order_by("submitted_at", "pk"))
