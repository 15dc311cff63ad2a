"""稳岗返还 for the unit and the public: what was found, confirm, appeal; the notices and objections to them."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts import actors, throttling
from portal.accounts.addresses import client_address
from portal.accounts.doors import person_required
from portal.kernel import clock
from portal.kernel.actor import system
from portal.kernel.dates import day_text

from ..forms.refunds import AppealForm, ConfirmForm, PublicObjectionForm
from ..models import RefundBatch, RefundEntry
from ..presenters import refunds as presenters
from ..services import refund_batches, refund_rights, refunds

PAGE = 50
PUBLIC = (RefundEntry.State.PUBLICISED, RefundEntry.State.OBJECTED)
WHY = {
    "closed": lazy("已经过了截止日期。"),
    "state": lazy("现在的状态不能这样办,请看最新的情况。"),
    "unconfirmed": lazy("单位还没有核验,请先到工作台或窗口核验单位。"),
    "account": lazy("请填写收款账户。"),
    "facts": lazy("请写明理由。"),
    "empty": lazy("没有可以办的单位。"),
    "same": lazy("公示和审批不能是同一个人。"),
    "early": lazy("公示还没有结束。"),
    "scheme": lazy("这个年度的方案已经有了。"),
}


@person_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Every year of the units one looks after."""
    rows = refund_rights.entries_of(request.user).order_by("-year", "pk")[:PAGE]
    context = {"nav": "my", "rows": [presenters.line(each) for each in rows]}
    return render(request, "insurance/refunds/mine.html", context)


def _page(request: HttpRequest, entry: RefundEntry, *, form=None, appeal=None) -> HttpResponse:
    context = presenters.member_context(entry)
    if context["open"]:
        form = form or ConfirmForm(entry=entry, initial={"size": entry.size})
    if context["may_appeal"]:
        appeal = appeal or AppealForm()
    failed = bool((form and form.errors) or (appeal and appeal.errors))
    context |= {"form": form, "appeal": appeal}
    return render(request, "insurance/refunds/entry.html", context, status=422 if failed else 200)


@person_required
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A unit's year; what is posted confirms account and size."""
    entry = get_object_or_404(refund_rights.entries_of(request.user), pk=pk)
    if request.method == "GET":
        return _page(request, entry)
    form = ConfirmForm(request.POST, entry=entry)
    if not form.is_valid():
        return _page(request, entry, form=form)
    seat = refund_rights.seat(request.user, entry.organisation_id)
    facts = {"size": entry.size} | form.cleaned_data
    try:
        refunds.confirm(entry, by=actors.of_member(seat), **facts)
    except refunds.RefundRefused as error:
        messages.error(request, WHY[error.why])
    else:
        messages.success(request, _("已确认,您不用再做什么。进度在这里看。"))
    return redirect("insurance:refund", pk)


@person_required
@require_POST
def appeal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The unit says what is wrong."""
    entry = get_object_or_404(refund_rights.entries_of(request.user), pk=pk)
    form = AppealForm(request.POST)
    if not form.is_valid():
        return _page(request, entry, appeal=form)
    seat = refund_rights.seat(request.user, entry.organisation_id)
    try:
        refund_batches.appeal(entry, text=form.cleaned_data["text"], by=actors.of_member(seat))
    except refunds.RefundRefused as error:
        messages.error(request, WHY[error.why])
    else:
        messages.success(request, _("申诉已收到,由另一位工作人员核对,有结果就告诉您。"))
    return redirect("insurance:refund", pk)


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """Every notice, the newest first."""
    rows = RefundBatch.objects.select_related("scheme", "agency__region").order_by("-begins", "-pk")
    context = {"rows": [presenters.notice_line(each) for each in rows[:PAGE]]}
    return render(request, "insurance/refunds/notices.html", context)


@require_safe
def notice(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The units of a notice with their sums: names of units are public."""
    rows = RefundBatch.objects.select_related("scheme", "agency__region")
    batch = get_object_or_404(rows, pk=pk)
    entries = batch.entries.select_related("organisation").order_by("-amount", "pk")
    page = Paginator(entries, PAGE).get_page(request.GET.get("page"))
    context = {
        "batch": batch,
        "head": presenters.notice_line(batch),
        "units": [(each, presenters.sum_text(each), each.state in PUBLIC) for each in page],
        "count": page.paginator.count,
        "previous_url": f"?page={page.previous_page_number()}" if page.has_previous() else "",
        "next_url": f"?page={page.next_page_number()}" if page.has_next() else "",
    }
    return render(request, "insurance/refunds/notice.html", context)


@require_http_methods(["GET", "POST"])
def objecting(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Anybody's objection to one unit of a running notice."""
    rows = RefundEntry.objects.select_related("organisation", "batch__scheme", "batch__agency__region")
    entry = get_object_or_404(rows, pk=pk, batch__isnull=False)
    form, said = PublicObjectionForm(request.POST if request.method == "POST" else None), None
    running = entry.state in PUBLIC and clock.today() <= entry.batch.ends
    if form.is_bound and form.is_valid():
        try:
            throttling.spend("objection", client_address(request), throttling.OBJECTIONS)
            said = refund_batches.object_to(entry, by=system("visitor"), **form.cleaned_data)
        except refunds.RefundRefused as error:
            form.add_error(None, WHY[error.why])
        except throttling.TooMany:
            form.add_error(None, throttling.words(throttling.OBJECTIONS))
    context = {
        "entry": entry,
        "head": presenters.notice_line(entry.batch),
        "ends": day_text(entry.batch.ends),
        "form": form if running else None,
        "said": said,
        "sum": presenters.sum_text(entry),
    }
    return render(request, "insurance/refunds/object.html", context, status=422 if form.errors else 200)
