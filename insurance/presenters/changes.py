"""Claims, inquiries and overpayments as the desk sees them."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.casework.models import Case
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.dates import day_text, full_text, moment_text
from portal.kernel.fields import plaintext
from portal.kernel.money import text as money_text

from ..models import Claim, Inquiry, MonthEntry, Overpayment
from ..queries import claims
from ..services import change_rights as rights
from ..services import inquiries as services
from ..services.change_letters import month_words
from . import mine

TONES = {"drawing": "good", "suspended": "wait", "stopped": "wait", "ended": "quiet", "asked": "quiet"}


def claim_row(claim: Claim) -> dict[str, Any]:
    """A claim in the list; the name is masked."""
    return {
        "url": reverse("insurance:claim", args=[claim.pk]),
        "number": claim.case.number,
        "name": claim.person.name.masked(),
        "word": claim.get_state_display(),
        "tone": TONES[claim.state],
        "county": claim.county.name if claim.county else "",
        "first": month_words(claim.first_month) if claim.first_month else "",
        "months": claim.entitled,
    }


def claim_page(claim: Claim) -> dict[str, Any]:
    """One claim: state, account of months, payments, what happened."""
    view = mine.View(claim)
    inquiries = claim.inquiries.order_by("-opened_at")
    return {
        "claim": claim,
        "name": claim.person.name.masked(),
        "tone": TONES[claim.state],
        "facts": _facts(claim),
        "months": mine.months_rows(view) if claim.first_month else [],
        "entries": [_entry_row(each) for each in claim.entries.order_by("-at", "-pk")],
        "payments": [mine.payment_row(each) for each in view.payments[: mine.SHOWN]],
        "history": mine.history_rows(view),
        "inquiries": [inquiry_row(each) for each in inquiries.select_related("clerk", "claim__case")],
        "debts": [debt_row(each) for each in view.debts],
    }


def _facts(claim: Claim) -> list[dict[str, str]]:
    rows = [
        {"name": _("办件编号"), "value": claim.case.number},
        {"name": _("经办机构"), "value": claim.agency.name},
        {"name": _("最后参保地"), "value": claim.county.name if claim.county else ""},
        {"name": _("离职"), "value": f"{full_text(claim.last_day)} {claim.last_employer}".strip()},
        {"name": _("首发月份"), "value": month_words(claim.first_month) if claim.first_month else ""},
        {"name": _("核定时的月标准"), "value": money_text(claim.monthly) if claim.monthly else ""},
        {
            "name": _("收款账户"),
            "value": f"{claim.account.bank} {claim.account.number.masked()}" if claim.account else "",
        },
    ]
    if claim.extended_until:
        rows.append({"name": _("续发至"), "value": full_text(claim.extended_until)})
    return rows


def _entry_row(row: MonthEntry) -> dict[str, str]:
    return {
        "when": moment_text(row.at),
        "what": row.get_kind_display(),
        "months": _("%(n)s个月") % {"n": row.months},
        "why": row.reason,
    }


def inquiry_row(row: Inquiry) -> dict[str, Any]:
    """An inquiry in the queue: what, who, until when the person may answer, what waits."""
    open_ = row.outcome == Inquiry.Outcome.OPEN
    answered = row.answered_at is not None
    return {
        "url": reverse("insurance:desk_inquiry", args=[row.pk]),
        "number": row.claim.case.number,
        "source": row.get_source_display(),
        "found": row.found,
        "clerk": row.clerk.name if row.clerk else _("还没有人承办"),
        "until": day_text(row.answer_until) if row.answer_until else "",
        "word": _("已说明,待结论") if open_ and answered else row.get_outcome_display(),
        "tone": "wait" if open_ else "quiet",
        "held": _("暂缓%(month)s") % {"month": month_words(row.held_month)} if row.held_month else "",
        "opened": day_text(row.opened_at.astimezone(clock.ZONE).date()),
    }


def inquiry_page(row: Inquiry, name: str) -> dict[str, Any]:
    """One inquiry at the desk; what the person wrote is read here as the reason of the work."""
    rows = [
        {"name": _("来源"), "value": row.get_source_display()},
        {"name": _("查到什么"), "value": row.found},
        {"name": _("开始"), "value": moment_text(row.opened_at)},
        {"name": _("承办人"), "value": row.clerk.name if row.clerk else _("还没有人承办")},
    ]
    if row.answer_until:
        rows.append({"name": _("本人答复期限"), "value": day_text(row.answer_until)})
    if row.held_until:
        month = month_words(row.held_month) if row.held_month else _("已到期,恢复发放")
        rows.append(
            {"name": _("暂缓"), "value": f"{month} · {full_text(row.held_until)} · {row.held_reason}"}
        )
    said = plaintext(row.answer) if row.answered_at else _("还没有说明")
    rows.append({"name": _("本人说明"), "value": said})
    if row.decision:
        rows.append({"name": _("结论"), "value": f"{row.get_outcome_display()}。{row.decision}"})
    return {"inquiry": row, "rows": rows, "name": name, "open": row.outcome == Inquiry.Outcome.OPEN}


def acts_of(row: Inquiry) -> list[tuple[str, str]]:
    """What may be done with an inquiry now."""
    acts = [("take", _("我来承办"))]
    if row.source in services.HOLDING and row.held_until is None:
        acts.append(("hold", _("暂缓下一期(最多一期,通知本人,给时间说明)")))
    acts.append(("clear", _("查无问题:暂缓的随下一批补发")))
    acts.append(("confirm", _("情况属实")))
    return acts


def debt_row(row: Overpayment) -> dict[str, str]:
    """An overpayment in a list."""
    return {
        "url": reverse("insurance:desk_overpayment", args=[row.pk]),
        "number": row.claim.case.number,
        "sum": money_text(row.amount),
        "cause": row.get_cause_display(),
        "word": row.get_state_display(),
        "until": day_text(row.answer_until),
        "tone": "wait" if row.state in ("found", "owed") else "quiet",
    }


def may(actor: Actor, claim: Claim) -> dict[str, bool]:
    """Which doors of a claim's page stand open to this clerk."""
    state, decides = claim.state, rights.may_decide(actor, claim)
    second = bool(actor.roles & rights.SUPERVISORS) and rights.at_place(actor, claim)
    runs = state in ("drawing", "suspended")
    paid_up = state in ("drawing", "ended") and claims.balance(claim).left <= 0
    return {
        "report": runs and rights.may_report(actor, claim),
        "stop": decides and (runs or state == "stopped"),
        "resume": decides and state in ("suspended", "stopped"),
        "take_back": second and state in ("stopped", "ended"),
        "offer": decides and runs,
        "debt": decides and claim.first_month is not None,
        "extend": decides and paid_up and claim.extended_until is None,
    }


def way_to(case: Case, path: str, actor: Actor) -> dict[str, str]:
    """A claim on the 360° page, by the number of its case; `path` is of the agency that looks after it."""
    own = path.startswith(actor.agency_path)
    url = f"{reverse('insurance:claims')}?q={case.number}"
    return {
        "name": case.number,
        "value": _("领金情况、月数账、停发恢复"),
        "url": url if own else "",
    }
