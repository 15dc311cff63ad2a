"""«还在做吗»: work of one's own confirmed in two taps, changed, or ended by oneself."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.accounts import actors
from portal.accounts.doors import person_required
from portal.kernel import clock

from ..forms.flexible import BandForm, EndWorkForm
from ..models import FlexibleWork
from ..presenters.flexible import work_rows
from ..queries.flexible import open_unemployment, works_of
from ..queries.wages import minimum_wage
from ..rules.flexible import ending_of
from ..services import flexible as services


def _confirming(work: FlexibleWork, posted: dict | None) -> BandForm:
    known = {
        "wage": minimum_wage(clock.today(), work.residence_id),
        "unemployed": work.spell_id is None and open_unemployment(work.person) is not None,
    }
    return BandForm(posted, initial={"band": work.band}, answers={"person": known}, prefix="go")


@person_required
@require_http_methods(["GET", "POST"])
def work(request: HttpRequest, pk: int) -> HttpResponse:
    """One registration: still so, at another income, or over."""
    row, by = get_object_or_404(works_of(request.person), pk=pk), actors.of_request(request)
    posted, move = request.POST if request.method == "POST" else None, request.POST.get("move")
    going = _confirming(row, posted if move == "confirm" else None)
    over = EndWorkForm(posted if move == "end" else None, initial={"last_day": clock.today()}, prefix="over")
    form = {"confirm": going, "end": over}.get(move or "")
    if form is not None and form.is_valid():
        try:
            if form is going:
                services.confirm_work(row, band=going.cleaned_data["band"], by=by)
            else:
                services.end_work(row, last_day=over.cleaned_data["last_day"], by=by)
            messages.success(request, _("好的,已记下。"))
            return redirect("registration:work")
        except services.NotNow as not_now:
            form.add_error(None, str(not_now))
    wrong = posted is not None
    context = {"nav": "my", "work": row, "rows": work_rows(row), "going": going, "over": over, "form": form}
    context["ends"] = row.spell_id is None and bool(ending_of(row.kind, "above"))
    return render(request, "registration/work/flexible.html", context, status=422 if wrong else 200)
