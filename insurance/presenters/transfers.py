"""转移接续 in words."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.kernel.dates import full_text, month_text
from portal.kernel.money import text as money_text

from ..models import Transfer


def transfer_row(row: Transfer) -> dict[str, Any]:
    """A line of the list."""
    waits = row.direction == Transfer.Direction.IN and row.first_month is None
    return {
        "url": reverse("insurance:transfer", args=[row.pk]),
        "case_url": reverse("casework:case", args=[row.case.number]),
        "title": f"{row.person.name.masked()} · {row.get_direction_display()} · {row.place}",
        "word": _("等对方函件") if waits else _("可以审核"),
        "tone": "wait" if waits else "good",
        "meta": _("%(number)s,最晚%(due)s") % {"number": row.case.number, "due": full_text(row.case.due)},
    }


def transfer_facts(row: Transfer) -> list[dict[str, Any]]:
    """What is known of it."""
    told = [(_("方向"), row.get_direction_display()), (_("对方"), row.place), (_("本地"), row.county.name)]
    if row.first_month:
        first, last = month_text(f"{row.first_month:%Y-%m}"), month_text(f"{row.last_month:%Y-%m}")
        told.append((_("缴费月份"), f"{first}—{last}"))
    if row.proof:
        told.append((_("对方函件编号"), row.proof))
    if row.recorded_by:
        told.append((_("录入人"), row.recorded_by.name))
    if row.entitled:
        told.append((_("随转的未领月数"), _("%(n)s个月") % {"n": row.entitled}))
        told.append((_("随转资金"), money_text(row.money)))
    return [{"name": name, "value": value} for name, value in told]
