"""Interview times in words, and as a calendar file."""

from datetime import UTC, timedelta
from typing import Any

from django.utils.translation import gettext as _

from portal.kernel.dates import moment_text
from portal.kernel.fields import plaintext

from ..models import Application, InterviewSlot
from ..services import interviews


def slot_text(slot: InterviewSlot) -> str:
    """«12月7日(周一) 14:00 · 20分钟 · 春熙路1号»."""
    return f"{moment_text(slot.begins)} · {_('%(n)s分钟') % {'n': slot.minutes}} · {slot.place}"


def person_context(row: Application) -> dict[str, Any]:
    """What the person may choose, and what is chosen."""
    held = interviews.booked(row)
    return {
        "booked": slot_text(held) if held else "",
        "free": [(each.pk, slot_text(each)) for each in interviews.free_for(row)],
    }


def unit_row(slot: InterviewSlot) -> dict[str, Any]:
    """A time as the unit sees it."""
    row = slot.application
    return {
        "pk": slot.pk,
        "text": slot_text(slot),
        "name": plaintext(row.person.name) if row else "",
        "application": row.pk if row else None,
    }


def calendar(slot: InterviewSlot) -> bytes:
    """The booked time as a calendar file (RFC 5545); told in UTC, so that it needs no table of time zones."""
    from icalendar import Calendar, Event

    entry, begins = Event(), slot.begins.astimezone(UTC)
    words = {"title": slot.vacancy.title, "unit": slot.vacancy.employer.organisation.name}
    entry.add("uid", f"{slot.pk}@shuye")
    entry.add("dtstamp", slot.booked_at.astimezone(UTC))
    entry.add("dtstart", begins)
    entry.add("dtend", begins + timedelta(minutes=slot.minutes))
    entry.add("summary", _("面试:%(title)s") % words)
    entry.add("description", words["unit"])
    entry.add("location", slot.place)
    made = Calendar()
    made.add("prodid", "-//shuye//zh//")
    made.add("version", "2.0")
    made.add_component(entry)
    return made.to_ical()
