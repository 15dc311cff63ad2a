"""Interviews: the unit offers times, an applicant takes one; no time is ever given twice."""

from datetime import datetime, timedelta

from django.db import connection
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.events.models import Event
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.dates import moment_text
from portal.notices.services import tell, tell_members

from ..models import Application, ApplicationState, InterviewSlot, Vacancy

# The row itself decides who was first: nobody reads before writing.
TAKE = """
UPDATE jobs_interviewslot SET application_id = %s, booked_at = %s
WHERE id = %s AND vacancy_id = %s AND application_id IS NULL AND cancelled_at IS NULL AND begins > %s
RETURNING id
"""


class SlotTaken(Exception):
    """The time is gone: somebody has it, it was cancelled, or it is past."""


class NotInvited(Exception):
    """The application is not at an interview now."""


def of_vacancy(vacancy: Vacancy) -> QuerySet[InterviewSlot]:
    """The times that stand, the nearest first, with who comes."""
    rows = vacancy.slots.filter(cancelled_at__isnull=True).select_related("application__person")
    return rows.order_by("begins", "pk")


def free_for(application: Application) -> QuerySet[InterviewSlot]:
    """Times that can still be taken; none unless the unit asked to an interview."""
    if application.state != ApplicationState.INTERVIEW:
        return InterviewSlot.objects.none()
    rows = InterviewSlot.objects.filter(vacancy=application.vacancy_id, application__isnull=True)
    return rows.filter(cancelled_at__isnull=True, begins__gt=clock.now()).order_by("begins", "pk")


def booked(application: Application) -> InterviewSlot | None:
    """The time this application holds."""
    return InterviewSlot.objects.filter(application=application).first()


@verb
def offer_slots(
    vacancy: Vacancy, *, begins: datetime, minutes: int, count: int, place: str, by: Actor
) -> list[InterviewSlot]:
    """Times one after the other; those that stand already are left as they are. Invited people are told."""
    made = []
    for order in range(count):
        start = begins + timedelta(minutes=minutes * order)
        row, new = InterviewSlot.objects.get_or_create(
            vacancy=vacancy, begins=start, place=place, cancelled_at=None, defaults={"minutes": minutes}
        )
        made += [row] if new else []
    if made:
        record("interview.offered", subject_type="vacancy", subject_id=vacancy.pk, by=by)
        _tell_invited(vacancy, made[0])
    return made


def _tell_invited(vacancy: Vacancy, first: InterviewSlot) -> None:
    """Everybody who is invited and has no time yet; once for each offer."""
    rows = vacancy.applications.filter(state=ApplicationState.INTERVIEW, slots__isnull=True)
    for row in rows.select_related("person").order_by("pk"):
        tell(
            row.person,
            key=f"interview-offered-{first.pk}-{row.pk}",
            kind="application",
            title=_("请选面试时间:%(title)s") % {"title": vacancy.title},
            body=_("单位给出了面试时间,请选一个您方便的。"),
            link=reverse("jobs:application", args=[row.pk]),
        )


@verb
def book(application: Application, slot: InterviewSlot, *, by: Actor) -> InterviewSlot:
    """Take a time, giving back the one held before. Raises NotInvited, SlotTaken."""
    rows = Application.objects.select_related("vacancy__employer__organisation", "person")
    locked = rows.select_for_update(of=("self",), no_key=True).get(pk=application.pk)
    if locked.state != ApplicationState.INTERVIEW:
        raise NotInvited(str(locked.pk))
    held = booked(locked)
    if held and held.pk == slot.pk:
        return held
    InterviewSlot.objects.filter(application=locked).update(application=None, booked_at=None)
    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [locked.pk, now, slot.pk, locked.vacancy_id, now])
        if cursor.fetchone() is None:
            raise SlotTaken(str(slot.pk))
    slot.refresh_from_db()
    event = record("interview.booked", subject_type="application", subject_id=locked.pk, by=by)
    _tell_unit(locked, slot, event, _("有人约了面试:%(title)s"))
    return slot


@verb
def give_back(application: Application, *, by: Actor) -> bool:
    """The person cannot come: the time is free again. False where none was held."""
    rows = Application.objects.select_related("vacancy__employer__organisation")
    locked = rows.select_for_update(of=("self",), no_key=True).get(pk=application.pk)
    held = booked(locked)
    if held is None:
        return False
    InterviewSlot.objects.filter(pk=held.pk).update(application=None, booked_at=None)
    event = record("interview.given_back", subject_type="application", subject_id=locked.pk, by=by)
    _tell_unit(locked, held, event, _("求职者取消了面试:%(title)s"))
    return True


def _tell_unit(row: Application, slot: InterviewSlot, event: Event, title: str) -> None:
    """Every active member of the unit, once for the event."""
    link = reverse("jobs:interviews", args=[row.vacancy.number])
    unit, words, when = (
        row.vacancy.employer.organisation,
        {"title": row.vacancy.title},
        moment_text(slot.begins),
    )
    key = f"interview-{event.pk}"
    tell_members(unit, key=key, kind="application", title=title % words, body=when, link=link)


@verb
def cancel(slot: InterviewSlot, *, by: Actor) -> InterviewSlot:
    """The unit takes a time back; who had it is told to choose another. Twice is once."""
    locked = InterviewSlot.objects.select_for_update(of=("self",)).get(pk=slot.pk)
    if locked.cancelled_at:
        return locked
    row = locked.application
    locked.application, locked.booked_at, locked.cancelled_at = None, None, clock.now()
    locked.save()
    record("interview.cancelled", subject_type="interview_slot", subject_id=locked.pk, by=by)
    if row:
        words = {"at": moment_text(locked.begins), "place": locked.place}
        tell(
            row.person,
            key=f"interview-cancelled-{locked.pk}",
            kind="application",
            title=_("面试时间取消了"),
            body=_("%(at)s在%(place)s的面试取消了,请不要前往。可以另选一个时间。") % words,
            link=reverse("jobs:application", args=[row.pk]),
        )
    return locked
