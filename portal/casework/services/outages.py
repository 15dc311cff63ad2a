"""The portal was away: windows it touched are made longer by the days it took, each with an event of its own."""

from datetime import datetime, timedelta

from django.db.models import F, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from portal.accounts.models import Clerk, Role
from portal.casework.models import Case, Draft, Outage, RevocationNotice
from portal.casework.steps import CLOCK_STOPPED, OPEN_STATES
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.dates import day_text
from portal.rules import queries as rules

from . import clocks
from .stepping import NotAllowed, lock, write_event


@verb
def record_outage(begins: datetime, ends: datetime, *, note: str, halls_too: bool, by: Actor) -> Outage:
    """Note an outage and move every window it touched: days to correct, to answer a notice, drafts kept.

    Our own promise moves only when the halls stood still too: a website that was down excuses nobody at a window.
    Raises NotAllowed, ValueError for an outage that has not ended.
    """
    if Role.PROVINCE_ADMIN not in by.roles:
        raise NotAllowed("outages are recorded by the province")
    if ends > clock.now() or ends <= begins:
        raise ValueError("an outage is recorded when it is over")
    first, last = localdate(begins), localdate(ends)
    days = (last - first).days + 1
    outage = Outage(begins=begins, ends=ends, note=note, halls_too=halls_too, noted_at=clock.now())
    outage.noted_by = Clerk.objects.get(pk=by.id)
    touched = Case.objects.filter(state="returned", returned_until__gte=first)
    touched = touched.filter(stopped_at__lte=last)
    outage.moved = sum(_move_correction(case, days, by) for case in touched)
    if halls_too:
        workdays = rules.workdays_left(first - timedelta(days=1), last)
        running = Case.objects.filter(state__in=OPEN_STATES - CLOCK_STOPPED, due__gte=first)
        running = running.filter(Q(submitted_at__lt=ends))
        outage.moved += sum(_move_promise(case, workdays, by) for case in running)
    Draft.objects.filter(expires_at__gte=begins, saved_at__lt=ends).update(
        expires_at=F("expires_at") + timedelta(days=days)
    )
    RevocationNotice.objects.filter(closed_at__isnull=True, answer_until__gte=first).update(
        answer_until=F("answer_until") + timedelta(days=days)
    )
    outage.save()
    record("outage.recorded", subject_type="outage", subject_id=outage.pk, by=by)
    return outage


def _move_correction(case: Case, days: int, by: Actor) -> int:
    locked = lock(case)
    locked.returned_until += timedelta(days=days)
    locked.save(update_fields=["returned_until"])
    text = _("系统中断%(days)s天,补正期限顺延。") % {"days": days}
    write_event(locked, "clock", by=by, before=locked.state, text=text, detail={"days": days})
    return 1


def _move_promise(case: Case, workdays: int, by: Actor) -> int:
    locked = lock(case)
    clocks.add_days(locked, workdays)
    locked.save(update_fields=clocks.CLOCK_FIELDS)
    text = _("系统和窗口停办%(days)s个工作日,办结日顺延。") % {"days": workdays}
    write_event(locked, "clock", by=by, before=locked.state, text=text, detail={"workdays": workdays})
    return 1


@verb
def recompute_promises(year: int, *, by: Actor) -> int:
    """A year's calendar was published or changed: open promises that reach into it are counted anew.

    Only open cases, each with an event and a notice when its day moved; decided ones stay as they were.
    """
    reach = Q(due__year__gte=year) | Q(due__year=year - 1, due_provisional=True)
    rows = Case.objects.filter(reach, state__in=OPEN_STATES, clock_from__isnull=False)
    return sum(_recount(case, by) for case in rows.order_by("id"))


def _recount(case: Case, by: Actor) -> int:
    locked = lock(case)
    before = locked.due
    if not clocks.recompute(locked):
        return 0
    locked.save(update_fields=clocks.CLOCK_FIELDS)
    if locked.due == before:  # only «暂定» went away: nothing to tell
        return 0
    text = _("放假安排已公布,办结日由%(before)s改为%(after)s。") % {
        "before": day_text(before),
        "after": day_text(locked.due),
    }
    write_event(locked, "clock", by=by, before=locked.state, text=text, detail={"calendar": True})
    return 1
