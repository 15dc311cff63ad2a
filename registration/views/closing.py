"""«我停业了»: the staff filed in one act, then what helps the owner: registration, benefit, advice, a call."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts import actors
from portal.accounts.doors import person_required
from portal.accounts.models import Membership

from ..forms.closing import ClosingForm
from ..policy import STAFF_SEATS
from ..queries.roster import counts
from ..services import closing
from ..services.filings import NotNow
from .seats import seat_of


@person_required
@require_safe
def closings(request: HttpRequest) -> HttpResponse:
    """The units one acts for; what helps whoever closes, whether or not there is a unit."""
    rows = Membership.objects.filter(user=request.user, active=True, role__in=STAFF_SEATS)
    seats = list(rows.select_related("organisation").order_by("pk"))
    return render(request, "registration/filings/closings.html", {"nav": "my", "seats": seats})


@person_required
@require_http_methods(["GET", "POST"])
def closing_unit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Since when and how; then the endings of everybody, to look through and send."""
    seat = seat_of(request, pk)
    form = ClosingForm(request.POST if request.method == "POST" else None, initial={"ground": "LCL44_5"})
    if request.method == "POST" and form.is_valid():
        try:
            filing = closing.close_unit(seat.organisation, by=actors.of_member(seat), **form.cleaned_data)
        except NotNow as not_now:
            form.add_error("last_day", str(not_now))
        else:
            messages.success(request, _("已告诉公共就业服务机构,2个工作日内有人联系您。"))
            return redirect("registration:filing", filing.pk) if filing else redirect("registration:closings")
    context = {"nav": "my", "organisation": seat.organisation, "form": form, "staff": counts(pk)["now"]}
    status = 422 if form.errors else 200
    return render(request, "registration/filings/closing.html", context, status=status)
