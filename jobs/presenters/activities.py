"""Activities in words: the list, the page, one's booking, the desk."""

from typing import Any

from django.db.models import Avg, Count
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.kernel import clock
from portal.kernel.dates import moment_text
from portal.kernel.fields import plaintext

from ..models import Activity, Booking

ROSTER = 500


def when(row: Activity) -> str:
    """From when to when; the day of the end only when it is another one."""
    begins, ends = row.begins_at.astimezone(clock.ZONE), row.ends_at.astimezone(clock.ZONE)
    last = f"{ends:%H:%M}" if begins.date() == ends.date() else moment_text(ends)
    return f"{moment_text(begins)}—{last}"


def places(row: Activity) -> str:
    """How many may still come."""
    left = row.capacity - row.taken
    return _("还有%(n)s个名额") % {"n": left} if left else _("名额约满了")


def card(row: Activity) -> dict[str, Any]:
    """An activity in a list."""
    return {
        "url": reverse("jobs:activity", args=[row.pk]),
        "title": row.title,
        "meta": f"{row.get_kind_display()} · {row.agency.name}",
        "text": f"{when(row)} · {row.place}",
        "kind": "good" if row.taken < row.capacity else "stop",
        "word": places(row),
    }


def page(row: Activity) -> dict[str, Any]:
    """An activity for everybody."""
    state = ""
    if row.called_off_at:
        state = _("活动取消了。原因:%(why)s。") % {"why": row.called_off_why}
    elif row.begins_at <= clock.now():
        state = _("活动已经开始,不能再约。")
    elif row.taken >= row.capacity:
        state = _("名额约满了。有人取消就会空出来,可以过些时候再看。")
    names = [
        (_("种类"), row.get_kind_display()),
        (_("时间"), when(row)),
        (_("地点"), row.place),
        (_("主办"), row.agency.name),
        (_("电话"), row.agency.phone),
        (_("名额"), _("%(all)s个,已约%(taken)s个") % {"all": row.capacity, "taken": row.taken}),
        (_("费用"), _("免费")),
    ]
    rows = [{"name": name, "value": value} for name, value in names]
    return {"pk": row.pk, "title": row.title, "about": row.about, "rows": rows, "state": state} | {
        "off": row.called_off_at is not None
    }


def state_of(row: Booking) -> tuple[str, str]:
    """Kind and word of a booking's tag."""
    if row.cancelled_at:
        return "stop", _("已取消")
    if row.activity.called_off_at:
        return "risk", _("活动取消了")
    if row.attended_at:
        return "good", _("参加了")
    if row.activity.ends_at <= clock.now():
        return "stop", _("没有参加")
    return "wait", _("约好了")


def booked(row: Booking) -> dict[str, Any]:
    """One's booking in a list."""
    kind, word = state_of(row)
    return {
        "url": reverse("jobs:booking", args=[row.pk]),
        "title": row.activity.title,
        "meta": f"{row.activity.get_kind_display()} · {row.activity.agency.name}",
        "text": f"{when(row.activity)} · {row.activity.place}",
        "kind": kind,
        "word": word,
    }


def desk_card(row: Activity) -> dict[str, Any]:
    """An activity in the list of the desk."""
    counts = _("%(taken)s/%(all)s人") % {"taken": row.taken, "all": row.capacity}
    return {
        "url": reverse("jobs:desk_activity", args=[row.pk]),
        "title": row.title,
        "meta": f"{row.get_kind_display()} · {row.agency.name}",
        "text": f"{when(row)} · {row.place} · {counts}",
        "kind": "risk" if row.called_off_at else "",
        "word": _("已取消") if row.called_off_at else "",
    }


def roster(row: Activity) -> list[dict[str, Any]]:
    """Who booked, names masked, in the order of booking."""
    rows = row.bookings.filter(cancelled_at__isnull=True).select_related("person").order_by("booked_at", "pk")
    return [
        {
            "pk": each.pk,
            "name": each.person.name.masked(),
            "came": moment_text(each.attended_at) if each.attended_at else "",
        }
        for each in rows[:ROSTER]
    ]


def told(row: Activity) -> dict[str, Any]:
    """What visitors said, without names."""
    rows = row.bookings.filter(rating__isnull=False)
    found = rows.aggregate(mean=Avg("rating"), count=Count("pk"))
    said = [plaintext(each.words) for each in rows.exclude(words=None).order_by("-attended_at", "-pk")[:50]]
    mean = _("%(n)s人评价,平均%(mean)s分(满分5分)") % {
        "n": found["count"],
        "mean": f"{found['mean'] or 0:.1f}",
    }
    return {"mean": mean if found["count"] else "", "said": said}
