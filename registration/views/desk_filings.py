"""The window files for a unit that came by: found by name or code, one person or a file, signed on paper."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts import actors
from portal.accounts.doors import clerk_required
from portal.accounts.models import Organisation, Role
from portal.casework.presenters import pledge
from portal.casework.services.submitting import CommitmentChanged, current_text
from portal.exchange import sheets
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.site.rooms import Room, register_room

from ..forms.filings import HireForm, UploadForm
from ..models import Filing
from ..presenters import filings as presenters
from ..queries.units import units_named
from ..services import filing_at_window, filing_one, filings
from .filings import empty_file

WINDOW = frozenset({Role.WINDOW})


def _window(request: HttpRequest) -> Actor:
    """A clerk of the window; to others there is no page."""
    actor = actors.of_request(request)
    if not actor.roles & WINDOW:
        raise Http404
    return actor


@clerk_required
@require_safe
def find_unit(request: HttpRequest) -> HttpResponse:
    """Which unit: its code, or words of its name."""
    _window(request)
    q = request.GET.get("q", "").replace("\x00", "").strip()[:60]
    context = {"nav": "registration", "clerk": request.clerk, "q": q, "units": units_named(q) if q else []}
    return render(request, "registration/filings/desk_units.html", context)


@clerk_required
@require_http_methods(["GET", "POST"])
def file_for(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One person by the form, or many by a file: what the unit itself has."""
    actor, unit = _window(request), get_object_or_404(Organisation, pk=pk)
    move, posted = request.POST.get("move", ""), request.POST if request.method == "POST" else None
    first = {"region": unit.region_id, "day": clock.today(), "hours": "standard"}
    hire = HireForm(posted if move == "hire" else None, initial=first, prefix="hire")
    file_given = (posted, request.FILES) if move == "file" else (None, None)
    upload = UploadForm(*file_given, initial={"region": unit.region_id, "kind": "hire"}, prefix="file")
    form: forms.Form | None = {"hire": hire, "file": upload}.get(move)
    if form is not None and form.is_valid():
        try:
            staged = _staged(unit, move, form, actor)
            return redirect("registration:desk_filing", staged.pk)
        except sheets.BadSheet as bad:
            form.add_error("file", str(bad))
    context = {"nav": "registration", "clerk": request.clerk, "unit": unit, "hire": hire, "upload": upload}
    context["form"] = form
    status = 200 if posted is None else 422
    return render(request, "registration/filings/desk_unit.html", context, status=status)


def _staged(unit: Organisation, move: str, form: Any, by: Actor) -> Filing:
    """What was filled in, read and held against the register."""
    given = form.cleaned_data
    if move == "hire":
        return filing_one.stage_one(unit, form.cells(), region=given["region"], by=by)
    data = given["file"].read()
    return filings.stage(unit, given["kind"], given["file"].name, data, region=given["region"], by=by)


@clerk_required
@require_safe
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """The file to fill in, for a unit that came without one."""
    _window(request)
    return empty_file(kind)


@clerk_required
@require_http_methods(["GET", "POST"])
def desk_filing(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What it would do; sent with the promise signed on paper by who came for the unit."""
    actor = _window(request)
    rows = Filing.objects.select_related("organisation", "region", "case", "agency")
    found = get_object_or_404(rows, pk=pk)
    if found.made_by_id != request.user.pk and not found.agency.path.startswith(actor.agency_path or "-"):
        raise Http404
    text, problem = current_text(filings.ITEM[found.kind]), ""
    if request.method == "POST":
        problem = _sent(request, found, actor)
        if not problem:
            return redirect("registration:desk_filing", pk)
    context = presenters.filing_context(found)
    context |= {"nav": "registration", "clerk": request.clerk, "pledge": pledge(text), "text": text}
    context["problem"] = problem
    status = 422 if problem else 200
    return render(request, "registration/filings/desk_filing.html", context, status=status)


def _sent(request: HttpRequest, found: Filing, by: Actor) -> str:
    """Do what was pressed; what is wrong with it, in words."""
    text = request.POST.get("text", "")
    try:
        if request.POST.get("move") == "drop":
            filings.drop(found, by=by)
            return ""
        filing_at_window.send_signed(
            found, text=int(text) if text.isdigit() else 0, scan=request.FILES.get("scan"), by=by
        )
    except CommitmentChanged:
        return _("承诺的文字刚刚更新,请重新打印一份签字。")
    except filings.NotNow as not_now:
        return str(not_now)
    messages.success(request, _("已收件。"))
    return ""


register_room(
    Room(
        "registration:desk_units",
        lazy("代单位申报用工"),
        lazy("单位到窗口来的,在这里帮它申报"),
        20,
        roles=WINDOW,
    )
)
