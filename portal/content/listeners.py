"""An inquiry that ends answers the report it was opened for."""

from portal.events.models import Event
from portal.events.registry import listens
from portal.kernel.actor import system

from . import services
from .models import ExtraDemand

State = ExtraDemand.State
BEGINNINGS = (("不属实", State.WRONG), ("属实", State.RIGHT))


@listens("task.done", name="content.answer_extra_demand")
def answer(event: Event) -> None:
    """The outcome of the task is the answer. A report that an administrator answered already stays as it is."""
    row = (
        ExtraDemand.objects.filter(task_id=event.subject_id, state=State.RECEIVED)
        .select_related("task")
        .first()
    )
    if row is not None:
        outcome = row.task.outcome
        state = next((state for word, state in BEGINNINGS if outcome.startswith(word)), State.UNCLEAR)
        services.answer_extra_demand(row, state=state, answer=outcome, by=system("content.inquiry"))
