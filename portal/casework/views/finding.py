"""What several pages look up: a case as an actor may see it, its papers."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from portal.casework import policy
from portal.casework.models import Case
from portal.documents.models import Certificate
from portal.kernel.actor import Actor


def case_of(actor: Actor, number: str) -> Case:
    """The case an actor may see; to everybody else it does not exist."""
    rows = policy.visible_to(actor).select_related(
        "item",
        "version",
        "person",
        "organisation",
        "responsible",
        "taken_at",
        "assignee",
        "reason",
        "decided_by",
    )
    return get_object_or_404(rows, number=number)


def papers_of(case: Case) -> QuerySet[Certificate]:
    """Certificates and letters of a case, newest first."""
    rows = Certificate.objects.filter(subject_type="case", subject_id=str(case.pk)).select_related("served")
    return rows.order_by("-issued_at", "-id")
