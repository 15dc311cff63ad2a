"""A subsidy claim that came to nothing gives its months back."""

from portal.casework.models import Case
from portal.casework.steps import State
from portal.events.models import Event
from portal.events.registry import listens
from portal.kernel.actor import system

from ..models.internship import SUBSIDY
from ..services import internship_subsidy as subsidy

BY = system("jobs.case")
NOTHING = (State.REFUSED, State.DECLINED, State.WITHDRAWN, State.LAPSED)


@listens("case.refuse", name="jobs.subsidy_refused")
@listens("case.decline", name="jobs.subsidy_declined")
@listens("case.withdraw", name="jobs.subsidy_withdrawn")
@listens("case.lapse", name="jobs.subsidy_lapsed")
def give_back(event: Event) -> None:
    """The months of the claim are free again."""
    case = Case.objects.filter(pk=event.subject_id, item_id=SUBSIDY, state__in=NOTHING).first()
    if case:
        subsidy.drop(case, by=BY)
