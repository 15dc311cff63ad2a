"""Campaigns and fairs in words."""

import json
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.kernel import clock
from portal.kernel.dates import full_text, moment_text

from ..models import Booth, Campaign, FairPass, JobFair

COUNTED = (
    ("taken", gettext_lazy("预订的展位")),
    ("here", gettext_lazy("到场的单位")),
    ("passes", gettext_lazy("领入场码的人")),
    ("came", gettext_lazy("入场的人")),
    ("intentions", gettext_lazy("达成意向")),
    ("offers", gettext_lazy("其中当场录用")),
)


def campaign(row: Campaign) -> dict[str, Any]:
    """A campaign in a list and on its page."""
    running = row.begins <= clock.today() <= row.ends
    return {
        "url": reverse("jobs:campaign", args=[row.slug]),
        "title": row.title,
        "meta": f"{full_text(row.begins)}—{full_text(row.ends)}",
        "text": row.about,
        "kind": "good" if running else "",
        "word": _("正在进行") if running else "",
    }


def when(row: JobFair) -> str:
    """From when to when."""
    begins, ends = row.begins_at.astimezone(clock.ZONE), row.ends_at.astimezone(clock.ZONE)
    return f"{moment_text(begins)}—{f'{ends:%H:%M}' if begins.date() == ends.date() else moment_text(ends)}"


def card(row: JobFair) -> dict[str, Any]:
    """A fair in a list."""
    over = row.ends_at <= clock.now()
    return {
        "url": reverse("jobs:fair", args=[row.pk]),
        "title": row.title,
        "meta": row.agency.name,
        "text": f"{when(row)} · {row.place}",
        "kind": "stop" if over else "",
        "word": _("已结束") if over else "",
    }


def page(row: JobFair) -> dict[str, Any]:
    """A fair for everybody."""
    names = [
        (_("时间"), when(row)),
        (_("地点"), row.place),
        (_("主办"), row.agency.name),
        (_("电话"), row.agency.phone),
        (_("展位"), _("%(n)s个") % {"n": row.booths}),
        (_("费用"), _("求职者和单位都免费")),
    ]
    return {
        "pk": row.pk,
        "title": row.title,
        "about": row.about,
        "rows": [{"name": name, "value": value} for name, value in names],
        "over": row.ends_at <= clock.now(),
        "begun": row.begins_at <= clock.now(),
    }


def booths(row: JobFair) -> list[dict[str, Any]]:
    """Who is there, by booth; one query."""
    rows = Booth.objects.filter(fair=row).select_related("employer__organisation").order_by("number")
    return [{"number": each.number, "employer": each.employer.organisation.name} for each in rows]


def counted(found: dict[str, int]) -> list[dict[str, str]]:
    """The live counts in words."""
    return [{"name": str(name), "value": f"{found[key]:,}"} for key, name in COUNTED]


def event(row: JobFair) -> str:
    """schema.org Event as JSON for a script element; «<» is written so that no text can end it."""
    data = {
        "@context": "https://schema.org/",
        "@type": "BusinessEvent",
        "name": row.title,
        "description": row.about,
        "startDate": row.begins_at.astimezone(clock.ZONE).isoformat(),
        "endDate": row.ends_at.astimezone(clock.ZONE).isoformat(),
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "eventStatus": "https://schema.org/EventScheduled",
        "isAccessibleForFree": True,
        "location": {"@type": "Place", "name": row.place, "address": row.place},
        "organizer": {"@type": "GovernmentOrganization", "name": row.agency.name},
    }
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")


def entry(row: FairPass) -> dict[str, Any]:
    """A pass."""
    came = moment_text(row.came_at) if row.came_at else ""
    return {"number": row.number, "came": came, "over": row.fair.ends_at <= clock.now()}


def booth(row: Booth) -> dict[str, Any]:
    """A booth for its employer, with what was agreed there."""
    talks = row.intentions.select_related("entry").order_by("-at", "-pk")
    return {
        "pk": row.pk,
        "number": row.number,
        "here": moment_text(row.signed_in_at) if row.signed_in_at else "",
        "hired": row.hired,
        "told": moment_text(row.told_at) if row.told_at else "",
        "talks": [{"number": each.entry.number, "kind": each.get_kind_display()} for each in talks],
    }
