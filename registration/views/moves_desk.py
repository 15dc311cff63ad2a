"""Moves at the desk: both agencies see one row with one clock; the new one receives; the window moves for somebody."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.doors import clerk_required
from portal.accounts.models import Role
from portal.casework.doors import desk_actor
from portal.site.people import looked_at
from portal.site.rooms import Room, register_room

from ..forms.moves import ReceiveForm, WindowMoveForm
from ..moving import things_of
from ..presenters import moves as presenters
from ..queries import moves as queries
from ..services import moves as services

PAGE = 50
SIDES = {"in": lazy("待接收"), "out": lazy("转出的"), "done": lazy("已接收")}
register_room(
    Room(
        "registration:desk_moves",
        lazy("跨区域转移"),
        lazy("搬来的人接手,搬走的人去了哪里;两边看同一个时限"),
        35,
        waiting=queries.waiting,
    )
)


@clerk_required
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """To receive, the most urgent first; gone; received."""
    actor = desk_actor(request)
    which = request.GET.get("side", "in")
    which = which if which in SIDES else "in"
    page = Paginator(queries.side(actor, which), PAGE).get_page(request.GET.get("page"))
    context = {"nav": "registration", "clerk": request.clerk, "page": page, "side": which}
    context["sides"] = list(SIDES.items())
    context["rows"] = [presenters.desk_card(each) for each in page]
    return render(request, "registration/moves/desk.html", context)


@clerk_required
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One move: what came, until when; «接收» for the agency it came to."""
    actor = desk_actor(request)
    row = get_object_or_404(queries.moves_for(actor), pk=pk)
    mine = row.open and row.to_agency.path.startswith(actor.agency_path)
    form = ReceiveForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and mine and form.is_valid():
        try:
            services.receive(row, by=actor, **form.cleaned_data)
            messages.success(request, _("已接收。"))
            return redirect("registration:desk_moves")
        except services.NotNow as not_now:
            form.add_error(None, str(not_now))
    tone, word = presenters.standing(row)
    context = {"nav": "registration", "clerk": request.clerk, "move": row, "tone": tone, "word": word}
    context |= {"rows": presenters.desk_rows(row), "things": presenters.desk_things(row)}
    context |= {"form": form if mine else None, "title": presenters.desk_card(row)["title"]}
    status = 422 if request.method == "POST" else 200
    return render(request, "registration/moves/desk_one.html", context, status=status)


@clerk_required
@require_http_methods(["GET", "POST"])
def window(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The person stands at the window: choose the county, move everything at once."""
    actor = desk_actor(request)
    person = looked_at(request, pk, actor)
    if not actor.has(Role.WINDOW):
        raise Http404
    form = WindowMoveForm(request.POST if request.method == "POST" else None, person=person)
    if request.method == "POST" and form.is_valid():
        try:
            row = services.move(person, to=form.cleaned_data["county"], by=actor)
            messages.success(request, _("已转到%(place)s。") % {"place": row.to_region.name})
            return redirect("site:person", person.pk)
        except services.NotNow as not_now:
            form.add_error(None, str(not_now))
    context = {"nav": "registration", "clerk": request.clerk, "person": person, "form": form}
    context["going"] = presenters.going([thing for _mover, thing in things_of(person)])
    context["here"] = person.residence_region
    status = 422 if form.errors else 200
    return render(request, "registration/moves/window.html", context, status=status)
