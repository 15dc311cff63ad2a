"""Activities: the public list and page, one's bookings with their codes."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts import actors
from portal.accounts.doors import person_required
from portal.documents import rendering
from portal.kernel.ids import uuid_of

from ..forms.activities import FeedbackForm
from ..models import Activity, Booking
from ..presenters import activities as presenters
from ..services import activities as services

PAGE = 20


def refused(why: str) -> str:
    """What a refusal says, and how to go on."""
    return {
        "full": _("名额刚刚约满了。有人取消就会空出来,可以过些时候再看。"),
        "begun": _("活动已经开始,不能再约或取消了。"),
        "off": _("活动取消了,可以另选一场。"),
        "fewer": _("名额不能少于已经约出的人数。"),
        "came": _("您已经到场,不用取消。"),
        "forged": _("这个码不是这场活动的预约码。请核对场次,或在名单里找。"),
        "early": _("活动当天才能签到。"),
        "absent": _("参加以后才能评价。"),
    }[why]


@require_safe
def activities(request: HttpRequest) -> HttpResponse:
    """What is coming, the next first; `after` is the last one seen."""
    rows = services.coming()
    last = Activity.objects.filter(pk=uuid_of(request.GET.get("after", ""))).first()
    if last:
        rows = rows.filter(Q(begins_at__gt=last.begins_at) | Q(begins_at=last.begins_at, pk__gt=last.pk))
    found = list(rows[: PAGE + 1])
    more = f"?after={found[PAGE - 1].pk}" if len(found) > PAGE else ""
    context = {"cards": [presenters.card(each) for each in found[:PAGE]], "more": more, "later": bool(last)}
    return render(request, "jobs/activities/list.html", context | {"nav": "jobs"})


@require_safe
def activity(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One activity; who has a place is led to it."""
    row = get_object_or_404(Activity.objects.select_related("agency"), pk=pk)
    actor = actors.of_request(request) if request.user.is_authenticated else None
    mine = None
    if actor and actor.kind == "person":
        mine = services.bookings_of(request.person).filter(activity=row, cancelled_at__isnull=True).first()
    context = {"activity": presenters.page(row), "mine": mine, "nav": "jobs"}
    return render(request, "jobs/activities/page.html", context)


@person_required
@require_http_methods(["GET", "POST"])
def book(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a place; coming back from the sign-in leads to the page again."""
    row = get_object_or_404(Activity, pk=pk)
    if request.method == "POST":
        try:
            made = services.book(row, request.person, by=actors.of_request(request))
        except services.ActivityRefused as error:
            messages.error(request, refused(error.why))
        else:
            messages.success(request, _("约好了。到场时出示下面的预约码。"))
            return redirect("jobs:booking", made.pk)
    return redirect("jobs:activity", pk)


@person_required
@require_safe
def my_activities(request: HttpRequest) -> HttpResponse:
    """One's bookings, the newest first."""
    rows = services.bookings_of(request.person)[:PAGE]
    context = {"cards": [presenters.booked(each) for each in rows], "nav": "my"}
    return render(request, "jobs/activities/mine.html", context)


def _own(request: HttpRequest, pk: UUID) -> Booking:
    return get_object_or_404(services.bookings_of(request.person), pk=pk)


def _shown(row: Booking, form: FeedbackForm) -> dict[str, Any]:
    kind, word = presenters.state_of(row)
    page = presenters.page(row.activity)
    return {
        "booking": row,
        "activity": page,
        "kind": kind,
        "word": word,
        "waits": kind == "wait",
        "qr": rendering.qr_url(services.token_of(row)) if kind == "wait" else "",
        "form": form if row.attended_at else None,
        "nav": "my",
    }


@person_required
@require_safe
def booking(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One's place with its code; what one said afterwards."""
    row = _own(request, pk)
    return render(
        request, "jobs/activities/booking.html", _shown(row, FeedbackForm(initial={"rating": row.rating}))
    )


@person_required
@require_POST
def cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give the place back."""
    row = _own(request, pk)
    try:
        services.cancel(row, by=actors.of_request(request))
    except services.ActivityRefused as error:
        messages.error(request, refused(error.why))
    else:
        messages.success(request, _("已取消,名额让给了别人。"))
    return redirect("jobs:booking", pk)


@person_required
@require_POST
def rate(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say how it was."""
    row, form = _own(request, pk), FeedbackForm(request.POST)
    if row.attended_at is None:
        messages.error(request, refused("absent"))
    elif not form.is_valid():
        return render(request, "jobs/activities/booking.html", _shown(row, form), status=422)
    else:
        services.rate(row, by=actors.of_request(request), **form.cleaned_data)
        messages.success(request, _("谢谢您的评价。"))
    return redirect("jobs:booking", pk)
