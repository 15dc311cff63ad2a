"""好差评: asked of the person after the decision; a bad one opens a task for somebody else than the rated clerk."""

from portal.casework import policy
from portal.casework.models import Case, Rating, Task
from portal.events.services import verb
from portal.kernel import clock
from portal.kernel.actor import Actor, system
from portal.rules import queries as rules

from .stepping import NotAllowed, write_event
from .tasks import open_task

RATEABLE = frozenset({"granted", "refused", "declined", "closed", "revoked"})


@verb
def rate(case: Case, *, level: int, comment: str = "", by: Actor) -> Rating:
    """Rate a decided case once; asking again returns the rating that stands."""
    if by.kind != "person" or not policy.is_applicant(by, case) or case.state not in RATEABLE:
        raise NotAllowed("only the applicant rates, after the decision")
    rating, made = Rating.objects.get_or_create(
        case=case, defaults={"level": level, "comment": comment[:500], "at": clock.now()}
    )
    if made:
        write_event(case, "rate", by=by, before=case.state, detail={"level": level})
        if level <= Rating.Level.BAD:
            _open_follow_up(case)
    return rating


def _open_follow_up(case: Case) -> None:
    days = rules.value("evaluation.bad_review_fix_wd", on=clock.today())
    open_task(
        Task.Kind.FOLLOW_UP,
        case=case,
        agency=case.responsible.parent or case.responsible,
        note=f"{case.number}: 差评整改并回访,经办人不得自行处理",
        due=rules.due_day(clock.today(), days).day,
        not_by=case.decided_by or case.assignee,
        by=system("rating"),
    )
