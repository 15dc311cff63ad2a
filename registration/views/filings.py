"""A unit's filings: choose a file, see what it would do, send it under one promise, mend what is wrong."""

import csv
import io
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts import actors
from portal.accounts.doors import person_required
from portal.accounts.models import Membership
from portal.accounts.queries import seat_in
from portal.casework.doors import promised
from portal.casework.presenters import pledge
from portal.casework.services.submitting import CommitmentChanged, current_text
from portal.exchange import sheets

from ..forms.filings import UploadForm
from ..models import Filing
from ..policy import STAFF_SEATS
from ..presenters import filings as presenters
from ..services import filings, filings_wrong
from .seats import seat_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAGE = 20


@person_required
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Choose a file; the filings before stand below."""
    seat = seat_of(request, pk)
    posted = request.method == "POST"
    first = {"region": seat.organisation.region_id, "kind": request.GET.get("kind", Filing.Kind.HIRE)}
    form = UploadForm(request.POST, request.FILES) if posted else UploadForm(initial=first)
    if posted and form.is_valid():
        given = form.cleaned_data
        try:
            filing = filings.stage(
                seat.organisation,
                given["kind"],
                given["file"].name,
                given["file"].read(),
                region=given["region"],
                by=actors.of_member(seat),
            )
            return redirect("registration:filing", filing.pk)
        except sheets.BadSheet as bad:
            form.add_error("file", str(bad))
    rows = Filing.objects.filter(organisation=seat.organisation).order_by("-made_at", "pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {"nav": "my", "form": form, "organisation": seat.organisation, "page": page}
    context["columns"] = [(kind, presenters.file_columns(kind.value)) for kind in Filing.Kind]
    context["before"] = presenters.before(list(page))
    return render(request, "registration/filings/upload.html", context, status=422 if form.errors else 200)


@person_required
@require_safe
def template(request: HttpRequest, pk: UUID, kind: str) -> HttpResponse:
    """The file to fill in."""
    seat_of(request, pk)
    return empty_file(kind)


def empty_file(kind: str) -> HttpResponse:
    """The columns of a kind of filing with one example line, as a spreadsheet. Raises Http404 for another kind."""
    if kind not in Filing.Kind.values:
        raise Http404
    data = sheets.template(list(filings.COLUMNS[kind]), filings.EXAMPLE[kind], title="人员")
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{kind}.xlsx"'
    return response


def _filing(request: HttpRequest, pk: UUID) -> tuple[Filing, Membership]:
    """One's own filing; another unit's is not there."""
    rows = Filing.objects.select_related("organisation", "region", "case")
    found = get_object_or_404(rows, pk=pk)
    seat = seat_in(request.user, found.organisation_id, STAFF_SEATS)
    if seat is None:
        raise Http404
    return found, seat


@person_required
@require_http_methods(["GET", "POST"])
def filing(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How far it is, what it does, what is wrong; one promise for all that is good."""
    found, seat = _filing(request, pk)
    text, problem = current_text(filings.ITEM[found.kind]), ""
    if request.method == "POST":
        problem = _send(request, found, seat, needs_promise=text is not None)
        if not problem:
            return redirect("registration:filing", pk)
    context = presenters.filing_context(found)
    context |= {"nav": "my", "pledge": pledge(text), "text": text, "problem": problem}
    context["back"] = found.organisation_id
    return render(request, "registration/filings/filing.html", context, status=422 if problem else 200)


def _send(request: HttpRequest, found: Filing, seat: Membership, *, needs_promise: bool) -> str:
    """Do what was pressed; what is wrong with it, in words."""
    by = actors.of_member(seat)
    signature = promised(request)
    try:
        if request.POST.get("move") == "drop":
            filings.drop(found, by=by)
            messages.success(request, _("没有提交,文件已删除。"))
            return ""
        if needs_promise and signature is None:
            return _("请先看承诺,再勾选。")
        done = filings.send(found, signature=signature, by=by)
    except CommitmentChanged:
        return _("承诺的文字刚刚更新,请重新看一遍再勾选。")
    except filings.NotNow as not_now:
        return str(not_now)
    told = _("已办好,回执在下面。") if done.state == Filing.State.DONE else _("已提交,办好后告诉您。")
    messages.success(request, told)
    return ""


@person_required
@require_safe
def wrong(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The lines that are wrong as they were handed in, what to mend beside them; to upload again."""
    found, _seat = _filing(request, pk)
    out = io.StringIO()
    csv.writer(out).writerows(filings_wrong.rows(found))
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="wrong.csv"'
    return response
