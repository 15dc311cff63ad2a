"""The market in figures for everybody, and the clerks' pages behind it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.accounts import actors
from portal.accounts.doors import clerk_required
from portal.casework.policy import DESK_ROLES
from portal.kernel.actor import Actor

from ..forms.market import CorrectForm
from ..presenters import market as presenters
from ..services import occupations

PAGE = 20


def _desk(request: HttpRequest) -> Actor:
    """A clerk with a role of the desk; others see no page."""
    actor = actors.of_request(request)
    if not actor.roles & DESK_ROLES:
        raise Http404
    return actor


@clerk_required
@require_http_methods(["GET", "POST"])
def codes(request: HttpRequest) -> HttpResponse:
    """Vacancies of the clerk's area without a code, or with one that the title speaks against; mended here."""
    actor = _desk(request)
    rows = occupations.of_area(actor.agency_path)
    form = CorrectForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        vacancy = get_object_or_404(rows, number=request.POST.get("vacancy", ""))
        if form.is_valid():
            occupations.correct(vacancy, form.cleaned_data["occupation"], by=actor)
            messages.success(request, _("已更正:%(title)s。") % {"title": vacancy.title})
            return redirect("jobs:occupation_codes")
    listed = presenters.doubtful_rows(occupations.doubtful(rows, PAGE), occupations.suggest)
    wrong = request.POST.get("vacancy", "") if form.errors else ""
    context = {"clerk": request.clerk, "nav": "todo", "rows": listed, "form": form, "wrong": wrong}
    return render(request, "jobs/occupation_codes.html", context, status=422 if wrong else 200)
