"""«我的失业保险» in words: four answers for every state, the account of months, payments, contributions."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.models import Person
from portal.casework import presenters as casework
from portal.exchange.presenters import origin_of
from portal.kernel import clock
from portal.kernel.dates import day_text, full_text, moment_text
from portal.kernel.fields import plaintext
from portal.kernel.money import percent_of
from portal.kernel.money import text as money_text
from portal.rules import queries as law

from ..models import Benefit, Claim, Contribution, Inquiry, Interruption, Overpayment, Payment
from ..queries import changes as queries
from ..queries import claims, contributions, verdicts
from ..services import set_off
from ..services.change_letters import month_words, report_day
from ..services.changes import EXHAUSTED
from ..services.settling import reason_text

State, Debt = Claim.State, Overpayment.State
REFUSED = frozenset({"refused", "declined", "withdrawn", "lapsed"})
SHOWN = 24


class View:
    """What the page knows of a claim, read once."""

    def __init__(self, claim: Claim) -> None:
        self.claim, self.today = claim, clock.today()
        self.balance = claims.balance(claim)
        self.payments = list(
            claim.payments.exclude(state=Payment.State.CANCELLED).order_by("-month", "benefit")
        )
        self.inquiries = [each for each in _told(claim) if each.outcome == Inquiry.Outcome.OPEN]
        self.held = next((each for each in self.inquiries if each.held_month), None)
        self.asked = next((each for each in self.inquiries if each.answered_at is None), None)
        self.debts = list(claim.overpayments.prefetch_related("answers", "recoveries").order_by("-pk"))
        self.standing = claim.interruptions.filter(lifted_on__isnull=True).select_related("letter").first()
        self.month = queries.next_month(claim, self.today)

    @property
    def failed(self) -> Payment | None:
        """The newest monthly payment that the bank sent back."""
        rows = [each for each in self.payments if each.benefit == Benefit.MONTHLY]
        return next((each for each in rows if each.state == Payment.State.FAILED), None)

    @property
    def debt(self) -> Overpayment | None:
        """An overpayment that waits for the person's word or way."""
        for each in self.debts:
            if each.state == Debt.FOUND and not each.answers.all():
                return each
            if each.state == Debt.OWED and not each.recoveries.all():
                return each
        return None


def _told(claim: Claim) -> list[Inquiry]:
    sources = [Inquiry.Source.EMPLOYER, Inquiry.Source.CONTRIBUTION, Inquiry.Source.REFUSED]
    return list(claim.inquiries.filter(source__in=sources).select_related("clerk").order_by("-opened_at"))


def sum_of(claim: Claim, month: date) -> Decimal | None:
    """What a month brings by the law of that month; None where nothing is published."""
    region = queries.region_of(claim)
    wage, amount = verdicts.wage_of(month, region)
    percent = verdicts.optional("ui.benefit_percent", month, region)
    if wage is None or amount is None or percent is None or "D" in (wage.confidence, percent.confidence):
        return claim.monthly
    return percent_of(amount, percent.value)


def nobody() -> dict[str, str]:
    """The four answers for who never asked."""
    days = law.value("limit.unemployment-insurance", on=clock.today(), region=verdicts.SICHUAN)
    return {
        "now": _("您还没有申领失业保险金。"),
        "todo": _("失业了就可以申领,只要身份证,不用材料"),
        "todo_url": reverse("casework:start", args=["unemployment-insurance"]),
        "next": _("申领后%(days)s个工作日内答复您。") % {"days": days},
        "helper": _("拨打12333,或到任何一个就业服务窗口"),
        "phone": "12333",
    }


def four(view: View) -> dict[str, str]:
    """发生了什么 · 要我或别人做什么 · 下一笔什么时候、多少钱 · 谁帮我."""
    claim = view.claim
    if claim.state == State.ASKED:
        return _asked(claim)
    now = {
        State.DRAWING: _drawing,
        State.SUSPENDED: _suspended,
        State.STOPPED: _stopped,
        State.ENDED: _stopped,
    }[State(claim.state)](view)
    todo, url = _todo(view)
    return {"now": now, "todo": todo, "todo_url": url, "next": _next(view), **_helper(view)}


def _asked(claim: Claim) -> dict[str, str]:
    case = claim.case
    said = casework.four_answers(case)
    refused = case.state in REFUSED
    none = _("没有核定,不发钱。改善条件后可以再申请。")
    return {
        "now": said["now"],
        "todo": said["todo"],
        "todo_url": reverse("casework:case", args=[case.number]),
        "next": none if refused else _("%(when)s核定后按月发,晚申请不会少算月数。") % {"when": said["when"]},
        "helper": case.responsible.name,
        "phone": case.responsible.phone,
    }


def _drawing(view: View) -> str:
    words = {"drawn": view.balance.drawn, "left": view.balance.left}
    now = _("正在领取:已经领了%(drawn)s个月,还可以领%(left)s个月。") % words
    if view.held:
        words = {"month": month_words(view.held.held_month), "why": view.held.held_reason.rstrip("。")}
        now += _("%(month)s的一笔暂缓发放,原因:%(why)s。") % words
    if view.failed:
        words = {"month": month_words(view.failed.month), "why": reason_text(view.failed.fail_reason)}
        now += _("%(month)s的一笔被银行退回,原因:%(why)s。") % words
    return now


def _suspended(view: View) -> str:
    made = view.standing
    return _("从%(day)s起暂停发放。%(why)s") % {"day": day_text(made.from_day), "why": made.text}


def _stopped(view: View) -> str:
    made, claim = view.standing, view.claim
    paid_up = made is not None and made.code == EXHAUSTED
    if paid_up or (made is None and view.balance.drawn and view.balance.drawn >= claim.entitled):
        return _("核定的%(n)s个月已经领满。") % {"n": claim.entitled}
    if made is None:
        return _("已经结束。没领完的月数并入了新的申领,或者核定被撤销。")
    word = Interruption.Kind(made.kind).label
    now = _("从%(day)s起%(word)s。%(why)s") % {"day": day_text(made.from_day), "word": word, "why": made.text}
    if claim.state == State.STOPPED and view.balance.frozen:
        now += _("没领完的%(n)s个月给您留着。") % {"n": view.balance.frozen}
    return now


def _todo(view: View) -> tuple[str, str]:
    if view.asked:
        day = day_text(view.asked.answer_until)
        return _("请在%(day)s前说明情况") % {"day": day}, reverse("insurance:inquiry", args=[view.asked.pk])
    if view.debt:
        url = reverse("insurance:overpayment", args=[view.debt.pk])
        if view.debt.state == Debt.FOUND:
            day = day_text(view.debt.answer_until)
            return _("有一笔可能多发了,请在%(day)s前说说您的情况") % {"day": day}, url
        return _("选一种退还多发待遇的方式"), url
    if view.claim.account_id is None and (view.month or view.claim.state == State.DRAWING):
        return _("请填收款账户,没有账户发不了钱"), reverse("insurance:mine_account")
    if view.failed:
        return _("请核对收款账户"), reverse("insurance:mine_account")
    if view.inquiries:
        return _("您已经说明了,等工作人员核实"), ""
    if view.claim.state == State.DRAWING:
        return _("不用每月签到。找到工作、开始领养老金时告诉我们"), reverse("insurance:report")
    if view.claim.state == State.SUSPENDED:
        return _("等工作人员弄清情况,您不用做什么"), ""
    return _("再失业时可以再申领"), reverse("casework:start", args=["unemployment-insurance"])


def _next(view: View) -> str:
    if view.claim.state == State.SUSPENDED:
        return _("暂停期间不发。解除后,等待的月份一起补发。")
    if view.month is None:
        return _held_words(view) or _("没有下一笔了。")
    each = sum_of(view.claim, view.month)
    words = {"month": month_words(view.month), "sum": ""}
    if each is not None:
        words["sum"] = kept_words(each, set_off.next_kept(view.debts, view.month, each))
    text = (
        _("%(month)s的这一笔,%(sum)s,随当月批次发。")
        if words["sum"]
        else _("%(month)s的这一笔,金额以窗口答复为准。")
    )
    if view.claim.account_id is None:
        text = _("%(month)s的这一笔等着发,%(sum)s。填好账户后随下一批补发。")
    return (text % words) + _held_words(view)


def _held_words(view: View) -> str:
    if view.held is None:
        return ""
    each = sum_of(view.claim, view.held.held_month)
    words = {
        "month": month_words(view.held.held_month),
        "until": day_text(view.held.held_until),
        "sum": money_text(each) if each is not None else "",
    }
    return _("%(month)s的%(sum)s最晚暂缓到%(until)s,查无问题马上补发。") % words


def _helper(view: View) -> dict[str, str]:
    agency = view.claim.agency
    named = next((each.clerk for each in view.inquiries if each.clerk), None)
    name = f"{agency.name} {named.name}" if named else agency.name
    return {"helper": name, "phone": agency.phone}


def months_rows(view: View) -> list[dict[str, str]]:
    """The account of months in words: what was given, what became of it."""
    had = view.balance
    words: list[tuple[str, int, bool]] = [
        (_("按缴费核定"), had.granted, True),
        (_("前次没领完、并入的"), had.merged, False),
        (_("续发至退休的"), had.extended, False),
        (_("已经领了"), had.drawn, True),
        (_("还可以领"), had.left, True),
        (_("停发后给您留着"), had.frozen, False),
        (_("并入了下一次申领"), had.moved, False),
        (_("不再计算"), had.forfeited, False),
    ]
    month = _("%(n)s个月")
    return [{"name": name, "value": month % {"n": n}} for name, n, always in words if n or always]


def payment_row(payment: Payment) -> dict[str, str]:
    """A payment with its state in words."""
    state = payment.get_state_display()
    if payment.state == Payment.State.PAID and payment.paid_on:
        state = f"{state},{day_text(payment.paid_on)}"
    if payment.state == Payment.State.FAILED and payment.fail_reason:
        state = f"{state}:{reason_text(payment.fail_reason)}"
    return {
        "month": month_words(payment.month) if payment.month else "",
        "what": payment.get_benefit_display(),
        "sum": kept_words(payment.amount, payment.kept),
        "state": state,
    }


def kept_words(amount: Decimal, kept: Decimal) -> str:
    """A sum; where a part is set off, gross, part and net."""
    if not kept:
        return money_text(amount)
    words = {"sum": money_text(amount), "kept": money_text(kept), "net": money_text(amount - kept)}
    return _("应发%(sum)s,抵扣多发的%(kept)s,到账%(net)s") % words


def contribution_row(row: Contribution) -> dict[str, str]:
    """A month on record, with where it comes from and as of when."""
    other = _("转入") if row.transfer_id else _("经办登记")
    source = row.source.source if row.source else other
    unit = row.employer.name if row.employer else _("以个人身份缴费")
    return {
        "month": month_words(row.month),
        "unit": f"{unit} · {row.county.name}",
        "source": _("%(source)s,%(day)s") % {"source": source, "day": full_text(row.as_of)},
    }


def history_rows(view: View) -> list[dict[str, str]]:
    """What was reported and decided, newest first."""
    claim, rows = view.claim, []
    for made in claim.interruptions.select_related("letter"):
        rows.append(
            {
                "at": made.made_at,
                "title": f"{made.get_kind_display()} {full_text(made.from_day)}",
                "text": made.text,
                "url": reverse("documents:certificate", args=[made.letter.number]) if made.letter else "",
            }
        )
    for told in claim.reports.all():
        day = f" {full_text(told.since)}" if told.since else ""
        rows.append(
            {"at": told.at, "title": _("您报告"), "text": f"{told.get_kind_display()}{day}", "url": ""}
        )
    rows.sort(key=lambda row: row["at"], reverse=True)
    return [row | {"when": moment_text(row["at"])} for row in rows]


def page(person: Person) -> dict[str, Any]:
    """The whole page of a person."""
    claim = queries.shown_claim(person)
    paid = list(queries.contributions_of(person)[:SHOWN])
    context: dict[str, Any] = {
        "claim": claim,
        "contributions": [contribution_row(row) for row in paid],
        "counted": contributions.counted_months(person, clock.today()),
        "origin": origin_of("insurance.contributions", paid[0].as_of if paid else None),
    }
    if claim is None:
        return context | {"four": nobody()}
    view = View(claim)
    context["four"] = four(view)
    if claim.state == State.ASKED:
        return context
    return context | {
        "view": view,
        "months": months_rows(view),
        "payments": [payment_row(each) for each in view.payments[:SHOWN]],
        "inquiries": [_inquiry_row(each) for each in _told(claim)],
        "debts": [_debt_row(each) for each in view.debts],
        "history": history_rows(view),
        "account": f"{claim.account.bank} {claim.account.number.masked()}" if claim.account else "",
        "may_report": claim.state in (State.DRAWING, State.SUSPENDED),
    }


def _inquiry_row(row: Inquiry) -> dict[str, str]:
    return {
        "url": reverse("insurance:inquiry", args=[row.pk]),
        "title": row.found,
        "word": row.get_outcome_display(),
        "tone": "wait" if row.outcome == Inquiry.Outcome.OPEN else "quiet",
    }


def _debt_row(row: Overpayment) -> dict[str, str]:
    return {
        "url": reverse("insurance:overpayment", args=[row.pk]),
        "title": _("多发待遇 %(sum)s") % {"sum": money_text(row.amount)},
        "word": row.get_state_display(),
        "tone": "wait" if row.state in (Debt.FOUND, Debt.OWED) else "quiet",
    }


def report_words(claim: Claim) -> dict[str, Any]:
    """The law's working days to report, and the day they lead to for what happened today."""
    today = clock.today()
    days = law.value("ui.report_stop_event_wd", on=today, region=queries.region_of(claim))
    return {"days": days, "until": day_text(report_day(claim, today))}


def inquiry_page(row: Inquiry) -> dict[str, Any]:
    """One inquiry for its person: what was found, what waits, who looks into it, what was decided."""
    rows = [
        {"name": _("查到什么"), "value": row.found},
        {"name": _("现在怎样"), "value": row.get_outcome_display()},
    ]
    if row.clerk:
        agency = row.claim.agency
        rows.append({"name": _("谁在核实"), "value": f"{agency.name} {row.clerk.name},{agency.phone}"})
    if row.held_month:
        words = {"month": month_words(row.held_month), "until": full_text(row.held_until)}
        rows.append({"name": _("暂缓"), "value": _("%(month)s的一笔,最晚到%(until)s") % words})
        rows.append({"name": _("暂缓原因"), "value": row.held_reason})
    if row.answered_at:
        rows.append({"name": _("您的说明"), "value": plaintext(row.answer)})
        rows.append({"name": _("说明时间"), "value": moment_text(row.answered_at)})
    if row.decision:
        rows.append({"name": _("结论"), "value": row.decision})
    open_ = row.outcome == Inquiry.Outcome.OPEN
    return {
        "inquiry": row,
        "rows": rows,
        "may_answer": open_ and row.answered_at is None,
        "until": day_text(row.answer_until) if row.answer_until else "",
    }


def debt_page(row: Overpayment) -> dict[str, Any]:
    """One overpayment for its person."""
    months = "、".join(month_words(date.fromisoformat(each)) for each in row.months)
    rows = [
        {"name": _("哪几个月"), "value": months},
        {"name": _("多发多少"), "value": money_text(row.amount)},
        {"name": _("原因"), "value": f"{row.get_cause_display()}。{row.text}"},
        {"name": _("现在怎样"), "value": row.get_state_display()},
    ]
    if row.decision:
        who = f"{row.claim.agency.name} {row.decided_by.name}" if row.decided_by else ""
        rows += [{"name": _("决定"), "value": row.decision}, {"name": _("决定人"), "value": who}]
    said = [
        {"when": moment_text(each.at), "text": plaintext(each.text)} for each in row.answers.order_by("at")
    ]
    plan = [
        {
            "due": full_text(each.due),
            "sum": money_text(each.amount),
            "how": each.get_how_display(),
            "done": each.done_at is not None,
            "pk": each.pk,
            "cash": each.payment_id is None,
        }
        for each in row.recoveries.order_by("due", "pk")
    ]
    letter = reverse("documents:certificate", args=[row.letter.number]) if row.letter_id else ""
    return {
        "debt": row,
        "rows": rows,
        "said": said,
        "plan": plan,
        "letter": letter,
        "until": day_text(row.answer_until),
        "may_answer": row.state == Debt.FOUND,
        "may_plan": row.state == Debt.OWED and not plan,
    }
