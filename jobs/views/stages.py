"""One's own stage and profile, and stopping pushes without signing in."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts import actors
from portal.accounts.doors import person_required
from portal.accounts.models import Person
from portal.kernel.actor import system

from ..models import ExpertConference
from ..presenters import profile
from ..presenters.stages import calendar
from ..services import pushing, stages


@person_required
@require_safe
def card(request: HttpRequest) -> HttpResponse:
    """All that is known of oneself for pushing and matching, the stage, the switches."""
    person = request.person
    return render(request, "jobs/stages/card.html", profile.card_context(person, stages.of_person(person)))


@person_required
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Stop a kind of push or let it come again; only what is known can be switched."""
    topic, on = request.POST.get("topic", ""), request.POST.get("on") == "1"
    if topic not in pushing.KINDS and topic not in pushing.stopped_of(request.person):
        raise Http404
    pushing.switch(request.person, topic, on=on, by=actors.of_request(request))
    messages.success(request, _("已打开。") if on else _("已关掉,不再推送。"))
    return redirect("jobs:profile_card")


@person_required
@require_POST
def refuse(request: HttpRequest) -> HttpResponse:
    """No guidance, no experts wanted; it costs nothing."""
    stages.refuse(request.person, by=actors.of_request(request))
    messages.success(request, _("好的,不再安排。以后想要帮忙,随时找窗口。"))
    return redirect("jobs:profile_card")


@person_required
@require_safe
def conference_ics(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The conference one is invited to, for a calendar."""
    rows = ExpertConference.objects.filter(service__person=request.person, cancelled_at__isnull=True)
    found = get_object_or_404(rows, pk=pk)
    response = HttpResponse(calendar(found), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="conference.ics"'
    return response


@never_cache
@require_http_methods(["GET", "POST"])
def stop_push(request: HttpRequest, token: str) -> HttpResponse:
    """Stop what a message was about, without signing in; a GET only asks, as mail programs open links."""
    try:
        person, topic = pushing.read_token(token)
    except Person.DoesNotExist as error:
        raise Http404 from error
    if request.method == "POST":
        pushing.switch(person, topic, on=False, by=system("visitor"))
    context = {"nav": "jobs", "text": profile.topic_text(topic)}
    context["stopped"] = topic in pushing.stopped_of(person)
    return render(request, "jobs/stages/stop_push.html", context)
