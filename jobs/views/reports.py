"""Reporting a vacancy, by anybody; deciding, at the desk."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Min, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts import actors
from portal.accounts.addresses import client_address
from portal.accounts.doors import clerk_required
from portal.kernel.actor import system

from ..forms.reports import ReportForm
from ..models import Report
from ..presenters import reports as presenters
from ..presenters.vacancies import public_rows
from ..queries import public_vacancies
from ..services import reports as services

SHOWN = 100
DECIDED = {"uphold": services.uphold, "dismiss": services.dismiss}


@never_cache
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, number: str) -> HttpResponse:
    """What is wrong with a vacancy; no sign-in is asked for."""
    vacancy = get_object_or_404(public_vacancies(), number=number)
    actor = actors.of_request(request)
    form = ReportForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        _made, new = services.report(
            vacancy,
            person=request.person,
            address=client_address(request),
            by=actor or system("visitor"),
            **form.cleaned_data,
        )
        thanks = _("已收到举报,我们会核查。请不要向对方交钱或交出证件。")
        messages.success(request, thanks if new else _("您已经举报过,我们正在核查。"))
        return redirect("jobs:search")
    context = {"nav": "jobs", "vacancy": vacancy, "form": form, "known": request.person is not None}
    return render(request, "jobs/report.html", context, status=422 if form.errors else 200)


@clerk_required
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """Vacancies with reports that wait, the longest first."""
    waiting = Q(reports__outcome=Report.Outcome.OPEN)
    rows = services.for_clerk(actors.of_request(request))
    rows = rows.annotate(waiting=Count("reports", waiting), since=Min("reports__made_at", filter=waiting))
    rows = rows.filter(waiting__gt=0).order_by("since", "pk")[:SHOWN]
    context = {"rows": [presenters.vacancy_row(row) for row in rows], "clerk": request.clerk, "nav": "tasks"}
    return render(request, "jobs/reports.html", context)


@clerk_required
@require_http_methods(["GET", "POST"])
def reported(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One vacancy with all that was said of it; POST decides."""
    actor = actors.of_request(request)
    vacancy = get_object_or_404(services.for_clerk(actor), pk=pk)
    if request.method == "POST":
        decide = DECIDED.get(request.POST.get("act", ""))
        if decide is None or not services.may_decide(actor):
            raise Http404
        if decide(vacancy, clerk=request.clerk, by=actor):
            messages.success(request, _("已处理,有关各方会收到消息。"))
        else:
            messages.info(request, _("没有待处理的举报,可能同事已经处理了。"))
        return redirect("jobs:reports")
    rows = list(vacancy.reports.order_by("made_at", "pk"))
    context = {
        "vacancy": vacancy,
        "reports": [presenters.report_row(row) for row in rows],
        "rows": public_rows(vacancy),
        "waiting": any(row.outcome == Report.Outcome.OPEN for row in rows),
        "may_decide": services.may_decide(actor),
        "clerk": request.clerk,
        "nav": "tasks",
    }
    return render(request, "jobs/reported.html", context)
