"""四阶段递进式服务 at the desk: proposals, who is guided, conferences, the report."""

import csv
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.doors import clerk_required
from portal.accounts.services import note_access
from portal.casework.doors import desk_actor
from portal.kernel.actor import Actor

from ..forms.stages import ConferenceForm, DeclineForm, ResultForm
from ..models import ServiceStage, Stage, StageProposal
from ..presenters import stage_report
from ..presenters import stages as presenters
from ..services import conferences as conferring
from ..services import stage_counts
from ..services import stages as services

SHOWN = 100
FORMS = {"decline": DeclineForm, "book": ConferenceForm, "result": ResultForm}


@clerk_required
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Proposals that wait, the longest first; or who is in stage 3 or 4."""
    served = services.stages_for(desk_actor(request)).filter(closed_at__isnull=True)
    show = request.GET.get("show", "")
    if show in ("3", "4"):
        found = served.filter(stage=int(show)).order_by("stage_since", "pk")
        rows = list(found.prefetch_related(conferring.coming_of_many())[:SHOWN])
        shown = [presenters.stage_row(row, next(iter(row.to_come), None)) for row in rows]
    else:
        show = ""
        found = StageProposal.objects.filter(state=StageProposal.State.OPEN, service__in=served)
        rows = found.select_related("service__person").order_by("made_at", "pk")
        shown = [presenters.proposal_row(row) for row in rows[:SHOWN]]
    context = {"rows": shown, "show": show, "count": found.count(), "capped": found.count() > SHOWN}
    context |= {"tabs": _tabs(served, show), "clerk": request.clerk, "nav": "jobs"}
    return render(request, "jobs/stages/desk.html", context)


def _tabs(served: Any, show: str) -> list[tuple[str, str, bool]]:
    names = [("", _("待处理的建议")), ("3", _("分级指导")), ("4", _("专家重点"))]
    return [(f"?show={code}" if code else "?", name, code == show) for code, name in names]


def _one(request: HttpRequest, pk: UUID) -> tuple[ServiceStage, Actor]:
    """A row of the clerk's subtree; the look is kept for the person to see."""
    actor = desk_actor(request)
    row = get_object_or_404(services.stages_for(actor), pk=pk)
    note_access(row.person, what=_("服务阶段"), purpose=_("分阶段服务"), by=actor)
    return row, actor


@clerk_required
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One person's stage; accept, decline, book, call off, write down."""
    row, actor = _one(request, pk)
    which = request.POST.get("form", "")
    forms = {name: kind(request.POST if which == name else None, prefix=name) for name, kind in FORMS.items()}
    if request.method == "POST":
        bound = forms.get(which)
        if bound is None and which not in ("accept", "call_off"):
            raise Http404
        if bound is None or bound.is_valid():
            return _done(request, row, actor, which, bound)
    context = _context(row) | {f"{name}_form": form for name, form in forms.items()}
    wrong = any(form.is_bound and form.errors for form in forms.values())
    context |= {"clerk": request.clerk, "nav": "jobs"}
    return render(request, "jobs/stages/one.html", context, status=422 if wrong else 200)


def _done(request: HttpRequest, row: ServiceStage, actor: Actor, which: str, form: Any) -> HttpResponse:
    """Take the step; an old page's button says so and changes nothing."""
    try:
        _step(request, row, actor, which, form)
    except services.StageMoved:
        messages.error(request, _("情况已经变了,请看现在的情况。"))
    else:
        messages.success(request, _("已办好。"))
        if which in ("accept", "decline"):
            return redirect("jobs:desk_stages")
    return redirect("jobs:desk_stage", row.pk)


def _step(request: HttpRequest, row: ServiceStage, actor: Actor, which: str, form: Any) -> None:
    clerk = request.clerk
    if which in ("accept", "decline"):
        proposal = row.proposals.filter(state=StageProposal.State.OPEN).first()
        if proposal is None:
            raise services.StageMoved(str(row.pk))
        if which == "accept":
            services.accept(proposal, clerk=clerk, by=actor)
        else:
            services.decline(proposal, clerk=clerk, reason=form.cleaned_data["reason"], by=actor)
    elif which == "book":
        conferring.book(row, clerk=clerk, by=actor, **form.facts())
    else:
        held = conferring.coming(row)
        if held is None:
            raise services.StageMoved(str(row.pk))
        if which == "call_off":
            conferring.call_off(held, by=actor)
        else:
            conferring.write_down(held, by=actor, **form.cleaned_data)


def _context(row: ServiceStage) -> dict[str, Any]:
    waiting = row.proposals.filter(state=StageProposal.State.OPEN).first()
    coming = conferring.coming(row)
    return {
        "row": row,
        "name": row.person.name.masked(),
        "facts": presenters.facts(row, services.steps_of([row])[row.pk]),
        "proposal": presenters.stage_text(waiting.to_stage) if waiting else "",
        "why": presenters.steps_text(waiting) if waiting else "",
        "may_book": row.stage == Stage.EXPERT and row.closed_at is None and coming is None,
        "coming": presenters.conference(coming) if coming else None,
        "conferences": [each for each in presenters.conferences(row) if each["held"] or each["cancelled"]],
        "history": presenters.history(row),
    }


@clerk_required
@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """How many are in each stage by category at the end of a month, and what moved in it; as CSV with ?csv=1."""
    actor = desk_actor(request)
    month = stage_counts.month(request.GET.get("month", ""))
    standing = stage_counts.standing(actor.agency_path, month)
    changes = stage_counts.changes(actor.agency_path, month)
    if request.GET.get("csv"):
        return _csv(stage_report.cells(standing), month.code)
    context = stage_report.context(standing, changes, month)
    return render(request, "jobs/stages/report.html", context | {"clerk": request.clerk, "nav": "jobs"})


def _csv(rows: list[list[Any]], month: str) -> HttpResponse:
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="stages-{month}.csv"'
    csv.writer(response).writerows(rows)
    return response
