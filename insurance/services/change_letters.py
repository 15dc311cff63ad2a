"""What is written and told when a claim changes: ground, article, months kept, next step and day, how to appeal."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.documents.models import Certificate
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.dates import full_text, month_text
from portal.kernel.money import text as money_text
from portal.notices.services import tell
from portal.rules import queries as law

from ..models import Claim, Inquiry, Interruption, Overpayment, Recovery
from ..queries import changes as queries
from ..queries import claims
from ..rules.changes import DECEASED, REEMPLOYED
from . import letters

Kind = Interruption.Kind
KEPT = "《中华人民共和国社会保险法》第四十六条"
TITLES = {
    Kind.STOPPED: "失业保险金停发通知书",
    Kind.SUSPENDED: "失业保险金暂停发放通知书",
    Kind.ENDED: "失业保险金终止通知书",
}
OPENINGS = {
    Kind.STOPPED: "您的失业保险金从%(day)s起停发。",
    Kind.SUSPENDED: "您的失业保险金从%(day)s起暂停发放。",
    Kind.ENDED: "您的失业保险金从%(day)s起终止。",
}


def month_words(month: date) -> str:
    """«2026年12月»."""
    return month_text(f"{month:%Y-%m}")


def say(claim: Claim, *, key: str, title: str, body: str, link: str = "") -> None:
    """A message about a claim, in the inbox and by the person's other channel."""
    person = claim.person.merged_into or claim.person
    tell(person, key=key, kind="insurance", title=title, body=body, link=link or reverse("insurance:mine"))


def report_clock(claim: Claim) -> str:
    """«20个工作日内» as the law of today has it, in a sentence."""
    days = law.value("ui.report_stop_event_wd", on=clock.today(), region=queries.region_of(claim))
    return _("以后情况有变化,请在%(days)s个工作日内告诉我们。") % {"days": days}


def report_day(claim: Claim, since: date) -> date:
    """The last day to report something that happened on `since` (社会保险经办条例 第二十五条)."""
    days = law.value("ui.report_stop_event_wd", on=clock.today(), region=queries.region_of(claim))
    return law.due_day(since, days).day


def interrupted(made: Interruption, *, by: Actor) -> Certificate:
    """停发, 暂停, 终止: the fact, the article, which months are kept, who decided, how to go on; and a message."""
    claim, kind = made.claim, Kind(made.kind)
    title = _(TITLES[kind])
    opening = _(OPENINGS[kind]) % {"day": full_text(made.from_day)}
    ground = queries.ground(made.code, claim, clock.today())
    paragraphs = [opening, *([made.text] if made.text else []), *_months_told(made)]
    if made.decided_by:
        agency = claim.agency.name
        paragraphs.append(
            _("决定人:%(agency)s %(name)s。") % {"agency": agency, "name": made.decided_by.name}
        )
    else:
        paragraphs.append(_("这是按您自己的报告办的,没有别人替您决定。报告错了,请打12333改正。"))
    reasons = [{"text": ground.text, "article": ground.article, "next_step": _next_step(kind)}]
    letter = letters.about(claim, f"insurance_{kind}", title, paragraphs, reasons, by=by)
    if made.code == DECEASED:  # the phone may be in a mourner's hand: a clerk calls the family instead
        return letter
    body = " ".join([opening, _("原因:%(ground)s。") % {"ground": ground.text}, *_months_told(made)])
    say(claim, key=f"interruption-{made.pk}", title=title, body=body)
    return letter


def _months_told(made: Interruption) -> list[str]:
    left, out = claims.balance(made.claim), []
    if made.kind == Kind.SUSPENDED:
        return [_("还有%(n)s个月没有领,都保留。暂停解除后,等待的月份一起补发。") % {"n": left.left}]
    if made.unpaid_from and left.left > 0:
        out.append(_("在这以前还没有发的%(n)s个月照样发给您。") % {"n": left.left})
    if left.frozen and made.code != REEMPLOYED:  # the law does not say what becomes of them later
        words = _("没有领完的%(n)s个月给您留着,以后怎么接着领,以窗口答复为准。")
        out.append(words % {"n": left.frozen})
    elif left.frozen:
        words = _("没有领完的%(n)s个月给您留着,以后再失业时合并计算(%(article)s)。")
        out.append(words % {"n": left.frozen, "article": KEPT})
    elif made.kind == Kind.ENDED and made.set_aside:
        out.append(_("没有领完的%(n)s个月不再计算。") % {"n": made.set_aside})
    return out


def _next_step(kind: str) -> str:
    if kind == Kind.SUSPENDED:
        return _("情况弄清以后,我们马上恢复发放。")
    if kind == Kind.ENDED:
        return _("认为不对,请打12333,或按下面的办法申请复议。")
    return _("以后又符合条件时,在网上或任何窗口都能再申领,不用带材料。")


def resumed(claim: Claim, month: date, *, by: Actor) -> None:
    """Drawing again: from which month, how many months."""
    left = claims.balance(claim).left
    words = {"month": month_words(month), "n": left}
    body = _("失业保险金恢复发放,从%(month)s起,还可以领%(n)s个月。") % words
    paragraphs = [body, report_clock(claim)]
    title = _("失业保险金恢复发放通知书")
    letters.about(claim, "insurance_resumed", title, paragraphs, [], by=by)
    say(claim, key=f"resumed-{claim.pk}-{clock.now():%Y%m%d%H%M%S%f}", title=title, body=body)


def asked(inquiry: Inquiry, *, by: Actor) -> Certificate:
    """The person is told what was found and until when to answer; the money goes on."""
    day = full_text(inquiry.answer_until)
    paragraphs = [
        inquiry.found,
        _("这只是我们查到的情况,还没有作任何决定。失业保险金照常发。"),
        _("请在%(day)s前告诉我们是不是这样:在网上“我的失业保险”里说明,打12333,或到窗口都可以。")
        % {"day": day},
    ]
    return _written(inquiry, "insurance_asked", _("情况核实告知书"), paragraphs, "asked", by)


def held(inquiry: Inquiry, *, by: Actor) -> Certificate:
    """One instalment waits: which, why, by whom, how long at most, until when to answer."""
    words = {
        "month": month_words(inquiry.held_month),
        "until": full_text(inquiry.held_until),
        "day": full_text(inquiry.answer_until),
        "name": inquiry.clerk.name,
        "agency": inquiry.claim.agency.name,
        "reason": inquiry.held_reason.rstrip("。"),
    }
    paragraphs = [
        inquiry.found,
        _("%(month)s的失业保险金先暂缓发放,最多这一期,最晚到%(until)s。") % words,
        _("原因:%(reason)s。承办人:%(agency)s %(name)s。") % words,
        _("请在%(day)s前说明情况:在网上“我的失业保险”里说明,打12333,或到窗口都可以。") % words,
        _("查无问题,或到期还没有结论,都会随下一批补发给您。"),
    ]
    return _written(inquiry, "insurance_held", _("暂缓发放告知书"), paragraphs, "held", by)


def _written(
    inquiry: Inquiry, kind: str, title: str, paragraphs: list[str], what: str, by: Actor
) -> Certificate:
    letter = letters.about(inquiry.claim, kind, title, paragraphs, [], by=by)
    link = reverse("insurance:inquiry", args=[inquiry.pk])
    say(inquiry.claim, key=f"inquiry-{what}-{inquiry.pk}", title=title, body=" ".join(paragraphs), link=link)
    return letter


def settled(inquiry: Inquiry, body: str) -> None:
    """How an inquiry ended, or that its hold did."""
    key = f"inquiry-{inquiry.outcome}-{inquiry.pk}"
    link = reverse("insurance:inquiry", args=[inquiry.pk])
    say(inquiry.claim, key=key, title=_("情况核实的结果"), body=body, link=link)


def overpaid(debt: Overpayment, paragraphs: list[str], title: str, what: str, *, by: Actor) -> Certificate:
    """A letter and a message about an overpayment; the sum and the months stand first."""
    months = "、".join(month_words(date.fromisoformat(each)) for each in debt.months)
    first = _("%(months)s的失业保险金多发了%(sum)s。") % {"months": months, "sum": money_text(debt.amount)}
    told = [first, debt.text, *paragraphs]
    reasons: list[dict[str, Any]] = []
    letter = letters.about(debt.claim, f"insurance_{what}", title, told, reasons, by=by)
    link = reverse("insurance:overpayment", args=[debt.pk])
    key = f"{what}-{debt.pk}-{clock.now():%Y%m%d%H%M%S%f}"
    say(debt.claim, key=key, title=title, body=" ".join(told), link=link)
    return letter


def to_be_kept(debt: Overpayment, parts: list[Recovery], monthly: Decimal, *, by: Actor) -> Certificate:
    """抵扣确认书: month by month what is due, what is kept of it, what arrives; from today's standard."""
    lines = []
    for part in parts:
        words = {"month": month_words(part.due), "sum": money_text(part.amount)}
        if part.how == Recovery.How.SET_OFF:
            words |= {"gross": money_text(monthly), "net": money_text(monthly - part.amount)}
            lines.append(_("%(month)s:应发%(gross)s,抵扣%(sum)s,到账%(net)s。") % words)
        else:
            lines.append(_("%(month)s:余下的%(sum)s请自己退还。") % words)
    first = _("按您的同意,多发的%(sum)s从以后的失业保险金里抵扣:") % {"sum": money_text(debt.amount)}
    last = _("标准调整时,应发和到账的金额跟着变,每月抵扣不会变多。暂停、停发的月份不扣。")
    title = _("多发待遇抵扣确认书")
    told = [first, *lines, last]
    letter = letters.about(debt.claim, "insurance_set_off", title, told, [], by=by)
    link = reverse("insurance:overpayment", args=[debt.pk])
    say(debt.claim, key=f"set-off-{debt.pk}", title=title, body=" ".join(told), link=link)
    return letter
