"""Activities: made by a clerk, booked without overselling, come to by a signed code, spoken of afterwards."""

from typing import Any

from django.core import signing
from django.db import connection
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.models import Clerk, Person
from portal.casework import policy
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.dates import moment_text
from portal.notices.services import tell

from ..models import Activity, Booking

SALT = "jobs.activity.booking"
TAKE = """UPDATE jobs_activity SET taken = taken + 1
 WHERE id = %s AND taken < capacity AND begins_at > %s AND called_off_at IS NULL RETURNING id"""
WRITTEN = frozenset(["kind", "title", "about", "place", "begins_at", "ends_at", "capacity"])


class ActivityRefused(Exception):
    """`why`: full | begun | off | fewer | came | forged | early | absent."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def coming() -> QuerySet[Activity]:
    """What the public sees: not begun, not called off, the next first."""
    rows = Activity.objects.filter(begins_at__gt=clock.now(), called_off_at__isnull=True)
    return rows.select_related("agency").order_by("begins_at", "pk")


def activities_for(actor: Actor) -> QuerySet[Activity]:
    """What a clerk of the desk looks after: the activities of the agency and below it."""
    if not policy.at_desk(actor):
        return Activity.objects.none()
    rows = Activity.objects.filter(agency__path__startswith=actor.agency_path)
    return rows.select_related("agency").order_by("-begins_at", "-pk")


def bookings_of(person: Person) -> QuerySet[Booking]:
    """One's own bookings, the newest first."""
    rows = Booking.objects.filter(person_id__in=person.all_ids)
    return rows.select_related("activity__agency").order_by("-booked_at", "-pk")


@verb
def make(clerk: Clerk, *, by: Actor, **facts: Any) -> Activity:
    """A new activity of the clerk's agency. Keys are those of WRITTEN."""
    made = Activity.objects.create(agency=clerk.agency, made_by=clerk, **_written(facts))
    record("activity.made", subject_type="activity", subject_id=made.pk, by=by)
    return made


@verb
def change(activity: Activity, *, by: Actor, **facts: Any) -> Activity:
    """Write an activity anew; whoever booked is told when time or place move. Raises ActivityRefused."""
    row = _locked_activity(activity)
    if row.called_off_at:
        raise ActivityRefused("off")
    if facts.get("capacity", row.capacity) < row.taken:
        raise ActivityRefused("fewer")
    before = (row.begins_at, row.place)
    for name, value in _written(facts).items():
        setattr(row, name, value)
    row.save(update_fields=list(facts))
    record("activity.changed", subject_type="activity", subject_id=row.pk, by=by)
    if (row.begins_at, row.place) != before:
        words = {"when": moment_text(row.begins_at), "place": row.place}
        body = _("现在是%(when)s,在%(place)s。来不了请取消预约。") % words
        _tell_all(row, f"moved-{clock.now():%Y%m%d%H%M%S}", _("活动改了时间或地点:%(title)s"), body)
    return row


@verb
def call_off(activity: Activity, *, why: str, by: Actor) -> Activity:
    """The activity does not take place: everybody who booked is told why, once."""
    row = _locked_activity(activity)
    if row.called_off_at is None:
        row.called_off_at, row.called_off_why = clock.now(), why
        row.save(update_fields=["called_off_at", "called_off_why"])
        record("activity.called_off", subject_type="activity", subject_id=row.pk, by=by)
        body = _("原因:%(why)s。您不用再做什么,可以另约一场。") % {"why": why}
        _tell_all(row, "off", _("活动取消了:%(title)s"), body)
    return row


def _written(facts: dict[str, Any]) -> dict[str, Any]:
    if not facts.keys() <= WRITTEN:
        raise TypeError(f"not of an activity: {sorted(facts.keys() - WRITTEN)}")
    return facts


def _tell_all(activity: Activity, what: str, title: str, body: str) -> None:
    rows = activity.bookings.filter(cancelled_at__isnull=True).select_related("person").order_by("pk")
    for row in rows:
        _tell(row, what, title % {"title": activity.title}, body)


def _tell(booking: Booking, what: str, title: str, body: str) -> None:
    link = reverse("jobs:booking", args=[booking.pk])
    key = f"activity-{booking.pk}-{what}"
    tell(booking.person, key=key, kind="activity", title=title, body=body, link=link)


def _locked_activity(activity: Activity) -> Activity:
    return Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)


@verb
def book(activity: Activity, person: Person, *, by: Actor) -> Booking:
    """Take a place; the database counts, so the last one goes to one person. Asking twice is one booking."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [activity.pk, clock.now()])
        taken = cursor.fetchone()
    standing = Booking.objects.filter(activity=activity, person=person, cancelled_at__isnull=True).first()
    if standing:
        if taken:
            _give_back(activity)
        return standing
    if not taken:
        raise ActivityRefused(_why_not(activity))
    made = Booking.objects.create(activity=activity, person=person, booked_at=clock.now())
    record("activity.booked", subject_type="booking", subject_id=made.pk, by=by)
    words = {"when": moment_text(activity.begins_at), "place": activity.place}
    body = _("%(when)s,%(place)s。到场时出示预约码。来不了请取消,名额留给别人。") % words
    _tell(made, "booked", _("约好了:%(title)s") % {"title": activity.title}, body)
    return made


def _why_not(activity: Activity) -> str:
    row = Activity.objects.get(pk=activity.pk)
    if row.called_off_at:
        return "off"
    return "begun" if row.begins_at <= clock.now() else "full"


def _give_back(activity: Activity) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE jobs_activity SET taken = taken - 1 WHERE id = %s", [activity.pk])


def _locked(booking: Booking) -> Booking:
    return (
        Booking.objects.select_related("activity", "person")
        .select_for_update(of=("self",))
        .get(pk=booking.pk)
    )


@verb
def cancel(booking: Booking, *, by: Actor) -> Booking:
    """Give the place back, once, before the beginning; who has come cannot cancel. Raises ActivityRefused."""
    activity = _locked_activity(booking.activity)  # first, as `book` does: two never wait for each other
    row = _locked(booking)
    if row.attended_at:
        raise ActivityRefused("came")
    if row.cancelled_at is None:
        if activity.begins_at <= clock.now():
            raise ActivityRefused("begun")
        row.cancelled_at = clock.now()
        row.save(update_fields=["cancelled_at"])
        _give_back(activity)
        record("activity.cancelled", subject_type="booking", subject_id=row.pk, by=by)
    return row


def token_of(booking: Booking) -> str:
    """What the QR code of a booking says."""
    return signing.Signer(salt=SALT).sign(str(booking.pk))


def booking_by(token: str, *, activity: Activity) -> Booking:
    """The booking of a code shown at this activity's door. Raises ActivityRefused for anything else."""
    try:
        pk = signing.Signer(salt=SALT).unsign(token.strip())
    except signing.BadSignature as error:
        raise ActivityRefused("forged") from error
    found = Booking.objects.filter(pk=pk, activity=activity, cancelled_at__isnull=True).first()
    if found is None:
        raise ActivityRefused("forged")
    return found


@verb
def attend(booking: Booking, *, by: Actor) -> Booking:
    """The person has come: said by a clerk of the activity, on its day, once. Raises ActivityRefused."""
    row = _locked(booking)
    if row.cancelled_at or not activities_for(by).filter(pk=row.activity_id).exists():
        raise ActivityRefused("forged")
    if row.activity.called_off_at:
        raise ActivityRefused("off")
    if clock.today() < row.activity.begins_at.astimezone(clock.ZONE).date():
        raise ActivityRefused("early")
    if row.attended_at is None:
        row.attended_at = clock.now()
        row.save(update_fields=["attended_at"])
        record("activity.attended", subject_type="booking", subject_id=row.pk, by=by)
    return row


@verb
def rate(booking: Booking, *, rating: int, words: str, by: Actor) -> Booking:
    """Say how it was, after having come; saying it again replaces it. Raises ActivityRefused."""
    row = _locked(booking)
    if row.attended_at is None:
        raise ActivityRefused("absent")
    row.rating, row.words = rating, words or None
    row.save(update_fields=["rating", "words"])
    record("activity.rated", subject_type="booking", subject_id=row.pk, by=by, payload={"rating": rating})
    return row
