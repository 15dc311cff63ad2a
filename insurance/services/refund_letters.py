"""What a unit is told of 稳岗返还: what is missing, why not, and the ways to appeal."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from portal.documents import services as documents
from portal.documents.models import Certificate
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.dates import full_text
from portal.kernel.money import text as money_text
from portal.notices.services import tell_members
from portal.rules import queries as law

from ..models import RefundEntry, RefundObjection
from ..queries import refunds
from ..rules.firms import plain

WANTS = {
    "size": lazy("单位规模(中小微或大型)"),
    "account": lazy("收款账户"),
    "kind": lazy("单位性质,由工作人员确认,您不用做什么"),
    "allocation": lazy("与用工单位约定的返还资金分配办法"),
}


def remedies(region: str, place: str) -> list[str]:
    """The ways to appeal with body and time, as every decision on money has."""
    on = clock.today()
    words = {
        "place": place,
        "days": law.value("remedy.reconsideration_days", on=on),
        "months": law.value("remedy.lawsuit_months", on=on),
    }
    return [
        _("觉得数据不对的,可以在“我的稳岗返还”里申诉,由另一位工作人员核对。"),
        _("收到本文书之日起%(days)s日内,可以向%(place)s人民政府申请行政复议。") % words,
        _("也可以在%(months)s个月内,依法向人民法院提起行政诉讼。") % words,
    ]


def formula_text(entry: RefundEntry) -> str:
    """The formula with the figures of the unit; said to be uncertain where it is (D)."""
    words = {
        "gone": entry.new_recipients,
        "staff": plain(entry.average_insured),
        "rate": plain(entry.layoff_rate),
        "base": entry.year - 1,
    }
    said = _("裁员率的算法:%(base)s年新增领失业保险金的%(gone)s人÷年平均参保%(staff)s人=%(rate)s%%。") % words
    basis = refunds.formula(entry)
    if basis is None or basis.confidence == "D":
        said += _("全省统一算法待核实,以窗口答复为准。")
    return said


def until_text(entry: RefundEntry) -> str:
    """Until when; a day that is only supposed is not said as fact."""
    words = {"day": full_text(entry.scheme.closes)}
    if entry.scheme.closes_confidence == "D":
        return _("暂按%(day)s截止办理,以正式公告为准。截止前随时可以确认,不算放弃。") % words
    return _("%(day)s截止,之前随时可以确认,不算放弃。") % words


def _link(entry: RefundEntry) -> str:
    return reverse("insurance:refund", args=[entry.pk])


def _tell(entry: RefundEntry, key: str, title: str, body: str) -> int:
    return tell_members(
        entry.organisation,
        key=f"refund-{key}-{entry.pk.hex}",
        kind="refund",
        title=title,
        body=body,
        link=_link(entry),
    )


def ask(entry: RefundEntry) -> int:
    """Please confirm: what was found, what is missing, until when. Returns how many members it went to."""
    words = {"unit": entry.organisation.name, "year": entry.year}
    parts = [_("%(unit)s可以领%(year)s年稳岗返还,不用申请。") % words]
    if entry.amount:
        parts.append(_("按缴费记录算,约%(sum)s,以公示为准。") % {"sum": money_text(entry.amount)})
    missing = [str(WANTS[each]) for each in entry.wants]
    if missing:
        parts.append(_("还缺:%(list)s。") % {"list": "、".join(missing)})
    parts += [_("打开后核对账户和规模,点“确认”就办好。"), until_text(entry)]
    return _tell(entry, f"ask{entry.told}", _("请确认稳岗返还的收款账户"), "".join(parts))


def changed(entry: RefundEntry, title: str, body: str, key: str) -> int:
    """Something else the unit should know."""
    return _tell(entry, key, title, body)


def reasons_of(entry: RefundEntry) -> list[dict[str, str]]:
    """Conditions that are not met, each with its article."""
    rows = [row for row in entry.verdict.get("findings", ()) if row["met"] is False]
    return [{"text": row["text"], "article": row["article"], "next_step": ""} for row in rows]


def declined(entry: RefundEntry, *, who: str, by: Actor) -> Certificate:
    """稳岗返还不予核定告知书: the facts, the formula, the articles, who decided, how to appeal."""
    words = {"unit": entry.organisation.name, "year": entry.year, "base": entry.year - 1}
    facts = {
        "paid": money_text(entry.paid_last_year),
        "months": entry.paid_months,
        "base": entry.year - 1,
    }
    paragraphs = [
        _("我们核对了您单位%(base)s年的参保和缴费记录,%(year)s年稳岗返还不符合条件。") % words,
        _("%(base)s年缴纳失业保险费%(paid)s,缴满%(months)s个月。") % facts,
        formula_text(entry),
        _("承办人:%(agency)s %(who)s。") % {"agency": entry.agency.name, "who": who},
    ]
    place = entry.agency.region
    body = {
        "greeting": _("%(name)s:") % {"name": entry.organisation.name},
        "paragraphs": paragraphs,
        "reasons": reasons_of(entry),
        "remedies": remedies(place.code, place.full_name),
        "case": "",
    }
    return documents.write_letter(
        "refund_declined",
        _("稳岗返还不符合条件告知书"),
        body,
        person=None,
        organisation=entry.organisation,
        agency=entry.agency,
        subject_type="refund_entry",
        subject_id=entry.pk,
        by=by,
    )


def tell_declined(entry: RefundEntry, *, who: str) -> int:
    """The same in the inbox."""
    reasons = "".join(f"{row['text']}({row['article']})。" for row in reasons_of(entry))
    place = entry.agency.region
    body = [
        _("%(year)s年稳岗返还,您单位不符合条件。") % {"year": entry.year},
        _("原因:%(reasons)s") % {"reasons": reasons},
        formula_text(entry),
        _("承办人:%(agency)s %(who)s。") % {"agency": entry.agency.name, "who": who},
        *remedies(place.code, place.full_name),
    ]
    return _tell(entry, f"no{entry.letter_id}", _("稳岗返还不符合条件"), "\n".join(body))


def answered(objection: RefundObjection) -> int:
    """The answer to the unit's own appeal, with the ways to go on."""
    entry, words = objection.entry, {"who": objection.answered_by.name, "answer": objection.answer}
    body = _("申诉已核对。答复:%(answer)s 承办人:%(who)s。") % words
    if objection.outcome == RefundObjection.Outcome.REJECTED:
        place = entry.agency.region
        body += "".join(remedies(place.code, place.full_name)[1:])
    title = _("稳岗返还申诉:%(word)s") % {"word": objection.get_outcome_display()}
    return _tell(entry, f"answer-{objection.pk.hex}", title, body)


def facts_for_page(entry: RefundEntry) -> list[dict[str, Any]]:
    """Findings as rows of a page, what is not met first; a value graded D is not told as fact.

    What is missing stays unsaid where the answer is «no» anyway: completing it would change nothing.
    """
    marks = {True: "good", False: "risk", None: "wait"}
    words = {True: _("满足"), False: _("不满足"), None: _("还缺")}
    return [
        {
            "tone": marks[row["met"]],
            "word": words[row["met"]],
            "text": row["text"],
            "article": row["article"] if row["confidence"] != "D" else _("以窗口答复为准"),
        }
        for row in sorted(entry.verdict.get("findings", ()), key=lambda each: each["met"] is not False)
        if row["met"] is not None or entry.verdict["answer"] != "no"
    ]
