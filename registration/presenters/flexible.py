"""Work of one's own in words."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.kernel.dates import full_text

from ..models import FlexibleWork


def work_rows(work: FlexibleWork) -> list[dict[str, Any]]:
    """What was registered."""
    rows = [
        {"name": _("种类"), "value": work.get_kind_display()},
        {"name": _("做什么"), "value": work.content},
        {"name": _("收入"), "value": work.get_band_display()},
        {"name": _("开始"), "value": full_text(work.since)},
    ]
    if work.licence:
        rows.insert(2, {"name": _("统一社会信用代码"), "value": work.licence})
    if work.ended_on:
        rows.append({"name": _("最后一天"), "value": full_text(work.ended_on)})
    elif work.confirm_by:
        rows.append({"name": _("下次确认"), "value": full_text(work.confirm_by)})
    return rows


def work_card(work: FlexibleWork) -> dict[str, Any]:
    """A registration as a card of «我的就业»."""
    return {
        "title": work.content,
        "kind": work.get_kind_display(),
        "tone": "plain" if work.ended_on else "good",
        "word": _("已结束") if work.ended_on else _("现在"),
        "rows": work_rows(work),
        "agency": work.case.responsible.name,
        "told": _told(work),
        "url": "" if work.ended_on else reverse("registration:flexible", args=[work.pk]),
    }


def _told(work: FlexibleWork) -> str:
    if work.ended_on or work.spell_id:
        return ""
    return _("收入不稳定或不到最低工资,您的失业登记照旧保留。收入稳定并达到最低工资时,请在这里更新。")
