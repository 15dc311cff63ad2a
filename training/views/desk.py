"""Training at the desk: what is asked for, who waits, and the class that was found."""

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
from portal.site.rooms import Room, hub, register_room

from ..forms.interest import PlaceForm
from ..models import TrainingInterest
from ..presenters import interests as presenters
from ..queries import interests as queries
from ..services import interests as services

PAGE = 50
desk = hub("training", lazy("职业培训"))
register_room(
    Room(
        "training:interests",
        lazy("培训意愿"),
        lazy("大家想学什么,谁在等,联系到班"),
        10,
        waiting=queries.how_many,
    )
)


@clerk_required
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Who waits, the longest first, and what is asked for most."""
    actor, direction = desk_actor(request), request.GET.get("direction", "")
    page = Paginator(queries.waiting_for(actor, direction), PAGE).get_page(request.GET.get("page"))
    context = {"nav": "training", "clerk": request.clerk, "page": page, "direction": direction}
    context["asked_for"] = presenters.asked_for(queries.demand(actor))
    context["rows"] = [presenters.desk_card(each) for each in page]
    return render(request, "training/desk.html", context)


@clerk_required
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One wish; the class that was found."""
    actor = desk_actor(request)
    row = get_object_or_404(queries.interests_for(actor), pk=pk)
    waits = row.state == TrainingInterest.State.WAITING
    form = PlaceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.place(row, by=actor, **form.cleaned_data)
            messages.success(request, _("已联系到班,本人会收到通知。"))
            return redirect("training:interests")
        except services.NotNow as not_now:
            form.add_error(None, str(not_now))
    context = {"nav": "training", "clerk": request.clerk, "row": row, "said": presenters.mine(row)}
    context["form"] = form if waits or form.errors else None
    status = 422 if form.errors else 200
    return render(request, "training/one.html", context, status=status)
