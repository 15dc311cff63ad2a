"""稳岗返还 in words: cards, rows and pages for the unit, the public and the desk."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.events.models import Event
from portal.kernel import clock
from portal.kernel.dates import day_text, full_text, moment_text
from portal.kernel.fields import plaintext
from portal.kernel.money import text as money_text

from ..models import RefundBatch, RefundEntry, RefundObjection, RefundScheme
from ..rules.firms import plain
from ..services import refund_letters as words

State = RefundEntry.State
TONES = {
    State.INELIGIBLE: "risk",
    State.ASKED: "wait",
    State.OBJECTED: "wait",
    State.CONFIRMED: "good",
    State.APPROVED: "good",
    State.PAID: "good",
}


def _row(name: Any, value: Any) -> dict[str, str]:
    return {"name": str(name), "value": str(value)}


def sum_text(entry: RefundEntry) -> str:
    """The sum, or that it is not known yet; nothing where there is none."""
    if entry.verdict.get("answer") == "no":
        return ""
    return money_text(entry.amount) if entry.amount else _("确认规模后算出")


def fact_rows(entry: RefundEntry) -> list[dict[str, str]]:
    """What was found in the records of the base year."""
    base = entry.year - 1
    size = entry.get_size_display() if entry.size else _("还不知道")
    rows = [
        _row(_("%(base)s年缴失业保险费") % {"base": base}, money_text(entry.paid_last_year)),
        _row(_("缴满月数"), _("%(n)s个月") % {"n": entry.paid_months}),
        _row(_("年平均参保人数"), _("%(n)s人") % {"n": plain(entry.average_insured)}),
        _row(_("裁员率"), f"{plain(entry.layoff_rate)}%"),
        _row(_("单位性质"), entry.get_entity_kind_display()),
        _row(_("单位规模"), size),
    ]
    if entry.dispatched_staff is not None:
        rows.append(_row(_("其中劳务派遣"), _("%(n)s人") % {"n": entry.dispatched_staff}))
    return rows


def account_text(entry: RefundEntry) -> str:
    """The account, masked."""
    return str(entry.account) if entry.account else ""


def wants(entry: RefundEntry) -> list[str]:
    """缺什么, in words; nothing once it is decided."""
    if entry.state not in (State.MATCHED, State.ASKED):
        return []
    return [str(words.WANTS[each]) for each in entry.wants]


def line(entry: RefundEntry) -> dict[str, Any]:
    """A unit's year on lists of its own."""
    return {
        "url": reverse("insurance:refund", args=[entry.pk]),
        "title": _("%(year)s年稳岗返还") % {"year": entry.year},
        "unit": entry.organisation.name,
        "word": member_word(entry),
        "tone": TONES.get(entry.state, "wait"),
        "sum": sum_text(entry) if entry.state != State.INELIGIBLE else "",
        "act": entry.state == State.ASKED and entry.confirmed_at is None,
    }


def member_word(entry: RefundEntry) -> str:
    """The state as the unit reads it."""
    if entry.state == State.MATCHED:
        return _("工作人员核对中")
    if entry.state == State.ASKED and entry.confirmed_at:
        return _("已确认,等工作人员核对")
    return entry.get_state_display()


def next_text(entry: RefundEntry) -> str:
    """What happens next, and what the unit must do."""
    if entry.state == State.ASKED and entry.confirmed_at is None:
        return _("请核对账户和规模,点“确认”就办好。")
    if entry.state == State.CONFIRMED:
        return _("接下来公示。您现在不用做什么。")
    if entry.state in (State.PUBLICISED, State.OBJECTED) and entry.batch:
        return _("公示到%(day)s,然后由另一位工作人员审批。您现在不用做什么。") % {
            "day": day_text(entry.batch.ends)
        }
    if entry.state == State.APPROVED:
        return _("接下来拨付到您确认的账户。")
    if entry.state == State.PAID and entry.payment:
        return _("拨付情况:%(word)s。") % {"word": entry.payment.get_state_display()}
    return ""


def member_context(entry: RefundEntry) -> dict[str, Any]:
    """The unit's page of one year."""
    appeals = entry.objections.filter(kind=RefundObjection.Kind.APPEAL).select_related("answered_by")
    appeals = list(appeals.order_by("-made_at"))
    no, place = entry.state == State.INELIGIBLE, entry.agency.region
    waiting = any(each.outcome == RefundObjection.Outcome.OPEN for each in appeals)
    return {
        "nav": "my",
        "entry": entry,
        "organisation": entry.organisation,
        "word": member_word(entry),
        "tone": TONES.get(entry.state, "wait"),
        "sum": sum_text(entry),
        "next": next_text(entry),
        "facts": fact_rows(entry),
        "findings": words.facts_for_page(entry) if entry.state != State.MATCHED else [],
        "formula": words.formula_text(entry),
        "until": words.until_text(entry),
        "wants": wants(entry),
        "account": account_text(entry),
        "no": no,
        "who": f"{entry.agency.name} {entry.declined_by.name}" if no else "",
        "remedies": words.remedies(place.code, place.full_name)[1:] if no else [],
        "appeals": [appeal_rows(each) for each in appeals],
        "may_appeal": no and not waiting,
        "open": entry.state == State.ASKED and clock.today() <= entry.scheme.closes,
    }


def appeal_rows(said: RefundObjection) -> list[dict[str, str]]:
    """What was said and what was answered, by whom."""
    rows = [
        _row(_("编号"), said.number),
        _row(_("提出时间"), moment_text(said.made_at)),
        _row(_("内容"), plaintext(said.text)),
        _row(_("结果"), said.get_outcome_display()),
    ]
    if said.answered_by:
        rows += [_row(_("答复"), said.answer), _row(_("答复人"), said.answered_by.name)]
    return rows


def notice_line(batch: RefundBatch) -> dict[str, Any]:
    """A notice in the public list."""
    running = clock.today() <= batch.ends
    names = {"year": batch.scheme.year, "n": batch.number, "place": batch.agency.region.name}
    return {
        "url": reverse("insurance:refund_notice", args=[batch.pk]),
        "title": _("%(place)s%(year)s年稳岗返还第%(n)s批公示") % names,
        "days": f"{full_text(batch.begins)}—{full_text(batch.ends)}",
        "running": running,
        "word": _("公示中") if running else _("公示已结束"),
    }


def scheme_line(scheme: RefundScheme) -> dict[str, Any]:
    """A scheme in the desk's list."""
    return {
        "url": reverse("insurance:desk_refund_scheme", args=[scheme.pk]),
        "title": _("%(place)s%(year)s年") % {"place": scheme.region.name, "year": scheme.year},
        "state": scheme.get_state_display(),
        "closes": full_text(scheme.closes),
        "by": scheme.made_by.name,
    }


def scheme_rows(scheme: RefundScheme) -> list[dict[str, str]]:
    """The scheme's facts."""
    grade = _("(待核实)") if scheme.closes_confidence == "D" else ""
    matched = moment_text(scheme.matched_at) if scheme.matched_at else _("还没有比对")
    return [
        _row(_("看哪年的缴费"), _("%(base)s年") % {"base": scheme.year - 1}),
        _row(_("适用哪天的规定"), full_text(scheme.law_day)),
        _row(_("截止日期"), f"{full_text(scheme.closes)}{grade} {scheme.closes_basis}"),
        _row(_("公示天数"), _("%(n)s天") % {"n": scheme.publicity_days}),
        _row(_("最近比对"), matched),
        _row(_("制定人"), scheme.made_by.name),
    ]


def desk_line(entry: RefundEntry) -> dict[str, Any]:
    """A unit in the desk's list: where it stands, why not, what is missing."""
    why = "".join(row["text"] for row in words.reasons_of(entry))
    return {
        "url": reverse("insurance:desk_refund_entry", args=[entry.pk]),
        "unit": entry.organisation.name,
        "state": desk_word(entry),
        "why": why or "、".join(wants(entry)),
        "sum": money_text(entry.amount) if entry.amount else "",
        "told": entry.told,
    }


def desk_word(entry: RefundEntry) -> str:
    """The state as the desk reads it: a match tells what was found."""
    if entry.state != State.MATCHED:
        return entry.get_state_display()
    found = {"yes": _("符合"), "no": _("不符合"), "unknown": _("符合,待补信息")}
    return _("已比对:%(word)s") % {"word": found[entry.verdict["answer"]]}


def desk_context(entry: RefundEntry) -> dict[str, Any]:
    """The desk's page of one unit."""
    said = entry.objections.select_related("answered_by").order_by("-made_at")
    changed = Event.objects.filter(
        name="refund.corrected", subject_type="refund_entry", subject_id=str(entry.pk)
    )
    rows = [*fact_rows(entry), _row(_("收款账户"), account_text(entry) or _("还没有"))]
    if entry.declined_by:
        rows.append(_row(_("认定不符合"), f"{entry.declined_by.name} {moment_text(entry.declined_at)}"))
    rows.append(_row(_("已通知"), _("%(n)s次") % {"n": entry.told}))
    return {
        "entry": entry,
        "word": desk_word(entry),
        "tone": TONES.get(entry.state, "wait"),
        "sum": sum_text(entry),
        "facts": rows,
        "findings": words.facts_for_page(entry),
        "formula": words.formula_text(entry),
        "wants": wants(entry),
        "objections": [objection_line(each) for each in said],
        "changes": [
            {"at": moment_text(each.at), "by": each.payload["by"], "reason": each.payload["reason"]}
            for each in changed.order_by("-at")[:10]
        ],
    }


def objection_line(said: RefundObjection) -> dict[str, Any]:
    """An objection in a list."""
    return {
        "url": reverse("insurance:desk_refund_objection", args=[said.pk]),
        "number": said.number,
        "kind": said.get_kind_display(),
        "at": moment_text(said.made_at),
        "word": said.get_outcome_display(),
    }


def batch_line(batch: RefundBatch) -> dict[str, Any]:
    """A batch at the desk."""
    return {
        "pk": batch.pk,
        "url": reverse("insurance:refund_notice", args=[batch.pk]),
        "number": _("第%(n)s批") % {"n": batch.number},
        "ends": day_text(batch.ends),
        "over": clock.today() > batch.ends,
        "shown_by": batch.shown_by.name,
        "approved_by": batch.approved_by.name if batch.approved_by else "",
        "counts": [
            (State(state).label, count)
            for state, count in (
                (State.PUBLICISED, batch.shown),
                (State.OBJECTED, batch.objected),
                (State.APPROVED, batch.approved),
                (State.PAID, batch.paid),
            )
            if count
        ],
        "may_approve": batch.shown and clock.today() > batch.ends,
        "may_pay": batch.approved,
    }
