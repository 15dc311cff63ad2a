"""«我的失业保险»: how it stands, the account, the report of a change, answers to inquiries and overpayments."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts import actors
from portal.accounts.doors import fresh_required, person_required
from portal.kernel import clock
from portal.rules import queries as law

from ..forms.changes import AnswerForm, ReportForm, SayForm, WayForm
from ..forms.claims import AccountForm
from ..models import Claim, Inquiry, Overpayment
from ..presenters import mine as presenters
from ..queries import changes as queries
from ..services import accounts, changes, inquiries, overpayments

BOTH = ["GET", "POST"]


@person_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Four answers, months, payments, contributions."""
    context = presenters.page(request.person) | {"nav": "my"}
    return render(request, "insurance/mine/page.html", context)


def _claim(request: HttpRequest) -> Claim:
    """One's claim; who has none has no such page."""
    found = queries.shown_claim(request.person)
    if found is None:
        raise Http404
    return found


def bounds(claim: Claim) -> dict:
    """First and last day that may be told, for the forms."""
    days = law.value("ui.report_ahead_days", on=clock.today(), region=queries.region_of(claim))
    return {"first": claim.case.received_on, "last": clock.today() + timedelta(days=days)}


@person_required
@fresh_required
@require_http_methods(BOTH)
def account(request: HttpRequest) -> HttpResponse:
    """Give or change where the money goes; the number is typed anew and never shown."""
    claim = _claim(request)
    form = AccountForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        if not form.cleaned_data["number"]:
            form.add_error("number", _("请填写账号。"))
        else:
            given = {"bank": form.cleaned_data["bank"].strip(), "number": form.cleaned_data["number"]}
            accounts.set_account(claim, by=actors.of_request(request), **given)
            messages.success(request, _("账户已保存。没有发的和被退回的月份,随下一批发到这里。"))
            return redirect("insurance:mine")
    context = {"form": form, "claim": claim, "nav": "my"}
    return render(request, "insurance/mine/account.html", context, status=422 if form.errors else 200)


@person_required
@require_http_methods(BOTH)
def report(request: HttpRequest) -> HttpResponse:
    """情况变化一键报告: three questions on one page."""
    claim = _claim(request)
    form = ReportForm(request.POST if request.method == "POST" else None, **bounds(claim))
    if form.is_bound and form.is_valid():
        made = changes.report(claim, by=actors.of_request(request), **form.cleaned_data)
        messages.success(request, _("已经记下。") if made.since is None else _("已经记下,通知书在消息里。"))
        return redirect("insurance:mine")
    context = presenters.report_words(claim) | {"form": form, "nav": "my"}
    return render(request, "insurance/mine/report.html", context, status=422 if form.errors else 200)


@person_required
@require_http_methods(BOTH)
def inquiry(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What was found, and the person's answer. Somebody else's is not found."""
    row = get_object_or_404(queries.inquiries_of(request.person), pk=pk)
    form = _answer_form(request, row)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        works = data.get("works") == "yes"
        try:
            inquiries.answer(
                row, text=data["text"], works=works, since=data.get("since"), by=actors.of_request(request)
            )
        except inquiries.WrongState:
            messages.warning(request, _("已经说明过了,或者已经有结论。"))
        else:
            messages.success(request, _("收到了,谢谢您。有结果就告诉您。"))
        return redirect("insurance:inquiry", pk)
    context = presenters.inquiry_page(row) | {"form": form, "nav": "my"}
    return render(request, "insurance/mine/inquiry.html", context, status=422 if form.errors else 200)


def _answer_form(request: HttpRequest, row: Inquiry) -> AnswerForm | SayForm:
    posted = request.POST if request.method == "POST" else None
    if row.source == Inquiry.Source.REFUSED:
        return SayForm(posted)
    return AnswerForm(posted, **bounds(row.claim))


@person_required
@require_http_methods(BOTH)
def overpayment(request: HttpRequest, pk: int) -> HttpResponse:
    """A sum that may be owed: one's side of it, then the way to give it back."""
    row = get_object_or_404(queries.overpayments_of(request.person), pk=pk)
    form = _debt_form(request, row)
    if form is not None and form.is_bound and form.is_valid():
        try:
            _debt_done(request, row, form)
        except overpayments.WrongState:
            messages.warning(request, _("这一步已经办过了,或者现在不能办。"))
        return redirect("insurance:overpayment", pk)
    if request.method == "POST" and form is None:
        return redirect("insurance:overpayment", pk)
    context = presenters.debt_page(row) | {"form": form, "nav": "my"}
    failed = form is not None and bool(form.errors)
    return render(request, "insurance/mine/overpayment.html", context, status=422 if failed else 200)


def _debt_form(request: HttpRequest, row: Overpayment) -> SayForm | WayForm | None:
    posted = request.POST if request.method == "POST" else None
    if row.state == Overpayment.State.FOUND:
        return SayForm(posted)
    if row.state == Overpayment.State.OWED and not row.recoveries.exists():
        return WayForm(posted, ways=ways(row))
    return None


def ways(row: Overpayment) -> list[tuple[str, str]]:
    """How it may be given back: at once, in parts, and out of later months where there are any."""
    most = law.value("ui.instalments_most", on=clock.today(), region=queries.region_of(row.claim))
    out = [("1", _("一次退清"))]
    out += [(str(n), _("分%(n)s个月退") % {"n": n}) for n in (3, 6, 12) if n <= most]
    if row.claim.state == Claim.State.DRAWING:
        out.append(("set_off", _("我同意从以后的失业保险金里每月扣一点")))
    return out


def _debt_done(request: HttpRequest, row: Overpayment, form: SayForm | WayForm) -> None:
    by = actors.of_request(request)
    if isinstance(form, SayForm):
        overpayments.answer(row, text=form.cleaned_data["text"], by=by)
        messages.success(request, _("收到了,谢谢您。决定以后会告诉您。"))
        return
    way = form.cleaned_data["way"]
    if way == "set_off":
        overpayments.agree_to_set_off(row, by=by)
    else:
        overpayments.plan(row, count=int(way), by=by)
    messages.success(request, _("已经定好,下面是每一期。"))
