"""培训意愿 in words."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.kernel.dates import full_text

from ..models import Direction, TrainingInterest

TONES = {"waiting": "wait", "placed": "good", "closed": "plain"}


def mine(row: TrainingInterest) -> dict[str, Any]:
    """One's own wish: what, when, how it stands, the class."""
    rows = [(_("想学"), row.wants), (_("什么时候方便"), row.can), (_("登记"), full_text(row.since))]
    if row.remark:
        rows.append((_("补充"), row.remark))
    if row.begins:
        rows += [(_("班期"), row.course), (_("开班"), full_text(row.begins)), (_("地点和电话"), row.place)]
    return {
        "pk": row.pk,
        "title": row.wants,
        "tone": TONES[row.state],
        "word": row.get_state_display(),
        "rows": [{"name": name, "value": value} for name, value in rows],
        "waits": row.state == TrainingInterest.State.WAITING,
        "agency": row.agency.name,
    }


def desk_card(row: TrainingInterest) -> dict[str, Any]:
    """A line of the list."""
    return {
        "url": reverse("training:interest", args=[row.pk]),
        "title": f"{row.person.name.masked()} · {row.wants}",
        "meta": _("%(when)s有空 · %(day)s登记") % {"when": row.can, "day": full_text(row.since)},
    }


def asked_for(counts: list[tuple[str, int]]) -> list[dict[str, Any]]:
    """What is asked for, with its number, as ways into the list."""
    return [{"code": code, "word": Direction(code).label, "n": n} for code, n in counts]
