"""Applications in words, for both sides."""

import json
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.kernel.dates import moment_text
from portal.kernel.fields import plaintext

from ..models import Application, ApplicationState, VacancyState
from ..rules import skills
from ..services.applications import MOVES

S = ApplicationState
TONES = {S.INTERVIEW: "good", S.OFFERED: "good", S.HIRED: "good", S.SENT: "wait", S.SEEN: "wait"}


def card(row: Application, page: str) -> dict[str, Any]:
    """An application in a list; `page` is the address it leads to."""
    return {
        "title": row.vacancy.title,
        "employer": row.vacancy.employer.organisation.name,
        "url": reverse(page, args=[row.pk]),
        "word": row.get_state_display(),
        "tone": TONES.get(S(row.state), "quiet"),
        "made": moment_text(row.made_at),
    }


def unit_card(row: Application) -> dict[str, Any]:
    """The same for the unit: who it is from."""
    return card(row, "jobs:application_answer") | {"name": plaintext(row.person.name)}


def history(row: Application) -> list[dict[str, str]]:
    """Every step with its time, the first one first."""
    steps = row.events.order_by("at", "pk")
    return [{"name": step.get_state_display(), "value": moment_text(step.at)} for step in steps]


def resume_rows(row: Application) -> list[dict[str, str]]:
    """Name, phone and the CV as it was sent."""
    facts = json.loads(plaintext(row.resume))
    phone = row.person.contact_phone
    rows = [
        (_("姓名"), plaintext(row.person.name)),
        (_("电话"), plaintext(phone) if phone else ""),
        (_("学历"), facts["education"]),
        (_("工作年限"), _("%(n)s年") % {"n": facts["experience"]} if facts["experience"] else ""),
        (_("自我介绍"), facts["intro"]),
    ]
    known = skills.skills()
    names = [known[code].name for code in facts["skills"] if code in known]
    rows.insert(4, (_("会什么"), "、".join(names)))
    rows += [
        (each["title"], " ".join(filter(None, (each["place"], each["text"])))) for each in facts["entries"]
    ]
    return [{"name": str(name), "value": value} for name, value in rows if value]


def moves(row: Application) -> list[tuple[str, str]]:
    """What the unit can answer now with one click."""
    words = {"invite": _("邀请面试"), "offer": _("拟录用"), "hire": _("已录用")}
    return [(move, word) for move, word in words.items() if row.state in MOVES[move][0]]


def is_open(row: Application) -> bool:
    """Whether either side can still move it."""
    return row.state in MOVES["withdraw"][0]


def why_ended(row: Application) -> str:
    """Why an application ended that neither side ended; empty for every other."""
    if row.state != S.LAPSED:
        return ""
    if row.vacancy.state == VacancyState.REMOVED:
        return _("这个岗位已被下架,投递随之结束。这不是您的原因。")
    return _("单位一直没有答复。这不说明您不合适,可以看看别的岗位。")
