"""Each night: journeys past their day and files not brought back; both ends are asked, once a stage."""

from django.utils.translation import gettext as _

from portal.casework.models import Task
from portal.casework.services import open_task
from portal.events.services import verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.rules import queries as law

from ..models import Consultation, Transfer
from ..queries import archives as queries
from .archives_reading import remind_unit

WAITS = {
    Transfer.State.CALLED: _("催转出审核"),
    Transfer.State.REVIEWED: _("催寄出"),
    Transfer.State.SENT: _("催签收和回执"),
    Transfer.State.RECEIVED: _("催核对"),
    Transfer.State.CHECKED: _("催入库"),
    Transfer.State.SHELVED: _("催回执"),
}


@verb
def remind(row: Transfer, *, by: Actor) -> bool:
    """Open a task at every end that is here, once for each stage; whether it was opened."""
    locked = Transfer.objects.select_for_update(of=("self",)).get(pk=row.pk)
    today = clock.today()
    if locked.ended_at or locked.due is None or locked.due >= today or locked.reminded_on:
        return False
    locked.reminded_on = today
    locked.save(update_fields=["reminded_on"])
    note = _("%(number)s 档案转递过期:%(what)s") % {"number": locked.number, "what": WAITS[locked.state]}
    due = law.due_day(today, 3).day
    for agency in filter(None, (row.from_agency, row.to_agency)):
        open_task(Task.Kind.CONTACT, agency=agency, note=note, due=due, by=by)
    return True


def remind_due(*, by: Actor) -> int:
    """Every journey and every loan past its day; returns how many were asked about."""
    today = clock.today()
    late = Transfer.objects.filter(ended_at__isnull=True, due__lt=today, reminded_on__isnull=True)
    asked = sum(
        remind(each, by=by) for each in late.select_related(*queries.TRANSFER_RELATED).order_by("due")
    )
    out = Consultation.objects.filter(state=Consultation.State.OUT, due_back__lt=today)
    return asked + sum(remind_unit(each, by=by) for each in out.order_by("due_back"))
