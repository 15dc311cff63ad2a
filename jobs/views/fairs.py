"""Campaigns and fairs: the public pages, a seeker's pass, an employer's booth, the door."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts import actors
from portal.accounts.doors import clerk_required, person_required
from portal.accounts.models import Membership
from portal.casework import policy as desk_policy
from portal.documents import rendering
from portal.kernel import clock
from portal.kernel.ids import uuid_of

from .. import policy
from ..forms.fairs import DoorForm, IntentionForm, ResultForm
from ..models import Booth, Campaign, Employer, FairPass, JobFair
from ..presenters import fairs as presenters
from ..services import fairs as services
from .seats import seat_of

SHOWN = 50


def refused(why: str) -> str:
    """What a refusal says, and how to go on."""
    return {
        "unverified": _("单位还没有通过招聘资质核验。先在单位工作台申请核验。"),
        "full": _("展位订满了。有单位退订就会空出来,可以过些时候再看。"),
        "over": _("招聘会已经开始或结束,不能再订、再领或再退了。"),
        "forged": _("这个码不是这场招聘会的。请核对场次。"),
        "early": _("招聘会当天才能签到和登记。"),
        "unknown": _("没有这个入场号,请和求职者核对六位数。"),
        "closed": _("招聘会结束7天以后不能再登记意向了。"),
    }[why]


@require_safe
def campaigns(request: HttpRequest) -> HttpResponse:
    """This year's campaigns and the fairs that are coming."""
    rows = Campaign.objects.filter(ends__gte=clock.today()).order_by("begins", "pk")[:SHOWN]
    context = {
        "campaigns": [presenters.campaign(each) for each in rows],
        "fairs": [presenters.card(each) for each in services.coming()[:SHOWN]],
    }
    return render(request, "jobs/fairs/campaigns.html", context | {"nav": "jobs"})


@require_safe
def campaign(request: HttpRequest, number: str) -> HttpResponse:
    """A campaign with its fairs."""
    row = get_object_or_404(Campaign, slug=number)
    rows = row.fairs.select_related("agency").order_by("begins_at", "pk")[:SHOWN]
    context = {"campaign": presenters.campaign(row), "fairs": [presenters.card(each) for each in rows]}
    return render(request, "jobs/fairs/campaign.html", context | {"nav": "jobs"})


def _fair(pk: UUID) -> JobFair:
    return get_object_or_404(JobFair.objects.select_related("agency", "campaign"), pk=pk)


@require_safe
def fair(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One fair: when, where, who is there; a pass, or a booth."""
    row = _fair(pk)
    actor = actors.of_request(request) if request.user.is_authenticated else None
    context: dict[str, Any] = {"fair": presenters.page(row), "booths": presenters.booths(row), "nav": "jobs"}
    context |= {"event": presenters.event(row), "campaign": row.campaign}
    if actor and actor.kind == "person":
        context["mine"] = FairPass.objects.filter(fair=row, person=request.person).first()
        seats = [each for each in policy.seats_of(request.user) if each.role in policy.POSTING]
        context["seats"] = [each for each in seats if hasattr(each.organisation, "employer")]
    return render(request, "jobs/fairs/fair.html", context)


@require_safe
def counts(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The numbers of a fair as they are now, for a screen in the hall."""
    row = _fair(pk)
    context = {"fair": presenters.page(row), "rows": presenters.counted(services.counts(row)), "nav": "jobs"}
    return render(request, "jobs/fairs/counts.html", context)


@require_safe
def fair_ics(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The fair as a calendar file (RFC 5545)."""
    from icalendar import Calendar, Event

    row, entry, calendar = _fair(pk), Event(), Calendar()
    facts = (("uid", f"{row.pk}@shuye"), ("dtstamp", clock.now()), ("dtstart", row.begins_at))
    for name, value in (*facts, ("dtend", row.ends_at), ("summary", row.title), ("location", row.place)):
        entry.add(name, value)
    calendar.add("prodid", "-//shuye//zh//")
    calendar.add("version", "2.0")
    calendar.add_component(entry)
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="fair.ics"'
    return response


@person_required
@require_http_methods(["GET", "POST"])
def take_pass(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a pass; coming back from the sign-in leads to the page again."""
    row = _fair(pk)
    if request.method == "POST":
        try:
            made = services.take_pass(row, request.person, by=actors.of_request(request))
        except services.FairRefused as error:
            messages.error(request, refused(error.why))
        else:
            return redirect("jobs:fair_pass", made.pk)
    return redirect("jobs:fair", pk)


@person_required
@require_safe
def fair_pass(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One's pass with its number and code."""
    rows = FairPass.objects.filter(person_id__in=request.person.all_ids).select_related("fair__agency")
    row = get_object_or_404(rows, pk=pk)
    context = {"entry": presenters.entry(row), "fair": presenters.page(row.fair), "nav": "my"}
    context["qr"] = rendering.qr_url(services.pass_token(row))
    return render(request, "jobs/fairs/pass.html", context)


def _seat(request: HttpRequest, organisation: UUID | str) -> Membership:
    key = uuid_of(str(organisation))
    if key is None:
        raise Http404
    return seat_of(request, key)


@person_required
@require_http_methods(["GET", "POST"])
def take_booth(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A booth for the unit of `organisation`."""
    row = _fair(pk)
    if request.method == "POST":
        seat = _seat(request, request.POST.get("organisation", ""))
        employer = get_object_or_404(Employer, organisation=seat.organisation)
        try:
            made = services.take_booth(row, employer, by=actors.of_member(seat))
        except services.FairRefused as error:
            messages.error(request, refused(error.why))
        else:
            messages.success(request, _("展位订好了。"))
            return redirect("jobs:booth", made.pk)
    return redirect("jobs:fair", pk)


def _booth(request: HttpRequest, pk: UUID) -> tuple[Booth, Membership]:
    row = get_object_or_404(Booth.objects.select_related("fair__agency", "employer__organisation"), pk=pk)
    return row, _seat(request, row.employer_id)


def _booth_page(
    request: HttpRequest, row: Booth, talk: IntentionForm | None = None, result: ResultForm | None = None
) -> HttpResponse:
    forms = {"talk": talk or IntentionForm(), "result": result or ResultForm(initial={"hired": row.hired})}
    context = {"booth": presenters.booth(row), "fair": presenters.page(row.fair), "nav": "jobs"} | forms
    context["qr"] = rendering.qr_url(services.booth_token(row))
    return render(request, "jobs/fairs/booth.html", context, status=422 if talk or result else 200)


@person_required
@require_safe
def booth(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One's booth: the code for the door, what was agreed, the result."""
    return _booth_page(request, _booth(request, pk)[0])


@person_required
@require_POST
def leave_booth(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give the booth back."""
    row, seat = _booth(request, pk)
    try:
        services.leave_booth(row, by=actors.of_member(seat))
    except services.FairRefused as error:
        messages.error(request, refused(error.why))
        return redirect("jobs:booth", pk)
    messages.success(request, _("展位已退。"))
    return redirect("jobs:fair", row.fair_id)


@person_required
@require_POST
def intend(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What was agreed with the holder of a pass."""
    row, seat = _booth(request, pk)
    form = IntentionForm(request.POST)
    if form.is_valid():
        try:
            services.intend(row, by=actors.of_member(seat), **form.cleaned_data)
        except services.FairRefused as error:
            form.add_error("number", refused(error.why))
        else:
            messages.success(request, _("已登记。"))
            return redirect("jobs:booth", pk)
    return _booth_page(request, row, talk=form)


@person_required
@require_POST
def result(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How many were hired."""
    row, seat = _booth(request, pk)
    form = ResultForm(request.POST)
    if not form.is_valid():
        return _booth_page(request, row, result=form)
    services.tell_result(row, by=actors.of_member(seat), **form.cleaned_data)
    messages.success(request, _("谢谢,已记下。"))
    return redirect("jobs:booth", pk)


@clerk_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Fairs whose door the clerk holds."""
    actor = actors.of_request(request)
    if not actor.roles & desk_policy.DESK_ROLES:
        raise Http404
    rows = services.fairs_for(actor)[:SHOWN]
    context = {"fairs": [presenters.card(each) | {"pk": each.pk} for each in rows], "clerk": request.clerk}
    return render(request, "jobs/fairs/desk.html", context | {"nav": "todo"})


@clerk_required
@require_http_methods(["GET", "POST"])
def door(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The door: codes of booths and passes, and the numbers as they are now."""
    actor = actors.of_request(request)
    row = get_object_or_404(services.fairs_for(actor), pk=pk)
    form = DoorForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            found = services.sign_in(row, form.cleaned_data["code"], by=actor)
        except services.FairRefused as error:
            form.add_error("code", refused(error.why))
        else:
            where = _("展位%(n)s") if isinstance(found, Booth) else _("入场号%(n)s")
            messages.success(request, _("%(who)s已签到。") % {"who": where % {"n": found.number}})
            return redirect("jobs:fair_door", pk)
    context = {"fair": presenters.page(row), "form": form, "rows": presenters.counted(services.counts(row))}
    context |= {"clerk": request.clerk, "nav": "todo"}
    return render(request, "jobs/fairs/door.html", context, status=422 if form.errors else 200)
