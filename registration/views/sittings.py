"""集中办理 at the desk: open a sitting, work through the list, file the signature sheet."""

from typing import Any
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
from portal.kernel.actor import Actor
from portal.site.rooms import Room, register_room

from ..forms.graduates import CloseForm, EntryForm, SittingForm
from ..models import GraduateSitting
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
    """The list of the sitting, many lines written at once; closed with its sheet."""
    actor = desk_actor(request)
    sitting = get_object_or_404(queries.sittings_for(actor), pk=pk)
    many = request.POST.get("form") == "many"
    form = CloseForm(request.POST if request.method == "POST" and not many else None)
    typed = _write_many(request, sitting, actor) if many else {}
    if many and not typed:
        messages.success(request, _("已记下。"))
        return redirect(f"{request.path}?page={request.GET.get('page', '1')}")
    if form.is_bound and form.is_valid():
        try:
            services.close(sitting, by=actor, **form.cleaned_data)
            messages.success(request, _("已结束,签字表已登记。"))
            return redirect("registration:sitting", pk)
        except NotNow as not_now:
            form.add_error(None, str(not_now))
    context = _sheet(request, sitting, typed) | {"form": form, "wrong": len(typed)}
    status = 422 if form.errors or typed else 200
    return render(request, "registration/graduates/sitting.html", context, status=status)


def _write_many(
    request: HttpRequest, sitting: GraduateSitting, actor: Actor
) -> dict[str, tuple[str, bool, str]]:
    """Write every line that was filled in, each for itself; gives back those that were not, with what is wrong."""
    left: dict[str, tuple[str, bool, str]] = {}
    people = {str(person.pk): person for person in queries.people_of_sitting(sitting)}
    for name, value in request.POST.items():
        key, text = name.removeprefix("line-"), value.strip()
        if not name.startswith("line-") or not text or key not in people:
            continue
        no = bool(request.POST.get(f"no-{key}"))
        entry = EntryForm({"sheet_line": text, "consented": "no" if no else "yes"})
        if not entry.is_valid():
            left[key] = (text[:5], no, str(next(iter(entry.errors.values()))[0]))
            continue
        try:
            services.enter(sitting, people[key], by=actor, **entry.cleaned_data)
        except NotNow as not_now:
            left[key] = (text, no, str(not_now))
    return left


def _sheet(
    request: HttpRequest, sitting: GraduateSitting, typed: dict[str, tuple[str, bool, str]]
) -> dict[str, Any]:
    """The list with what is written and what was typed."""
    page = Paginator(queries.people_of_sitting(sitting), PAGE).get_page(request.GET.get("page"))
    entries = {entry.person_id: entry for entry in sitting.entries.all()}
    return {
        "nav": "registration",
        "clerk": request.clerk,
        "sitting": sitting,
        "row": presenters.sitting_row(sitting),
        "people": presenters.sitting_people(list(page), entries, typed),
        "count": page.paginator.count,
        "written": len(entries),
        "previous_url": f"?page={page.previous_page_number()}" if page.has_previous() else "",
        "next_url": f"?page={page.next_page_number()}" if page.has_next() else "",
    }


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
