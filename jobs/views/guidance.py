"""Guidance: at the desk for the clerk, one's own plan for the person."""

import csv
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts import actors
from portal.accounts.doors import clerk_required, person_required
from portal.accounts.models import Person
from portal.accounts.services import note_access
from portal.casework.doors import desk_actor
from portal.documents import rendering
from portal.kernel import clock

from ..forms.guidance import InterviewForm, KeyGroupForm, PlanForm
from ..models import CareerPlan, KeyGroup, PlanStep
from ..presenters import guidance as presenters
from ..services import guidance as services

SHOWN, MOST_EXPORTED = 100, 5_000


def _guided(request: HttpRequest, pk: UUID) -> Person:
    """A person this clerk may guide; to others there is nobody. The look is kept for the person to see."""
    actor = actors.of_request(request)
    found = get_object_or_404(services.people_for(actor), pk=pk)
    note_access(found, what=_("就业指导记录"), purpose=_("就业指导"), by=actor)
    return found


@clerk_required
@require_safe
def seeker(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Interviews, key groups and plans of a person."""
    context = presenters.desk_context(_guided(request, pk))
    return render(request, "jobs/guidance/seeker.html", context | {"clerk": request.clerk, "nav": "tasks"})


FORMS = {
    "interview": (InterviewForm, services.interview),
    "group": (KeyGroupForm, services.set_group),
    "plan": (PlanForm, services.plan),
}


@clerk_required
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, pk: UUID, what: str) -> HttpResponse:
    """One form of the desk: an interview, a key group or a plan."""
    person = _guided(request, pk)
    kind, verb = FORMS[what]
    form = kind(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        facts = form.cleaned_data
        if what == "plan":
            facts = {"goal": facts["goal"], "steps": form.steps()}
        verb(person, clerk=request.clerk, by=actors.of_request(request), **facts)
        messages.success(request, _("已保存。"))
        return redirect("jobs:guided", pk)
    titles = {"interview": _("求职意愿调查"), "group": _("重点群体"), "plan": _("职业规划")}
    context = {"form": form, "title": titles[what], "person": person, "clerk": request.clerk, "nav": "tasks"}
    return render(request, "jobs/guidance/form.html", context, status=422 if form.errors else 200)


@clerk_required
@require_POST
def contacted(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Spoken to today."""
    services.contacted(_guided(request, pk), by=actors.of_request(request))
    messages.success(request, _("已记下今天的联系。"))
    return redirect("jobs:guided", pk)


@clerk_required
@require_POST
def end_group(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A person leaves a key group; only in the subtree of the clerk's agency."""
    actor = actors.of_request(request)
    rows = KeyGroup.objects.filter(
        agency__path__startswith=actor.agency_path, person__in=services.people_for(actor)
    )
    tag = get_object_or_404(rows, pk=pk)
    services.end_group(tag, by=actor)
    messages.success(request, _("已办好。"))
    return redirect("jobs:guided", tag.person_id)


@clerk_required
@require_safe
def overdue(request: HttpRequest) -> HttpResponse:
    """Contacts that are late, by names masked, for the desk alone; as CSV with ?csv=1, the oldest first."""
    actor = desk_actor(request)
    rows = services.overdue(actor, on=clock.today())
    if request.GET.get("csv"):
        return _csv([presenters.overdue_row(each) for each in rows[:MOST_EXPORTED]])
    context = {"rows": [presenters.overdue_row(each) for each in rows[:SHOWN]], "clerk": request.clerk}
    context |= presenters.overdue_counts(rows.count(), shown=SHOWN, exported=MOST_EXPORTED)
    return render(request, "jobs/guidance/overdue.html", context | {"nav": "tasks"})


def _csv(rows: list[dict]) -> HttpResponse:
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="contacts.csv"'
    out = csv.writer(response)
    out.writerow([_("姓名"), _("重点群体"), _("机构"), _("上次联系"), _("应当联系")])
    names = ("name", "group", "agency", "last", "due")
    out.writerows([presenters.guarded(row[name]) for name in names] for row in rows)
    return response


@person_required
@require_safe
def my_plans(request: HttpRequest) -> HttpResponse:
    """One's own plans."""
    context = {"plans": presenters.plans_of(request.person), "nav": "my"}
    return render(request, "jobs/guidance/mine.html", context)


@person_required
@require_POST
def sign_plan(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Agree to a plan by the tick."""
    found = get_object_or_404(CareerPlan, pk=pk, person=request.person)
    if request.POST.get("agree"):
        services.sign_plan(found, by=actors.of_request(request))
        messages.success(request, _("已签字。"))
    else:
        messages.error(request, _("请先看一遍规划,再勾选同意。"))
    return redirect("jobs:my_plans")


@person_required
@require_POST
def my_step(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Tick a step of one's own plan, or take the tick back."""
    _tick(request, pk)
    return redirect("jobs:my_plans")


@clerk_required
@require_POST
def step_done(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The same at the desk."""
    return redirect("jobs:guided", _tick(request, pk).plan.person_id)


def _tick(request: HttpRequest, pk: UUID) -> PlanStep:
    actor = actors.of_request(request)
    step = get_object_or_404(services.steps_for(actor).select_related("plan"), pk=pk)
    services.step_done(step, done=request.POST.get("done") != "0", by=actor)
    messages.success(request, _("已保存。"))
    return step


@person_required
@require_safe
def plan_pdf(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A plan on paper."""
    rows = CareerPlan.objects.select_related("clerk", "agency")
    found = get_object_or_404(rows, pk=pk, person=request.person)
    html = render_to_string("jobs/guidance/paper.html", {"plan": presenters.plan(found)})
    response = HttpResponse(rendering.pdf_of(html), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="plan.pdf"'
    return response
