"""Activities at the desk: made, changed, called off, and who came."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts import actors
from portal.accounts.doors import clerk_required
from portal.casework.doors import desk_actor

from ..forms.activities import ActivityForm, CallOffForm, CodeForm
from ..models import Activity, Booking
from ..presenters import activities as presenters
from ..services import activities as services
from .activities import refused

SHOWN = 50


def _desk(request: HttpRequest, pk: UUID | None = None) -> Any:
    """The activities of the desk, or one of them; to who has no role of the desk there is no page."""
    actor = desk_actor(request)
    rows = services.activities_for(actor)
    return get_object_or_404(rows, pk=pk) if pk else rows


@clerk_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Activities of the agency and below it, the latest first."""
    cards = [presenters.desk_card(each) for each in _desk(request)[:SHOWN]]
    context = {"cards": cards, "clerk": request.clerk, "nav": "todo", "shown": SHOWN}
    return render(request, "jobs/activities/desk.html", context)


def _form(request: HttpRequest, form: ActivityForm, title: str, back: Activity | None) -> HttpResponse:
    context = {"form": form, "title": title, "back": back, "clerk": request.clerk, "nav": "todo"}
    return render(request, "jobs/activities/form.html", context, status=422 if form.errors else 200)


@clerk_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new activity of one's agency."""
    _desk(request)
    form = ActivityForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        made = services.make(request.clerk, by=actors.of_request(request), **form.cleaned_data)
        messages.success(request, _("活动已发布。"))
        return redirect("jobs:desk_activity", made.pk)
    return _form(request, form, _("新活动"), None)


@clerk_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write an activity anew."""
    row = _desk(request, pk)
    first = {name: getattr(row, name) for name in services.WRITTEN}
    form = ActivityForm(request.POST if request.method == "POST" else None, initial=first)
    if form.is_bound and form.is_valid():
        try:
            services.change(row, by=actors.of_request(request), **form.cleaned_data)
        except services.ActivityRefused as error:
            form.add_error("capacity" if error.why == "fewer" else None, refused(error.why))
        else:
            messages.success(request, _("已保存。"))
            return redirect("jobs:desk_activity", pk)
    return _form(request, form, _("修改活动"), row)


def _page(request: HttpRequest, row: Activity, *, code: CodeForm, off: CallOffForm) -> HttpResponse:
    context = {
        "activity": presenters.page(row),
        "roster": presenters.roster(row),
        "told": presenters.told(row),
        "code": code,
        "off": off,
        "called_off": row.called_off_at,
        "clerk": request.clerk,
        "nav": "todo",
    }
    status = 422 if code.errors or off.errors else 200
    return render(request, "jobs/activities/desk_page.html", context, status=status)


@clerk_required
@require_safe
def one(request: HttpRequest, pk: UUID) -> HttpResponse:
    """An activity with who booked, who came, what they said."""
    return _page(request, _desk(request, pk), code=CodeForm(), off=CallOffForm())


@clerk_required
@require_POST
def scan(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A code shown at the door."""
    row, form = _desk(request, pk), CodeForm(request.POST)
    if form.is_valid():
        try:
            found = services.booking_by(form.cleaned_data["code"], activity=row)
            services.attend(found, by=actors.of_request(request))
        except services.ActivityRefused as error:
            form.add_error("code", refused(error.why))
        else:
            messages.success(request, _("%(name)s已签到。") % {"name": found.person.name.masked()})
            return redirect("jobs:desk_activity", pk)
    return _page(request, row, code=form, off=CallOffForm())


@clerk_required
@require_POST
def came(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who comes without a phone is ticked off the list."""
    rows = Booking.objects.filter(activity__in=_desk(request).order_by(), cancelled_at__isnull=True)
    row = get_object_or_404(rows, pk=pk)
    try:
        services.attend(row, by=actors.of_request(request))
    except services.ActivityRefused as error:
        messages.error(request, refused(error.why))
    else:
        messages.success(request, _("已签到。"))
    return redirect("jobs:desk_activity", row.activity_id)


@clerk_required
@require_POST
def call_off(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The activity does not take place."""
    row, form = _desk(request, pk), CallOffForm(request.POST)
    if not form.is_valid():
        return _page(request, row, code=CodeForm(), off=form)
    services.call_off(row, why=form.cleaned_data["why"], by=actors.of_request(request))
    messages.success(request, _("活动已取消,预约的人都会收到消息。"))
    return redirect("jobs:desk_activity", pk)
