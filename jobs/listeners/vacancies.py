"""What happens to a vacancy when its case is sent back, refused or taken back."""

from portal.casework.models import Case
from portal.casework.steps import State
from portal.events.models import Event
from portal.events.registry import listens
from portal.kernel.actor import system

from ..models import Vacancy
from ..models.vacancy import PUBLICATION
from ..services.vacancies import MOVES, moving

BY = system("jobs.case")
FOLLOWS = {
    State.RETURNED: "send_back",
    State.REFUSED: "refuse",
    State.DECLINED: "refuse",
    State.WITHDRAWN: "withdraw",
    State.LAPSED: "withdraw",
}


@listens("case.send_back", name="jobs.vacancy_sent_back")
@listens("case.refuse", name="jobs.vacancy_refused")
@listens("case.decline", name="jobs.vacancy_declined")
@listens("case.withdraw", name="jobs.vacancy_withdrawn")
@listens("case.lapse", name="jobs.vacancy_lapsed")
def follow(event: Event) -> None:
    """The vacancy stands where its case stands now; one that moved on meanwhile is left alone."""
    case = Case.objects.filter(pk=event.subject_id, item_id=PUBLICATION).first()
    move = FOLLOWS.get(case.state) if case else None
    if move is None:
        return
    vacancy = Vacancy.objects.get(pk=case.subject_key)
    if vacancy.state in MOVES[move][0]:
        with moving(vacancy, move, by=BY):
            pass
