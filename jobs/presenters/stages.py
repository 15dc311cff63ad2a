"""Service stages in words, for the desk."""

from datetime import UTC, timedelta
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from portal.agencies.models import Level
from portal.kernel import clock
from portal.kernel.dates import day_text, moment_text
from portal.kernel.fields import plaintext

from ..models import (
    Dimension,
    ExpertConference,
    ServiceStage,
    Stage,
    StageProposal,
    StageTransition,
)
from ..rules.stages import Steps

SHOWN = 20


def stage_text(stage: int) -> str:
    """«第2阶段 “画像”精准推送», or that nobody is served."""
    if not stage:
        return _("不在服务中")
    return _("第%(n)s阶段 %(name)s") % {"n": stage, "name": Stage(stage).label}


def steps_text(steps: Steps | StageProposal) -> str:
    """The facts that count, only those that are there."""
    parts = [
        _("未录用%(n)s次") % {"n": steps.rejected} if steps.rejected else "",
        _("没有答复%(n)s次") % {"n": steps.lapsed} if steps.lapsed else "",
        _("面试后没有录用%(n)s次") % {"n": steps.interviews} if steps.interviews else "",
        _("已有%(n)s周") % {"n": steps.weeks} if steps.weeks else "",
    ]
    return ",".join(part for part in parts if part) or _("还没有")


def proposal_row(proposal: StageProposal) -> dict[str, Any]:
    """A proposal in the list; the name stays masked."""
    row = proposal.service
    return {
        "url": reverse("jobs:desk_stage", args=[row.pk]),
        "name": row.person.name.masked(),
        "to": stage_text(proposal.to_stage),
        "why": steps_text(proposal),
        "about": f"{row.get_category_display()} · {row.get_grade_display()}",
        "since": day_text(localdate(proposal.made_at)),
    }


def stage_row(row: ServiceStage, coming: ExpertConference | None) -> dict[str, Any]:
    """A person of stage 3 or 4 in the list."""
    return {
        "url": reverse("jobs:desk_stage", args=[row.pk]),
        "name": row.person.name.masked(),
        "to": stage_text(row.stage),
        "why": _("会诊 %(when)s") % {"when": moment_text(coming.begins_at)} if coming else "",
        "about": f"{row.get_category_display()} · {row.get_grade_display()}",
        "since": day_text(localdate(row.stage_since)),
    }


def dimensions_text(row: ServiceStage) -> str:
    """«岗位信息、技能提升»."""
    return "、".join(str(Dimension(each).label) for each in row.dimensions)


def facts(row: ServiceStage, steps: Steps) -> list[dict[str, str]]:
    """五分 of a person, each by its official name."""
    rows = [
        (_("阶段"), stage_text(0 if row.closed_at else row.stage)),
        (_("类别"), row.get_category_display()),
        (_("难度等级"), row.get_grade_display()),
        (_("服务维度"), dimensions_text(row)),
        (_("服务层级"), str(Level(row.level).label)),
        (_("机构"), row.agency.name),
        (_("进入这个阶段"), day_text(localdate(row.stage_since))),
        (_("最近没有成的"), steps_text(steps)),
    ]
    return [{"name": str(name), "value": str(value)} for name, value in rows]


def history(row: ServiceStage) -> list[dict[str, str]]:
    """The newest changes: when, from where to where, why, by whom."""
    return [_change(each) for each in row.transitions.order_by("-at", "-pk")[:SHOWN]]


def _change(each: StageTransition) -> dict[str, str]:
    way = stage_text(each.to_stage)
    if each.from_stage and each.from_stage != each.to_stage:
        way = _("%(old)s → %(new)s") % {"old": stage_text(each.from_stage), "new": way}
    who = each.by_name if each.by_kind == "clerk" else ""
    text = plaintext(each.text) if each.text else ""
    meta = " · ".join(part for part in (moment_text(each.at), str(each.get_reason_display()), who) if part)
    return {"title": way, "meta": meta, "text": text}


def conference(row: ExpertConference) -> dict[str, Any]:
    """A conference, opened: for the desk and the person alike."""
    return {
        "pk": row.pk,
        "title": f"{moment_text(row.begins_at)} · {_('%(n)s分钟') % {'n': row.minutes}}",
        "place": row.place,
        "experts": row.experts,
        "clerk": f"{row.agency.name} {row.clerk.name}",
        "phone": row.agency.phone,
        "cancelled": row.cancelled_at is not None,
        "held": row.held_at is not None,
        "past": row.begins_at <= clock.now(),
        "result": plaintext(row.result) if row.result else "",
        "next": str(row.get_next_step_display()) if row.next_step else "",
    }


def conferences(row: ServiceStage) -> list[dict[str, Any]]:
    """A person's conferences, the newest first."""
    rows = row.conferences.select_related("clerk", "agency").order_by("-begins_at", "-pk")
    return [conference(each) for each in rows[:SHOWN]]


def calendar(row: ExpertConference) -> bytes:
    """A conference as a calendar file (RFC 5545), in UTC."""
    from icalendar import Calendar, Event

    entry, begins = Event(), row.begins_at.astimezone(UTC)
    entry.add("uid", f"{row.pk}@shuye")
    entry.add("dtstamp", row.booked_at.astimezone(UTC))
    entry.add("dtstart", begins)
    entry.add("dtend", begins + timedelta(minutes=row.minutes))
    entry.add("summary", _("和就业专家面谈"))
    entry.add("location", row.place)
    made = Calendar()
    made.add("prodid", "-//shuye//zh//")
    made.add("version", "2.0")
    made.add_component(entry)
    return made.to_ical()
