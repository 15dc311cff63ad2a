"""缴费数据导入 at the desk: choose a file, see what it would do, take it or not, undo it."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts.doors import clerk_required
from portal.casework.doors import desk_actor
from portal.exchange import sheets
from portal.kernel.actor import Actor
from portal.site.rooms import Room, register_room

from ..forms.contributions import ImportForm
from ..rules.lines import COLUMNS
from ..services import contributions as services

PAGE, SHOWN = 30, 200
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EXAMPLE = ["519999198303122642", "91519999MA6XN00116", "锦江区", "2026-10", "5000.00", "30.00", "20.00"]
ACTS = {"apply": services.apply, "undo": services.undo, "drop": services.drop}
DONE = {"apply": lazy("已生效。"), "undo": lazy("已撤销,记录恢复原样。"), "drop": lazy("这个文件没有采用。")}


def _keeper(request: HttpRequest) -> Actor:
    """A clerk who keeps data; for others the page is not there."""
    actor = desk_actor(request)
    if not actor.roles & services.DATA_ROLES:
        raise Http404
    return actor


@clerk_required
@require_http_methods(["GET", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """The form, and what was imported before."""
    actor = _keeper(request)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            batch = services.stage(
                given["file"].name,
                given["file"].read(),
                source=given["source"],
                as_of=given["as_of"],
                by=actor,
            )
            return redirect("insurance:import", batch.pk)
        except (sheets.BadSheet, services.NotNow) as bad:
            form.add_error("file", str(bad))
    rows = services.visible_to(actor).select_related("made_by").order_by("-made_at")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "rows": page, "clerk": request.clerk, "nav": "insurance"}
    return render(request, "insurance/contributions/list.html", context, status=422 if form.errors else 200)


@clerk_required
@require_safe
def one(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What one file does or did, and the lines that were not taken."""
    actor = _keeper(request)
    batch = get_object_or_404(services.visible_to(actor).select_related("made_by", "ended_by"), pk=pk)
    bad = list(batch.lines.exclude(problem="").order_by("line")[:SHOWN])
    context = {"batch": batch, "bad": bad, "shown": SHOWN, "clerk": request.clerk, "nav": "insurance"}
    return render(request, "insurance/contributions/one.html", context)


@clerk_required
@require_POST
def act(request: HttpRequest, pk: UUID, how: str) -> HttpResponse:
    """Take it, undo it, or leave it."""
    actor = _keeper(request)
    batch = get_object_or_404(services.visible_to(actor), pk=pk)
    try:
        ACTS[how](batch, by=actor)
        messages.success(request, DONE[how])
    except services.NotNow as bad:
        messages.error(request, str(bad))
    return redirect("insurance:import", pk)


@clerk_required
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """The columns and an example."""
    _keeper(request)
    data = sheets.template(list(COLUMNS), EXAMPLE, title=_("缴费"))
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="contributions.xlsx"'
    return response


LEAD = lazy("先看影响,再生效;可以撤销")
register_room(Room("insurance:imports", lazy("缴费数据导入"), LEAD, 60, services.DATA_ROLES))
