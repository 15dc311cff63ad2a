"""What an employer does with the applications it gets."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts import actors
from portal.accounts.doors import person_required
from portal.kernel.actor import Actor

from .. import policy
from ..forms.applications import RejectForm
from ..models import Application
from ..models.application import ApplicationState
from ..presenters import applications as presenters
from ..presenters import internships
from ..presenters.referrals import received_rows
from ..services import applications as services

SHOWN = 100
MOVED = {"invite": services.invite, "offer": services.offer, "hire": services.hire}


@person_required
@require_safe
def received(request: HttpRequest, number: str) -> HttpResponse:
    """The applications to one of one's vacancies."""
    vacancy = get_object_or_404(policy.vacancies_for(request.user), number=number)
    rows = services.for_seats_of(request.user).filter(vacancy=vacancy)[:SHOWN]
    referred = received_rows(vacancy)
    known = {row["person"] for row in referred}
    cards = [presenters.unit_card(row) | {"referred": row.person_id in known} for row in rows]
    context = {"nav": "my", "vacancy": vacancy, "rows": cards, "referred": referred}
    return render(request, "jobs/received.html", context)


@person_required
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One application: the CV as sent, and the answer by one click. Opening it marks it as seen."""
    row = get_object_or_404(services.for_seats_of(request.user), pk=pk)
    seat = policy.seat(request.user, row.vacancy.employer_id)
    by, wish = actors.of_member(seat), request.POST.get("move", "")
    form = RejectForm(request.POST if wish == "reject" else None)
    if request.method == "POST":
        if wish != "reject" and wish not in MOVED:
            raise Http404
        if wish != "reject" or form.is_valid():
            done = _answered(request, row, wish, form, by)
            if done:
                return redirect("jobs:application_answer", pk)
    else:
        row = services.see(row, by=by)
    context = {
        "nav": "my",
        "row": row,
        "card": presenters.unit_card(row),
        "rows": presenters.resume_rows(row),
        "steps": presenters.history(row),
        "moves": presenters.moves(row),
        "open": presenters.is_open(row),
        "register": row.state == ApplicationState.HIRED and not internships.next_link(row),
        "unit": row.vacancy.employer_id,
        "internship": internships.next_link(row),
        "form": form,
    }
    return render(request, "jobs/answer.html", context, status=422 if form.errors else 200)


def _answered(request: HttpRequest, row: Application, wish: str, form: RejectForm, by: Actor) -> bool:
    """Take the move; False where the form has something to mend."""
    try:
        if wish == "reject":
            services.reject(row, by=by, **form.cleaned_data)
        else:
            MOVED[wish](row, by=by)
    except services.UnlawfulReason as unlawful:
        for advice in unlawful.advice:
            form.add_error("text", advice)
        return False
    except services.ApplicationMoved:
        messages.error(request, _("这份投递的状态已经变了,请看现在的情况。"))
    else:
        messages.success(request, _("已答复,求职者会收到消息。"))
    return True
