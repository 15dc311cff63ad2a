"""就业见习 at the desk: requests to look at on the spot, bases with their yearly reviews."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.doors import clerk_required
from portal.accounts.services import reveal
from portal.casework.doors import desk_actor

from ..forms.internships import InspectionForm, ReviewForm
from ..presenters import internships as presenters
from ..services import internship_bases as services
from ..services import internship_subsidy as subsidy

SHOWN = 100


@clerk_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for an inspection, and every base with its next review, the first due first."""
    actor = desk_actor(request)
    found = list(services.bases_for(actor)[: SHOWN + 1])
    context = {
        "requests": [presenters.request_card(each) for each in services.requests_for(actor)[:SHOWN]],
        "claims": [presenters.desk_claim_card(each) for each in subsidy.claims_for(actor)[:SHOWN]],
        "cards": [presenters.desk_card(each) for each in found[:SHOWN]],
        "more": len(found) > SHOWN,
        "shown": SHOWN,
        "clerk": request.clerk,
        "nav": "jobs",
    }
    return render(request, "jobs/internships/desk.html", context)


@clerk_required
@require_http_methods(["GET", "POST"])
def inspect(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write down what was seen on the spot."""
    actor = desk_actor(request)
    row = get_object_or_404(services.requests_for(actor), pk=pk)
    first = {}
    if row.inspected_on:
        first = {"on": row.inspected_on, "text": row.inspected, "suitable": "yes" if row.suitable else "no"}
    form = InspectionForm(request.POST if request.method == "POST" else None, initial=first)
    if form.is_bound and form.is_valid():
        services.inspect(row, by=actor, **form.cleaned_data)
        messages.success(request, _("考察已记下。接着在办件里公示、决定。"))
        return redirect("jobs:desk_internships")
    context = {"row": row, "rows": presenters.request_rows(row), "form": form}
    context |= {"clerk": request.clerk, "nav": "jobs"}
    return render(request, "jobs/internships/inspect.html", context, status=422 if form.errors else 200)


@never_cache
@clerk_required
@require_http_methods(["GET", "POST"])
def claim(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Whom a claim is about, each with the way to the person's page; POST shows the policies, and it is recorded."""
    actor = desk_actor(request)
    row = get_object_or_404(subsidy.claims_for(actor), pk=pk)
    interns = {each.internship_id: each.internship for each in subsidy.months_of(row)}.values()
    policies = {}
    if request.method == "POST":
        purpose = _("办理%(number)s") % {"number": row.case.number}
        policies = {each.pk: reveal(each, "policy", by=actor, purpose=purpose) for each in interns}
    context = {
        "row": row,
        "title": row.base.employer.organisation.name,
        "interns": presenters.claimed_interns(list(interns), policies),
        "shown": bool(policies),
        "clerk": request.clerk,
        "nav": "jobs",
    }
    return render(request, "jobs/internships/desk_claim.html", context)


@clerk_required
@require_http_methods(["GET", "POST"])
def base(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One base: its promise, its reviews, the result of this year's."""
    actor = desk_actor(request)
    row = get_object_or_404(services.bases_for(actor), pk=pk)
    form = ReviewForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            services.review(row, by=actor, **form.cleaned_data)
        except services.BaseRefused:
            messages.error(request, _("这个单位的情况已经变了,请看现在的情况。"))
        else:
            messages.success(request, _("评估已记下,单位会收到消息。"))
        return redirect("jobs:desk_base", pk)
    context = {
        "row": row,
        "card": presenters.desk_card(row),
        "rows": presenters.base_rows(row),
        "reviews": presenters.reviews(row),
        "case": row.request.case,
        "form": form,
        "clerk": request.clerk,
        "nav": "jobs",
    }
    return render(request, "jobs/internships/desk_base.html", context, status=422 if form.errors else 200)
