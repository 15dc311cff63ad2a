"""Runs and payments in words: what was made, what is left out and why, what the bank said."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.agencies.models import Region
from portal.kernel.dates import moment_text, month_text
from portal.kernel.money import text as money_text

from ..models import BankFile, Benefit, Payment, Run
from ..queries import runs as queries
from ..rules.bankfile import FileRefused
from ..services import settling

KINDS = {"made": "wait", "approved": "wait", "sent": "info", "settled": "good", "cancelled": "stop"}
TAKEN_OUT = {
    "stopped_since": "%(n)s笔在生成批次以后停发或终止,复核时取出",
    "suspended_since": "%(n)s笔在生成批次以后暂停领取,复核时取出,解除后补发",
    "held_since": "%(n)s笔在生成批次以后暂缓核实,复核时取出,查无问题补发",
    "over_since": "%(n)s笔的核定已经撤销,复核时取出",
}
REFUSED = {
    "unreadable": "这不是银行的回盘文件,或者内容改动过。请向银行要原来的文件,原样上传。",
    "truncated": "文件不完整,可能没有传完。请重新下载后再上传。",
    "checksum": "文件的校验值对不上,内容被改动过。请向银行要原来的文件。",
    "other": "这个文件不是这个批次的。请核对批次号,到它自己的批次里上传。",
    "twice": "这个文件已经记过账了,不用再传。",
    "unknown": "文件里有这个批次没有的行。请和银行核对。",
    "answered": "文件里有已经记过结果的行。请和银行核对。",
    "sums": "明细加起来和文件写的总金额不一样。请和银行核对。",
}


def refused(error: FileRefused) -> str:
    """Why a return file was not booked, and that nothing was."""
    text = _(REFUSED[error.why])
    if error.lines:
        text += _("(第%(lines)s行)") % {"lines": "、".join(str(line) for line in error.lines)}
    return text + _("没有记账。")


def run_card(run: Run) -> dict[str, Any]:
    """A run in the list."""
    return {
        "url": reverse("insurance:run", args=[run.pk]),
        "title": f"{month_text(f'{run.month:%Y-%m}')} {run.get_kind_display()}",
        "meta": f"{run.number} · {run.agency.name}",
        "text": _("%(count)s笔,共%(total)s") % {"count": f"{run.count:,}", "total": money_text(run.total)},
        "kind": KINDS[run.state],
        "word": run.get_state_display(),
    }


def left_out(found: dict[str, Any]) -> list[str]:
    """Who is not in a run, and why: never a silent gap."""
    out = []
    if count := found.get("no_account"):
        out.append(_("%(n)s人还没有收款账户,补上后随下一批一起补发") % {"n": count})
    if count := found.get("held"):
        out.append(_("%(n)s人的一期正在核实,暂缓这一期") % {"n": count})
    if count := found.get("suspended"):
        out.append(_("%(n)s人暂停领取") % {"n": count})
    out += [_(words) % {"n": found[why]} for why, words in TAKEN_OUT.items() if found.get(why)]
    counties = found.get("no_standard") or {}
    names = dict(Region.objects.filter(code__in=counties).values_list("code", "name")) if counties else {}
    for code, count in counties.items():
        words = {"county": names.get(code, code), "n": count}
        out.append(_("%(county)s有%(n)s笔的月份没有公布标准,不能推算,没有发") % words)
    return out


def sums(found: Iterable[queries.Sum]) -> list[dict[str, str]]:
    """The preview's lines, one a benefit."""
    return [
        {
            "name": str(Benefit(each.benefit).label),
            "value": _("%(n)s笔,%(sum)s") % {"n": f"{each.count:,}", "sum": money_text(each.total)},
        }
        for each in found
    ]


def _kept(run: Run) -> list[tuple[str, str]]:
    """What is set off in a run, and what the bank pays; nothing for most runs."""
    kept = (
        run.payments.exclude(state=Payment.State.CANCELLED).filter(kept__gt=0).aggregate(n=Sum("kept"))["n"]
    )
    if not kept:
        return []
    net = money_text(run.total - kept)
    return [(_("抵扣多发待遇"), money_text(kept)), (_("抵扣后付出"), net)]


def run_rows(run: Run) -> list[dict[str, str]]:
    """A run at its head."""
    rows = [
        (_("批次号"), run.number),
        (_("机构"), run.agency.name),
        (_("笔数"), f"{run.count:,}"),
        (_("金额"), money_text(run.total)),
        *_kept(run),
        (_("制单"), f"{run.maker.name if run.maker else _('系统')} {moment_text(run.made_at)}"),
        (_("复核"), f"{run.checker.name} {moment_text(run.checked_at)}" if run.checker else _("还没有复核")),
    ]
    return [{"name": name, "value": value} for name, value in rows]


def budget(run: Run) -> tuple[str, str]:
    """Kind and words of the notice about the year's budget; nothing once it is approved."""
    if run.state != Run.State.MADE:
        return "", ""
    left = queries.budget_left(run)
    if left is None:
        return "wait", _("还没有录入%(year)s年度预算,请先核对资金再复核。") % {"year": run.month.year}
    if left < 0:
        return "risk", _("这个批次超过年度预算%(sum)s,不能复核通过。") % {"sum": money_text(-left)}
    return "info", _("复核通过后,%(year)s年度预算还剩%(sum)s。") % {
        "year": run.month.year,
        "sum": money_text(left),
    }


def standards(run: Run) -> list[dict[str, str]]:
    """The sums a run was reckoned with, by county and month."""
    names = dict(Region.objects.filter(code__in=run.standards).values_list("code", "name"))
    out = []
    for county, months in sorted(run.standards.items()):
        for month, values in sorted(months.items()):
            told = ",".join(f"{Benefit(name).label}{money_text(value)}" for name, value in values.items())
            out.append({"name": f"{names.get(county, county)} {month_text(month)}", "value": told})
    return out


def payee(payment: Payment) -> str:
    """Whom a payment is for; a person's name is masked."""
    if payment.person_id:
        return payment.person.name.masked()
    return payment.organisation.name if payment.organisation_id else ""


def failed_row(payment: Payment) -> dict[str, Any]:
    """A payment the bank sent back, and whether it may go again."""
    account = settling.account_now(payment)
    return {
        "pk": payment.pk,
        "payee": payee(payment),
        "what": payment.get_benefit_display(),
        "month": month_text(f"{payment.month:%Y-%m}") if payment.month else "",
        "sum": money_text(payment.amount),
        "reason": settling.reason_text(payment.fail_reason),
        "account": payment.account.number.masked() if payment.account else "",
        "ready": settling.may_go_again(payment, account),
    }


def files(run: Run) -> list[dict[str, Any]]:
    """The files of a run, the oldest first."""
    rows = run.files.defer("content").order_by("made_at", "name")
    return [
        {
            "pk": each.pk,
            "name": each.name,
            "out": each.direction == BankFile.Direction.OUT,
            "what": each.get_direction_display(),
            "told": _("%(n)s笔,%(sum)s") % {"n": f"{each.count:,}", "sum": money_text(each.total)},
            "at": moment_text(each.made_at),
        }
        for each in rows
    ]
