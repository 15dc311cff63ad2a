"""What visitors tell us about papers and pages, and what we answer."""

import secrets

from django.utils.translation import gettext as _

from portal.accounts import throttling
from portal.agencies.models import Agency, Level
from portal.casework.models import ServiceItem, Task
from portal.casework.services.tasks import open_task
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.rules import queries as rules

from .models import ExtraDemand, PageFeedback

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
HOURLY = {"demand": 5, "feedback": 30}
INQUIRY_WORKDAYS = 10  # our own promise


def spend(kind: str, address: str) -> None:
    """Count one message of an address; raises throttling.TooMany."""
    throttling.spend(kind, address, HOURLY[kind])


@verb
def report_extra_demand(
    *, item: ServiceItem, paper: str, text: str, contact: str, agency: Agency | None, by: Actor
) -> ExtraDemand:
    """Somebody was asked for a paper the guide does not name. Returns the row; its number is the receipt.

    The agency above the one named looks into it (the province, where none is named): a task with a day.
    """
    now = clock.now()
    word = "".join(secrets.choice(LETTERS) for _turn in range(8))
    row = ExtraDemand.objects.create(
        number=f"DCL-{now:%Y%m%d}-{word}",
        item=item,
        agency=agency,
        paper=paper,
        text=text or None,
        contact=contact or None,
        at=now,
    )
    row.task = _open_inquiry(row, by)
    row.save(update_fields=["task"])
    record("content.extra_demand", subject_type="extrademand", subject_id=row.pk, by=by)
    return row


def _open_inquiry(row: ExtraDemand, by: Actor) -> Task:
    """Nobody looks into a complaint about oneself."""
    agency = row.agency or Agency.objects.get(level=Level.PROVINCE, active=True)
    note = _("%(number)s:反映“%(item)s”多要“%(paper)s”。请核查,结果以“属实”或“不属实”开头,会答复反映人。")
    return open_task(
        Task.Kind.INVESTIGATE,
        agency=agency.parent or agency,
        note=note % {"number": row.number, "item": row.item.name[:60], "paper": row.paper[:80]},
        due=rules.due_day(clock.today(), INQUIRY_WORKDAYS).day,
        by=by,
    )


@verb
def answer_extra_demand(row: ExtraDemand, *, state: str, answer: str, by: Actor) -> ExtraDemand:
    """Say what came of it; the constraint wants an answer with every outcome."""
    row.state, row.answer, row.answered_at = state, answer, clock.now()
    row.full_clean()
    row.save(update_fields=["state", "answer", "answered_at"])
    record("content.extra_demand_answered", subject_type="extrademand", subject_id=row.pk, by=by)
    return row


@verb
def note_page(*, path: str, useful: bool | None, text: str, by: Actor) -> PageFeedback:
    """Keep whether a page helped."""
    return PageFeedback.objects.create(path=path[:200], useful=useful, text=text or None, at=clock.now())
