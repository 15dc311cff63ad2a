"""The task of an inquiry leads to its page."""

from django.urls import reverse

from portal.casework.models import Task
from portal.casework.registry import leads_to

from ..models import Inquiry


@leads_to
def inquiry_of(task: Task) -> str:
    """The page of the open inquiry that a task belongs to."""
    if task.kind != Task.Kind.INVESTIGATE or task.case_id is None:
        return ""
    rows = Inquiry.objects.filter(claim__case_id=task.case_id, outcome=Inquiry.Outcome.OPEN)
    found = rows.only("pk").first()
    return reverse("insurance:desk_inquiry", args=[found.pk]) if found else ""
