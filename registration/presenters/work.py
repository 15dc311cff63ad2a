"""One's own statuses in words; objections for the desk."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.kernel.dates import day_of, full_text

from ..models import Separation, Spell
from ..queries.separations import ground_text
from .filings import employment_rows


def spell_card(spell: Spell) -> dict[str, Any]:
    """A status as a card: what, where, from when to when, what can be said of it."""
    open_, employed = spell.period.upper is None, spell.kind == Spell.Kind.EMPLOYMENT
    said: Separation | None = getattr(spell, "separation", None)
    return {
        "title": spell.employer.name if spell.employer else spell.get_kind_display(),
        "kind": spell.get_kind_display(),
        "tone": "good" if open_ else "plain",
        "word": _("现在") if open_ else _("已结束"),
        "rows": employment_rows(spell) if employed else _plain_rows(spell),
        "agency": spell.agency.name,
        "told": _told(said),
        "left_url": reverse("registration:left", args=[spell.pk]) if employed and open_ else "",
        "object_url": reverse("registration:object", args=[spell.pk]) if _may_object(said) else "",
    }


def _may_object(said: Separation | None) -> bool:
    return said is not None and said.said_by == Separation.Said.EMPLOYER and not said.objected_at


def _plain_rows(spell: Spell) -> list[dict[str, Any]]:
    rows = [{"name": _("开始"), "value": full_text(spell.period.lower)}]
    if spell.period.upper:
        rows.append({"name": _("结束"), "value": full_text(spell.period.upper)})
        rows.append({"name": _("原因"), "value": spell.get_ending_display()})
    return rows


def _told(said: Separation | None) -> str:
    if said is None or not said.objected_at:
        return ""
    if not said.settled_at:
        return _("您提出的异议正在核实,结果会通知您。")
    return _("核实结果:%(text)s") % {"text": said.settlement}


def objection_row(said: Separation) -> dict[str, Any]:
    """Both sides of an objection."""
    spell = said.spell
    region = spell.agency.region_id
    return {
        "url": reverse("registration:objection", args=[said.pk]),
        "title": f"{spell.person.name.masked()} · {spell.employer.name if spell.employer else ''}",
        "meta": full_text(day_of(said.objected_at)),
        "rows": [
            {"name": _("单位申报的原因"), "value": ground_text(said.ground, said.last_day, region)},
            {"name": _("单位申报的最后工作日"), "value": full_text(said.last_day)},
            {"name": _("本人的说法"), "value": said.objection},
        ],
    }
