"""Moves in words: for the person who moved, and for both agencies."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from portal.casework.models import Case
from portal.casework.presenters import four_answers
from portal.kernel.dates import day_of, full_text

from ..models import PersonMove
from ..moving import Thing
from ..queries.moves import late

STAYS = lazy("单位给您办的就业登记不动;还没核定的失业保险金申领,仍由最后参保地核定。")


def going(things: list[Thing]) -> list[dict[str, str]]:
    """What goes along, and who has it now."""
    return [{"name": thing.title, "value": _("现在由%s经办") % thing.agency.name} for thing in things]


def places(row: PersonMove) -> str:
    """«锦江区 → 涪城区»."""
    before = row.from_region.name if row.from_region else _("没有登记过")
    return f"{before} → {row.to_region.name}"


def standing(row: PersonMove) -> tuple[str, str]:
    """Tone and word of how a move stands."""
    if row.received_at:
        return "good", _("已接收")
    if row.passed_on_at:
        return "plain", _("又转走了")
    return ("risk", _("接收已逾期")) if late(row) else ("wait", _("待接收"))


def mine(row: PersonMove) -> dict[str, Any]:
    """One's own move: what went along, who helps now, what comes next."""
    things = [{"name": each.title, "value": _("已转")} for each in row.things.order_by("pk")]
    next_ = _("%(agency)s会看您的登记,需要您做什么会提前告诉您。") % {"agency": row.to_agency.name}
    if row.received_at:
        words = {"day": full_text(day_of(row.received_at)), "name": row.received_by.name}
        next_ = _("%(day)s已由%(name)s接手。") % words
    return {
        "title": places(row),
        "day": full_text(day_of(row.asked_at)),
        "things": things,
        "next": next_,
        "helper": row.to_agency.name,
        "phone": row.to_agency.phone,
        "file": _file(row, "casework:case"),
    }


def _file(row: PersonMove, view: str) -> dict[str, str] | None:
    """The case that calls the personnel file in."""
    if row.file_case is None:
        return None
    said = four_answers(row.file_case)
    return {
        "number": row.file_case.number,
        "now": said["now"],
        "url": reverse(view, args=[row.file_case.number]),
    }


def desk_card(row: PersonMove) -> dict[str, Any]:
    """A line of the list; both agencies see the same clock."""
    tone, word = standing(row)
    due = _("最晚%(day)s接收") % {"day": full_text(row.due)} if row.open else ""
    asked = _("%(day)s转移") % {"day": full_text(day_of(row.asked_at))}
    return {
        "url": reverse("registration:desk_move", args=[row.pk]),
        "title": f"{row.person.name.masked()} · {places(row)}",
        "tone": tone,
        "word": word,
        "meta": " · ".join(each for each in (asked, due) if each),
    }


def desk_rows(row: PersonMove) -> list[dict[str, str]]:
    """Who gives, who takes, until when, by whom."""
    told = [
        (_("转出机构"), row.from_agency.name if row.from_agency else _("没有登记过常住地")),
        (_("转入机构"), row.to_agency.name),
        (_("转移日期"), full_text(day_of(row.asked_at))),
        (_("办理方式"), _("窗口,%s") % row.taken_by.name if row.taken_by else _("本人网上办理")),
        (_("最晚接收"), full_text(row.due)),
    ]
    if row.received_at:
        told.append((_("接收"), f"{full_text(day_of(row.received_at))} {row.received_by.name}"))
    if row.note:
        told.append((_("接收情况"), row.note))
    return [{"name": name, "value": value} for name, value in told]


def desk_things(row: PersonMove) -> list[dict[str, str]]:
    """What went along, from whom, and the way to it where it is a case."""
    things = list(row.things.select_related("from_agency").order_by("pk"))
    keys = [each.subject_id for each in things if each.kind == "case"]
    numbers = {str(pk): number for pk, number in Case.objects.filter(pk__in=keys).values_list("pk", "number")}
    return [
        {
            "name": each.title,
            "value": _("原由%s经办") % each.from_agency.name,
            "url": reverse("casework:case", args=[numbers[each.subject_id]])
            if each.subject_id in numbers
            else "",
        }
        for each in things
    ]
