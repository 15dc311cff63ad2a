"""Who is being looked for, in words for the desk."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.kernel import clock
from portal.kernel.dates import full_text, moment_text

from ..models import LostContact


def lost_card(lost: LostContact) -> dict[str, str]:
    """A row of the list, the name masked."""
    return {
        "url": reverse("registration:lost_one", args=[lost.pk]),
        "title": lost.spell.person.name.masked(),
        "meta": _("%(state)s · 最近一次联系%(day)s")
        % {"state": lost.get_state_display(), "day": full_text(lost.last_heard)},
    }


def lost_rows(lost: LostContact) -> list[dict[str, Any]]:
    """What is known and what was tried."""
    rows = [
        {"name": _("失业登记"), "value": _("%(day)s起") % {"day": full_text(lost.spell.period.lower)}},
        {"name": _("登记机构"), "value": lost.spell.agency.name},
        {"name": _("最近一次联系"), "value": full_text(lost.last_heard)},
        {"name": _("状态"), "value": lost.get_state_display()},
    ]
    if lost.notified_on:
        said = {"day": full_text(lost.notified_on), "who": lost.notified_by.name}
        rows.append({"name": _("已告知"), "value": _("%(day)s,%(who)s") % said})
        rows.append({"name": _("说明期限"), "value": full_text(lost.answer_until)})
    return rows


def tries(lost: LostContact) -> list[str]:
    """Every try, the newest first."""
    found = lost.tries.select_related("clerk").order_by("-at", "-pk")
    return [f"{moment_text(t.at)} {t.get_way_display()}:{t.text}({t.clerk.name})" for t in found]


def may_cancel(lost: LostContact) -> bool:
    """Whether the days to answer are over."""
    return lost.answer_until is not None and clock.today() > lost.answer_until
