"""Tasks of a promise's check and of an objection are done on the pages of this room."""

from django.db.models import Q

from portal.casework.models import Task
from portal.casework.registry import leads_to

from ..models import PromiseCheck
from ..services.checks import page_of

OURS = (Task.Kind.VERIFY, Task.Kind.INVESTIGATE)


@leads_to
def check_of(task: Task) -> str:
    """The page of the check that a task belongs to."""
    if task.kind not in OURS:
        return ""
    mine = Q(task=task) | Q(credit__objection__task=task)
    found = PromiseCheck.objects.filter(mine).only("pk").first()
    return page_of(found) if found else ""
