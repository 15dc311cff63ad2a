"""The hall beside its cases: batches, tasks, papers to hand out and to serve, objections, contacts, the shift."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts import actors
from portal.accounts.doors import clerk_required
from portal.accounts.models import Role
from portal.accounts.services import note_access
from portal.casework import policy, presenters, registry, services
from portal.casework.doors import desk_actor
from portal.casework.forms import FinishForm, ObjectionAnswerForm, OutageForm, ServeForm
from portal.casework.models import Objection, Task
from portal.casework.services import halls, serving
from portal.documents import rendering
from portal.documents import services as documents
from portal.documents.models import Certificate
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.dates import day_text, moment_text

PAGE = 50


@clerk_required
@require_POST
def batch(request: HttpRequest) -> HttpResponse:
    """批量通过: the ticked rows without findings; the rest is said one by one."""
    actor = desk_actor(request)
    rows = policy.visible_to(actor).select_related("item", "version", "person", "responsible")
    cases = list(rows.filter(number__in=request.POST.getlist("case")).order_by("due", "id"))
    done = halls.pass_clean(cases, by=actor)
    passed = [each for each in done if not each.why]
    left = [each for each in done if each.why]
    if not done:
        messages.info(request, _("没有勾选办件。"))
        return redirect("site:desk")
    context = {"passed": passed, "left": left, "clerk": request.clerk, "nav": "tasks"}
    return render(request, "casework/batch.html", context)


@clerk_required
@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    """Open tasks of the agency and below it, the nearest day first."""
    actor = desk_actor(request)
    rows = Task.objects.filter(done_at__isnull=True, agency__path__startswith=actor.agency_path)
    rows = rows.select_related("case", "agency", "assignee").order_by("due", "id")[:PAGE]
    listed = [
        {
            "task": row,
            "due": day_text(row.due),
            "late": row.due < clock.today(),
            "mine": row.assignee_id == int(actor.id),
            "may": services.tasks.may_do(actor, row),
        }
        for row in rows
    ]
    return render(request, "casework/tasks.html", {"rows": listed, "clerk": request.clerk, "nav": "todo"})


@clerk_required
@require_http_methods(["GET", "POST"])
def task(request: HttpRequest, pk: int) -> HttpResponse:
    """One task: take it on, end it with its outcome; a check of a promise says whether it was kept."""
    actor = desk_actor(request)
    rows = Task.objects.select_related("case__item", "case__person", "agency", "assignee")
    found = get_object_or_404(rows, pk=pk)
    if not services.tasks.may_do(actor, found):
        raise Http404
    if request.method == "POST" and "claim" in request.POST:
        return _claimed(request, found, actor)
    elsewhere = registry.page_of_task(found)
    if elsewhere:
        return redirect(elsewhere)
    form = FinishForm(request.POST if request.method == "POST" else None, task=found)
    if request.method == "POST" and form.is_valid() and not found.done_at:
        _finish(found, form.cleaned_data, actor)
        messages.success(request, _("任务已完成。"))
        return redirect("casework:tasks")
    context = {"task": found, "form": form, "due": day_text(found.due), "clerk": request.clerk, "nav": "todo"}
    return render(request, "casework/task.html", context)


def _claimed(request: HttpRequest, task: Task, actor: Actor) -> HttpResponse:
    try:
        services.claim_task(task, by=actor)
    except ValueError:
        messages.warning(request, _("同事已经认领了这个任务。"))
    return redirect("casework:task", task.pk)


def _finish(task: Task, data: dict, actor: Actor) -> None:
    if task.kind == Task.Kind.VERIFY:
        kept = data["kept"] == "yes"
        reasons = list(data.get("reasons") or [])
        services.finish_check(task, data["outcome"], kept=kept, reasons=reasons, by=actor)
    else:
        services.finish_task(task, data["outcome"], by=actor)


@clerk_required
@require_safe
def issue(request: HttpRequest) -> HttpResponse:
    """待出件: papers of this agency that nobody has been given yet."""
    actor = desk_actor(request)
    rows = Certificate.objects.filter(
        handed_at__isnull=True, revoked_at__isnull=True, rendered_at__isnull=False, agency_id=actor.agency_id
    )
    rows = rows.select_related("person", "organisation").order_by("issued_at", "id")[:PAGE]
    listed = [
        {
            "paper": row,
            "who": row.person.name.masked() if row.person else row.organisation.name,
            "when": moment_text(row.issued_at),
        }
        for row in rows
    ]
    return render(request, "casework/issue.html", {"rows": listed, "clerk": request.clerk, "nav": "issue"})


@clerk_required
@require_POST
def hand_out(request: HttpRequest, number: str) -> HttpResponse:
    """Handed over at the window or posted; twice is told."""
    actor = desk_actor(request)
    paper = get_object_or_404(Certificate, number=number, agency_id=actor.agency_id)
    how = request.POST.get("how", "window")
    try:
        documents.hand_out(paper, how=how if how in ("window", "post") else "window", by=actor)
        messages.success(request, _("%(number)s已出件。") % {"number": number})
    except documents.AlreadyHandedOut:
        messages.warning(request, _("这份已经出过件。"))
    return redirect("casework:issue")


@clerk_required
@require_POST
def print_papers(request: HttpRequest) -> HttpResponse:
    """The ticked papers as one PDF for the printer; no case page is opened."""
    actor = desk_actor(request)
    rows = Certificate.objects.filter(number__in=request.POST.getlist("paper"), agency_id=actor.agency_id)
    papers = list(rows.select_related("person", "agency").order_by("issued_at", "id")[:PAGE])
    if not papers:
        messages.info(request, _("没有勾选文书。"))
        return redirect("casework:issue")
    for paper in papers:
        if paper.person:
            note_access(paper.person, what=paper.title, purpose=_("打印出件"), by=actor)
    response = HttpResponse(rendering.joined(papers), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="papers.pdf"'
    return response


@clerk_required
@require_http_methods(["GET", "POST"])
def serve(request: HttpRequest) -> HttpResponse:
    """待送达: letters that have not reached anybody; note how each one did."""
    actor = desk_actor(request)
    waiting = serving.unserved(actor.agency_path)
    bound, number = None, request.POST.get("letter", "")
    if request.method == "POST":
        letter = get_object_or_404(waiting, number=number)
        bound = ServeForm(request.POST, letter=letter)
        if bound.is_valid():
            services.serve_on_paper(letter, **bound.cleaned_data, by=actor)
            messages.success(request, _("%(number)s已登记送达。") % {"number": number})
            return redirect("casework:serve")
    listed = [
        {
            "letter": row,
            "who": row.person.name.masked() if row.person else row.organisation.name,
            "when": moment_text(row.issued_at),
            "form": bound if bound and row.number == number else ServeForm(letter=row),
        }
        for row in waiting[:PAGE]
    ]
    context = {"rows": listed, "failed": bound, "clerk": request.clerk, "nav": "issue"}
    return render(request, "casework/serve.html", context, status=422 if bound else 200)


@clerk_required
@require_http_methods(["GET", "POST"])
def objection(request: HttpRequest, number: str) -> HttpResponse:
    """One objection: read, answered with reasons by a named clerk."""
    actor = desk_actor(request)
    rows = Objection.objects.select_related("publicity__case__item", "answered_by")
    found = get_object_or_404(rows, number=number)
    if not policy.may_organise(actor, found.publicity.case):
        raise Http404
    form = ObjectionAnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and found.outcome == "open":
        data = form.cleaned_data
        services.answer_objection(found, upheld=data["outcome"] == "upheld", answer=data["answer"], by=actor)
        messages.success(request, _("异议已答复。"))
        return redirect("casework:case", found.publicity.case.number)
    context = {"objection": presenters.objection(found), "form": form, "clerk": request.clerk, "nav": "tasks"}
    return render(request, "casework/objection.html", context)


@clerk_required
@require_safe
def shift(request: HttpRequest) -> HttpResponse:
    """今日办结: what I did today, counted from the log, to print and sign."""
    actor = actors.of_request(request)
    rows = [(presenters.step_word(step), count) for step, count in halls.shift_of(actor)]
    context = {
        "rows": rows,
        "total": sum(count for _word, count in rows),
        "day": day_text(clock.today()),
        "clerk": request.clerk,
        "nav": "shift",
    }
    return render(request, "casework/shift.html", context)


@clerk_required
@require_http_methods(["GET", "POST"])
def outage(request: HttpRequest) -> HttpResponse:
    """系统中断登记: the province notes when the portal was away; windows move by themselves."""
    actor = actors.of_request(request)
    if Role.PROVINCE_ADMIN not in actor.roles:
        raise Http404
    form = OutageForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        row = services.record_outage(
            data["begins"], data["ends"], note=data["note"], halls_too=data["halls_too"], by=actor
        )
        messages.success(request, _("已登记,%(n)s件的期限已顺延。") % {"n": row.moved})
        return redirect("casework:outage")
    return render(request, "casework/outage.html", {"form": form, "clerk": request.clerk, "nav": "tasks"})
