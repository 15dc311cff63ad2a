"""转移接续 at the desk: what waits for the other place's letter, and its months written down."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.doors import clerk_required
from portal.casework.doors import desk_actor
from portal.casework.steps import OPEN_STATES
from portal.kernel.actor import Actor
from portal.site.rooms import Room, register_room

from ..forms.transfers import RecordForm
from ..models import Transfer
from ..presenters import transfers as presenters
from ..services import transfers

PAGE = 50
register_room(Room("insurance:transfers", lazy("转移接续"), lazy("录入外省的转移凭据,另一位同事审核"), 70))


def _rows(actor: Actor):
    rows = Transfer.objects.filter(case__responsible_path__startswith=actor.agency_path or "-")
    return rows.select_related("case__responsible", "person", "county").order_by("case__due", "pk")


@clerk_required
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """What is open, the most urgent first."""
    rows = _rows(desk_actor(request)).filter(case__state__in=OPEN_STATES)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {"nav": "insurance", "clerk": request.clerk, "page": page}
    context["rows"] = [presenters.transfer_row(each) for each in page]
    return render(request, "insurance/transfers/list.html", context)


@clerk_required
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One transfer: what is known, and the form for the other place's letter."""
    actor = desk_actor(request)
    row = get_object_or_404(_rows(actor), pk=pk)
    open_in = row.direction == Transfer.Direction.IN and row.done_at is None
    form = RecordForm(request.POST if request.method == "POST" else None) if open_in else None
    if request.method == "POST" and form and form.is_valid():
        transfers.record_months(row, by=actor, **form.cleaned_data)
        messages.success(request, _("已录入。请另一位同事在办件里审核。"))
        return redirect("insurance:transfer", pk)
    context = {"nav": "insurance", "clerk": request.clerk, "form": form}
    context |= {"row": presenters.transfer_row(row), "rows": presenters.transfer_facts(row)}
    failed = bool(form and form.errors)
    return render(request, "insurance/transfers/one.html", context, status=422 if failed else 200)
