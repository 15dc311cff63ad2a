"""«我的就业»: what units filed of me, with «我已经离开» and «原因不对»; the desk that looks into objections."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts import actors
from portal.accounts.doors import clerk_required, person_required
from portal.casework.doors import desk_actor
from portal.site.rooms import Room, register_room

from ..forms.work import LeftForm, ObjectionForm, SettleForm
from ..models import Spell
from ..presenters import work as presenters
from ..presenters.flexible import work_card
from ..queries import work as queries
from ..queries.flexible import open_unemployment, works_of
from ..queries.lost import looked_for
from ..services import employment as services

PAGE = 50


@person_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Every status on record of me, the newest first."""
    own = [work_card(each) for each in works_of(request.person)]
    rows = [
        presenters.spell_card(each) for each in queries.spells_of(request.person).exclude(kind="flexible")
    ]
    return render(request, "registration/work/mine.html", {**_standing(request), "rows": rows, "own": own})


def _standing(request: HttpRequest) -> dict[str, Any]:
    """Whether unemployment stands, and whether somebody looks for the person."""
    unemployed = open_unemployment(request.person) is not None
    return {
        "nav": "my",
        "unemployed": unemployed,
        "looked_for": looked_for(request.person) if unemployed else None,
    }


def _spell(request: HttpRequest, pk: UUID) -> Spell:
    return get_object_or_404(queries.spells_of(request.person), pk=pk, kind=Spell.Kind.EMPLOYMENT)


def _said(request: HttpRequest, form: Any, spell: Spell, template: str, run: Any) -> HttpResponse:
    """A form about one employment: done and told, or shown again with what is wrong."""
    if request.method == "POST" and form.is_valid():
        try:
            run(**form.cleaned_data)
            messages.success(request, _("已收到。"))
            return redirect("registration:work")
        except services.NotNow as not_now:
            form.add_error(None, str(not_now))
    context = {"nav": "my", "form": form, "row": presenters.spell_card(spell)}
    return render(request, template, context, status=422 if form.errors else 200)


@person_required
@require_http_methods(["GET", "POST"])
def left(request: HttpRequest, pk: UUID) -> HttpResponse:
    """I do not work there any more."""
    spell = _spell(request, pk)
    posted = request.POST if request.method == "POST" else None
    form = LeftForm(posted, region=spell.agency.region_id, first=spell.period.lower)
    by = actors.of_request(request)
    return _said(
        request,
        form,
        spell,
        "registration/work/left.html",
        lambda **said: services.say_left(spell, by=by, **said),
    )


@person_required
@require_http_methods(["GET", "POST"])
def objecting(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the unit filed is not so."""
    spell, form = _spell(request, pk), ObjectionForm(request.POST if request.method == "POST" else None)
    by = actors.of_request(request)
    return _said(
        request,
        form,
        spell,
        "registration/work/object.html",
        lambda **said: services.object_to(spell, by=by, **said),
    )


@clerk_required
@require_safe
def objections(request: HttpRequest) -> HttpResponse:
    """Objections to look into, the oldest first."""
    actor = desk_actor(request)
    page = Paginator(queries.objections_for(actor), PAGE).get_page(request.GET.get("page"))
    context = {"nav": "registration", "clerk": request.clerk, "page": page}
    context["rows"] = [presenters.objection_row(each) for each in page]
    return render(request, "registration/work/objections.html", context)


@clerk_required
@require_http_methods(["GET", "POST"])
def objection(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Both sides, and the answer."""
    actor = desk_actor(request)
    said = get_object_or_404(queries.objections_for(actor), pk=pk)
    form = SettleForm(request.POST if request.method == "POST" else None, said=said)
    if request.method == "POST" and form.is_valid():
        services.settle(said.spell, by=actor, **form.cleaned_data)
        messages.success(request, _("已核实,双方都会收到结果。"))
        return redirect("registration:objections")
    context = {"nav": "registration", "clerk": request.clerk, "form": form}
    context["row"] = presenters.objection_row(said)
    return render(request, "registration/work/objection.html", context, status=422 if form.errors else 200)


register_room(
    Room("registration:objections", lazy("离职原因异议"), lazy("本人和单位说法不同的,核实后答复双方"), 30)
)
