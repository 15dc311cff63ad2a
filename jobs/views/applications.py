"""Applying, and what a person sees of their applications."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts import actors
from portal.accounts.doors import person_required
from portal.kernel.fields import plaintext

from ..models import Resume
from ..presenters import applications as presenters
from ..presenters import interviews as slots
from ..presenters.vacancies import card
from ..queries import public_vacancies
from ..services import applications as services

SHOWN, GONE = 100, 410


@person_required
@require_http_methods(["GET", "POST"])
def apply(request: HttpRequest, number: str) -> HttpResponse:
    """Say what the unit will see, then send the stored CV; a vacancy that ended says so (410)."""
    vacancy = get_object_or_404(public_vacancies(), number=number)
    written = Resume.objects.filter(person=request.person).exists()
    if request.method == "GET":
        shut = not services.takes(vacancy)
        context = {"nav": "jobs", "vacancy": vacancy, "card": card(vacancy), "written": written}
        return render(request, "jobs/apply.html", context | {"shut": shut}, status=GONE if shut else 200)
    try:
        made, new = services.apply(vacancy, request.person, by=actors.of_request(request))
    except services.VacancyShut:
        messages.error(request, _("这个岗位已不再接受投递。可以看看别的岗位。"))
        return redirect("jobs:vacancy", number)
    if not new:
        messages.info(request, _("您已经投递过这个岗位,这是当时的投递。"))
    elif written:
        messages.success(request, _("已投递。单位答复后我们会告诉您。"))
    else:
        messages.success(request, _("已投递。您还没写简历,单位只看得到姓名和电话。"))
    return redirect("jobs:application", made.pk)


@person_required
@require_safe
def applications(request: HttpRequest) -> HttpResponse:
    """One's applications, the newest first."""
    rows = services.of_person(request.person)[:SHOWN]
    context = {"nav": "my", "rows": [presenters.card(row, "jobs:application") for row in rows]}
    return render(request, "jobs/applications.html", context)


@person_required
@require_http_methods(["GET", "POST"])
def application(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One application with its history; POST takes it back."""
    row = get_object_or_404(services.of_person(request.person), pk=pk)
    if request.method == "POST":
        try:
            services.withdraw(row, by=actors.of_request(request))
        except services.ApplicationMoved:
            messages.error(request, _("这份投递已经结束,不用再撤回。"))
        else:
            messages.success(request, _("已撤回。"))
        return redirect("jobs:application", pk)
    context = {
        "nav": "my",
        "row": row,
        "card": presenters.card(row, "jobs:application"),
        "rows": presenters.history(row),
        "reason": row.get_reason_display() if row.reason else "",
        "text": plaintext(row.text) if row.text else "",
        "why": presenters.why_ended(row),
        "open": presenters.is_open(row),
        **slots.person_context(row),
    }
    return render(request, "jobs/application.html", context)
