"""The desk's room for those registered as unemployed who were not heard of; «我还在找工作» in one tap."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts import actors
from portal.accounts.doors import clerk_required, person_required
from portal.casework.doors import desk_actor
from portal.site.rooms import Room, register_room

from ..forms.cancellation import ReasonForm, TryForm
from ..models import LostContact
from ..presenters import lost as presenters
from ..queries.lost import lost_for
from ..services import lost as services

PAGE = 50


@person_required
@require_POST
def here(request: HttpRequest) -> HttpResponse:
    """I am still looking for work."""
    services.i_am_here(request.person, by=actors.of_request(request))
    messages.success(request, _("好的,您的失业登记照旧保留。"))
    return redirect("registration:work")


@clerk_required
@require_safe
def lost(request: HttpRequest) -> HttpResponse:
    """Who is being looked for, the longest first."""
    actor = desk_actor(request)
    page = Paginator(lost_for(actor), PAGE).get_page(request.GET.get("page"))
    context = {"nav": "registration", "clerk": request.clerk, "page": page}
    context["rows"] = [presenters.lost_card(each) for each in page]
    return render(request, "registration/work/lost.html", context)


@clerk_required
@require_http_methods(["GET", "POST"])
def lost_one(request: HttpRequest, pk: int) -> HttpResponse:
    """What was tried; one more try, the notice, found, or the end."""
    actor = desk_actor(request)
    row = get_object_or_404(lost_for(actor), pk=pk)
    move, posted = request.POST.get("move", ""), request.POST if request.method == "POST" else None
    forms = {
        "try": TryForm(posted if move == "try" else None, prefix="try"),
        "found": ReasonForm(posted if move == "found" else None, prefix="found"),
        "cancel": ReasonForm(posted if move == "cancel" else None, prefix="cancel"),
    }
    problem, form = "", forms.get(move)
    if posted is not None and (move == "announce" or (form is not None and form.is_valid())):
        try:
            return _moved(request, row, move, form.cleaned_data if form else {}, actor)
        except services.NotNow as not_now:
            problem = str(not_now)
    context = {"nav": "registration", "clerk": request.clerk, "lost": row, "forms": forms, "form": form}
    context |= {"rows": presenters.lost_rows(row), "tries": presenters.tries(row), "problem": problem}
    context["may_cancel"] = presenters.may_cancel(row)
    status = 200 if posted is None else 422
    return render(request, "registration/work/lost_one.html", context, status=status)


def _moved(request: HttpRequest, row: LostContact, move: str, said: dict[str, Any], by: Any) -> HttpResponse:
    """Do what was pressed."""
    verbs = {
        "try": services.note_try,
        "announce": services.announce,
        "found": services.found,
        "cancel": services.cancel,
    }
    verbs[move](row, by=by, **said)
    messages.success(request, _("已记下。"))
    if move in ("found", "cancel"):
        return redirect("registration:lost")
    return redirect("registration:lost_one", row.pk)


register_room(
    Room("registration:lost", lazy("失去联系的登记失业人员"), lazy("先用两种方式联系,再告知,最后才决定"), 40)
)
