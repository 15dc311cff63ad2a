"""A day and two hours before: interviews, activities and fairs that somebody holds a place for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.models import Person
from portal.kernel import clock
from portal.kernel.dates import moment_text
from portal.notices.models import Message
from portal.notices.services import tell

from ..models import Booking, FairPass, InterviewSlot

DAY, HOURS = timedelta(hours=24), timedelta(hours=2)
AT_ONCE = 500


@dataclass(frozen=True)
class Coming:
    """Something that begins soon, for one person; `key` is its own."""

    key: str
    person: Person
    title: str
    place: str
    begins: datetime
    link: str


def remind() -> int:
    """Tell everybody whose time comes, once a day before and once two hours before; returns how many were told.

    What was booked later than that is not told again. A time that was moved is another time.
    """
    now, told = clock.now(), 0
    for ahead, later in ((DAY, HOURS), (HOURS, timedelta(0))):
        window = {"begins__gt": now + later, "begins__lte": now + ahead, "since__lte": F("begins") - ahead}
        for coming in (*_interviews(window), *_activities(window), *_fairs(window)):
            key = f"{coming.key}-{int(ahead.total_seconds() // 3600)}h-{coming.begins:%Y%m%d%H%M}"
            told += _tell(coming, key)
    return told


def _tell(coming: Coming, key: str) -> bool:
    if Message.objects.filter(key=key).exists():
        return False
    words = {"title": coming.title, "at": moment_text(coming.begins), "place": coming.place}
    with transaction.atomic():
        tell(
            coming.person,
            key=key,
            kind="reminder",
            title=_("提醒:%(title)s") % words,
            body=_("%(at)s,%(place)s。去不了,请早点在网上取消,把位置让给别人。") % words,
            link=coming.link,
        )
    return True


def _interviews(window: dict) -> Iterator[Coming]:
    rows = InterviewSlot.objects.filter(application__isnull=False).annotate(since=F("booked_at"))
    for row in rows.filter(**window).select_related("application__person", "vacancy")[:AT_ONCE]:
        title = _("面试 %(title)s") % {"title": row.vacancy.title}
        link = reverse("jobs:application", args=[row.application_id])
        yield Coming(f"slot-{row.pk}", row.application.person, title, row.place, row.begins, link)


def _activities(window: dict) -> Iterator[Coming]:
    rows = Booking.objects.filter(cancelled_at__isnull=True, activity__called_off_at__isnull=True)
    rows = rows.annotate(begins=F("activity__begins_at"), since=F("booked_at"))
    for row in rows.filter(**window).select_related("activity", "person")[:AT_ONCE]:
        link = reverse("jobs:booking", args=[row.pk])
        yield Coming(
            f"booking-{row.pk}", row.person, row.activity.title, row.activity.place, row.begins, link
        )


def _fairs(window: dict) -> Iterator[Coming]:
    rows = FairPass.objects.filter(came_at__isnull=True)
    rows = rows.annotate(begins=F("fair__begins_at"), since=F("taken_at"))
    for row in rows.filter(**window).select_related("fair", "person")[:AT_ONCE]:
        link = reverse("jobs:fair_pass", args=[row.pk])
        yield Coming(f"pass-{row.pk}", row.person, row.fair.title, row.fair.place, row.begins, link)
