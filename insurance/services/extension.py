"""领满仍失业、距法定退休不足一年的,续发至退休: a grant, made by a clerk, that forfeits nothing.

Source: 国发〔2019〕28号; 人社部发〔2020〕40号 (`ui.elder_extension_within_months`).
"""

from datetime import date

from django.utils.translation import gettext as _

from portal.casework.services.stepping import NotAllowed
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.dates import full_text, month_of, months_from, months_later
from portal.rules import queries as law
from registration.queries import is_registered_unemployed

from ..models import Claim, Interruption, MonthEntry
from ..queries import changes as queries
from ..queries import claims
from . import change_letters, letters
from .change_rights import may_decide
from .changes import EXHAUSTED, WrongState, entry, locked


def until(claim: Claim, on: date) -> date | None:
    """The day of statutory retirement, where it is near enough and the person is still out of work; else None."""
    person = claim.person
    if person.birth is None or not is_registered_unemployed(person, on):
        return None
    try:
        within = law.value("ui.elder_extension_within_months", on=on, region=queries.region_of(claim))
    except law.LawMissing:
        return None
    age, _basis = law.retirement(person.birth, claim.retirement_kind, on=on)
    near = on < age.first_day <= months_later(on, within)
    return age.first_day if near else None


@verb
def extend(claim: Claim, *, by: Actor) -> Claim:
    """Pay on to the month of statutory retirement, after every month was drawn.

    Raises NotAllowed; WrongState where months are left, work or retirement stand in the way.
    """
    row = locked(claim)
    if not may_decide(by, row):
        raise NotAllowed(f"{by.id} does not extend {row.pk}")
    day, last = until(row, clock.today()), queries.last_payment(row)
    over = row.interruptions.filter(lifted_on__isnull=True).first()
    ended = row.state == Claim.State.ENDED and (over is None or over.code == EXHAUSTED)
    ended = ended and row.case.state != "revoked"
    if row.state != Claim.State.DRAWING and not ended:
        raise WrongState(row.state)
    if day is None or last is None or row.extended_until or claims.balance(row).left > 0:
        raise WrongState("not due")
    months = len(months_from(months_later(last.month, 1), month_of(day)))
    if ended and over:
        _lift(over)
    entry(row, MonthEntry.Kind.EXTENDED, months, _("领满仍失业,续发至法定退休"))
    row.extended_until, row.state, row.ended_on = day, Claim.State.DRAWING, None
    row.save(update_fields=["extended_until", "state", "ended_on"])
    record("claim.extended", subject_type="claim", subject_id=row.pk, by=by)
    _tell(row, months, by)
    return row


def _lift(over: Interruption) -> None:
    over.lifted_on, over.paid_again_from = clock.today(), over.unpaid_from
    over.save(update_fields=["lifted_on", "paid_again_from"])


def _tell(row: Claim, months: int, by: Actor) -> None:
    basis = law.lookup("ui.elder_extension_within_months", on=clock.today(), region=queries.region_of(row))
    words = {"n": months, "day": full_text(row.extended_until)}
    body = _("您快到退休年龄了,失业保险金续发%(n)s个月,到%(day)s所在的月份。") % words
    reasons = [{"text": _("领满仍失业,距法定退休不足1年"), "article": basis.citation, "next_step": ""}]
    paragraphs = [body, change_letters.report_clock(row)]
    title = _("失业保险金续发通知书")
    letters.about(row, "insurance_extended", title, paragraphs, reasons, by=by)
    change_letters.say(row, key=f"extended-{row.pk}", title=title, body=body)
