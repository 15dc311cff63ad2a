"""Times for interviews: offered by the unit, taken by the applicant."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts import actors
from portal.accounts.doors import person_required

from .. import policy
from ..forms.interviews import SlotsForm
from ..models import Application, InterviewSlot
from ..presenters import interviews as presenters
from ..services import applications
from ..services import interviews as services


@person_required
@require_http_methods(["GET", "POST"])
def offered(request: HttpRequest, number: str) -> HttpResponse:
    """The unit's times of one vacancy; POST offers more."""
    vacancy = get_object_or_404(policy.vacancies_for(request.user), number=number)
    form = SlotsForm(
        request.POST if request.method == "POST" else None, initial={"place": vacancy.address[:120]}
    )
    if form.is_bound and form.is_valid():
        by = actors.of_member(policy.seat(request.user, vacancy.employer_id))
        made = services.offer_slots(vacancy, by=by, **form.facts())
        if made:
            messages.success(request, _("已放出%(n)s个时间,受邀的人会收到消息。") % {"n": len(made)})
        else:
            messages.info(request, _("这些时间已经有了。"))
        return redirect("jobs:interviews", number)
    rows = [presenters.unit_row(slot) for slot in services.of_vacancy(vacancy)]
    context = {"nav": "my", "vacancy": vacancy, "form": form, "rows": rows}
    return render(request, "jobs/interviews.html", context, status=422 if form.errors else 200)


@person_required
@require_POST
def cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The unit takes a time back."""
    rows = InterviewSlot.objects.filter(vacancy__in=policy.vacancies_for(request.user))
    slot = get_object_or_404(rows.select_related("vacancy"), pk=pk)
    by = actors.of_member(policy.seat(request.user, slot.vacancy.employer_id))
    services.cancel(slot, by=by)
    messages.success(request, _("已取消。约了这个时间的人会收到消息。"))
    return redirect("jobs:interviews", slot.vacancy.number)


def _mine(request: HttpRequest, pk: UUID) -> Application:
    return get_object_or_404(applications.of_person(request.person), pk=pk)


@person_required
@require_POST
def book(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a time by its key, or give the held one back with «cancel»."""
    row, by = _mine(request, pk), actors.of_request(request)
    if request.POST.get("cancel"):
        if services.give_back(row, by=by):
            messages.success(request, _("已取消面试时间,单位会收到消息。"))
        return redirect("jobs:application", pk)
    try:
        slot = services.free_for(row).filter(pk=UUID(request.POST.get("slot", ""))).first()
        if slot is None:
            raise services.SlotTaken
        services.book(row, slot, by=by)
    except ValueError:
        messages.error(request, _("请先选一个时间。"))
    except (services.SlotTaken, services.NotInvited):
        messages.error(request, _("这个时间刚被约走或取消了,请另选一个。"))
    else:
        messages.success(request, _("已约好。请准时到,不能去的话请提前取消。"))
    return redirect("jobs:application", pk)


@person_required
@require_safe
def calendar(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The booked time as a calendar file."""
    row = _mine(request, pk)
    slot = services.booked(row)
    if slot is None:
        raise Http404
    slot.vacancy = row.vacancy
    response = HttpResponse(presenters.calendar(slot), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{row.vacancy.number}.ics"'
    return response
