"""集中办理 at the desk: open a sitting, work through the list, file the signature sheet."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods

from portal.accounts.doors import clerk_required
from portal.casework.doors import desk_actor
from portal.kernel import clock
from portal.site.rooms import Room, register_room

from ..forms.graduates import CloseForm, EntryForm, SittingForm
from ..presenters import graduates_desk as presenters
from ..queries import graduates as queries
from ..services import graduates_sittings as services
from ..services.graduates import NotNow

SHOWN, PAGE = 50, 100


@clerk_required
@require_http_methods(["GET", "POST"])
def listed(request: HttpRequest) -> HttpResponse:
    """Sittings of the agency, and a new one."""
    actor = desk_actor(request)
    posted = request.POST if request.method == "POST" else None
    form = SittingForm(posted, places=queries.places_for(actor), initial={"held_on": clock.today()})
    if posted is not None and form.is_valid():
        try:
            made = services.begin(clerk=request.clerk, by=actor, **form.cleaned_data)
            return redirect("registration:sitting", made.pk)
        except NotNow as not_now:
            form.add_error("held_on", str(not_now))
    rows = [presenters.sitting_row(row) for row in queries.sittings_for(actor)[:SHOWN]]
    context = {"nav": "registration", "clerk": request.clerk, "form": form, "rows": rows, "shown": SHOWN}
    status = 422 if form.errors else 200
    return render(request, "registration/graduates/sittings.html", context, status=status)


@clerk_required
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The list of the sitting; closed with its sheet."""
    actor = desk_actor(request)
    sitting = get_object_or_404(queries.sittings_for(actor), pk=pk)
    form = CloseForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            services.close(sitting, by=actor, **form.cleaned_data)
            messages.success(request, _("已结束,签字表已登记。"))
            return redirect("registration:sitting", pk)
        except NotNow as not_now:
            form.add_error(None, str(not_now))
    page = Paginator(queries.people_of_sitting(sitting), PAGE).get_page(request.GET.get("page"))
    entries = {entry.person_id: entry for entry in sitting.entries.all()}
    context = {
        "nav": "registration",
        "clerk": request.clerk,
        "sitting": sitting,
        "row": presenters.sitting_row(sitting),
        "people": presenters.sitting_people(list(page), entries),
        "count": page.paginator.count,
        "written": len(entries),
        "form": form,
        "previous_url": f"?page={page.previous_page_number()}" if page.has_previous() else "",
        "next_url": f"?page={page.next_page_number()}" if page.has_next() else "",
    }
    status = 422 if form.errors else 200
    return render(request, "registration/graduates/sitting.html", context, status=status)


@clerk_required
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, pk: UUID, person: UUID) -> HttpResponse:
    """One person and the line they signed."""
    actor = desk_actor(request)
    sitting = get_object_or_404(queries.sittings_for(actor), pk=pk)
    found = get_object_or_404(queries.people_of_sitting(sitting), pk=person)
    last = sitting.entries.aggregate(last=Max("sheet_line"))["last"] or 0
    posted = request.POST if request.method == "POST" else None
    form = EntryForm(posted, initial={"sheet_line": last + 1, "consented": "yes"})
    if posted is not None and form.is_valid():
        try:
            services.enter(sitting, found, by=actor, **form.cleaned_data)
            messages.success(request, _("已记下。"))
            return redirect("registration:sitting", pk)
        except NotNow as not_now:
            form.add_error("sheet_line", str(not_now))
    context = {"nav": "registration", "clerk": request.clerk, "form": form, "sitting": sitting}
    context |= {"name": found.name.masked(), "row": presenters.sitting_row(sitting)}
    status = 422 if form.errors else 200
    return render(request, "registration/graduates/enter.html", context, status=status)


register_room(
    Room("registration:sittings", lazy("集中办理"), lazy("一所学校或一个厂,一次办完,一张签字表"), 45)
)
