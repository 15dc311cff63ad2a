"""承诺核查: the desk records results and answers objections; the employer reads, objects, brings vacancies back."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts import actors
from portal.accounts.doors import clerk_required, person_required
from portal.accounts.services import OrganisationRefused
from portal.casework.doors import desk_actor
from portal.kernel.actor import Actor

from .. import policy
from ..forms.checks import AnswerForm, CheckForm, ObjectionForm
from ..models import CreditObjection, Employer, PromiseCheck
from ..presenters import checks as presenters
from ..services import checks as services
from ..services import restoring

PAGE = 50
RELATED = ("task", "credit__objection__task", "credit__objection__decided_by")


@clerk_required
@require_safe
def checks(request: HttpRequest) -> HttpResponse:
    """What waits: objections and open checks, the nearest day first; with ?done=1 what was found."""
    actor = desk_actor(request)
    waits = Q(result=PromiseCheck.Result.OPEN) | Q(credit__objection__outcome=CreditObjection.Outcome.OPEN)
    done = bool(request.GET.get("done"))
    rows = services.checks_for(actor).select_related(*RELATED)
    rows = (
        rows.exclude(waits).order_by("-decided_at")
        if done
        else rows.filter(waits).order_by("task__due", "pk")
    )
    listed = [presenters.list_row(row) for row in rows[:PAGE]]
    context = {"rows": listed, "done": done, "clerk": request.clerk, "nav": "jobs"}
    return render(request, "jobs/checks/list.html", context)


@clerk_required
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One check: what was promised, the result, the objection and its answer."""
    actor = actors.of_request(request)
    found = get_object_or_404(services.checks_for(actor).select_related(*RELATED), pk=pk)
    form, answer = _forms(request, found, actor)
    if request.method == "POST":
        if form is None and answer is None:
            raise Http404
        if (form or answer).is_valid() and _decided(request, found, form, answer, actor):
            return redirect("jobs:desk_check", pk)
    context = presenters.desk_context(found) | {"form": form, "answer_form": answer}
    context |= {"clerk": request.clerk, "nav": "jobs"}
    if form:
        context["touched"] = presenters.touched(found)
    failed = bool((form or answer) and (form or answer).errors)
    return render(request, "jobs/checks/desk.html", context, status=422 if failed else 200)


def _forms(request: HttpRequest, found: PromiseCheck, actor: Actor) -> tuple:
    """The form that is due now: the result, or the answer to an objection; neither where it is not this clerk's."""
    posted = request.POST if request.method == "POST" else None
    if found.result == PromiseCheck.Result.OPEN:
        return (CheckForm(posted, reasons=services.reasons()) if services.may_check(actor) else None), None
    objection = presenters.objection_of(found)
    waiting = objection is not None and objection.outcome == CreditObjection.Outcome.OPEN
    return None, AnswerForm(posted) if waiting and services.may_answer(actor, objection) else None


def _decided(request: HttpRequest, found: PromiseCheck, form, answer, actor: Actor) -> bool:
    """Take the verb the form asks for; False where something must be mended."""
    try:
        if answer:
            verb = {"uphold": services.uphold, "reject": services.reject}[answer.cleaned_data["outcome"]]
            verb(presenters.objection_of(found), answer=answer.cleaned_data["answer"], by=actor)
        else:
            _recorded(found, form.cleaned_data, actor)
    except services.CheckMoved:
        messages.warning(request, _("同事已经记录了结果。"))
    except OrganisationRefused:
        form.add_error("result", _("这个统一社会信用代码已经是另一家核验过的单位的,不能标“已核验”。"))
        return False
    else:
        messages.success(request, _("已记录,单位会收到消息。"))
    return True


def _recorded(found: PromiseCheck, data: dict, actor: Actor) -> None:
    facts = {"way": data["way"], "facts": data["facts"], "by": actor}
    if data["result"] == PromiseCheck.Result.FAILED:
        services.failed(found, reason=data["reason"], **facts)
    else:
        services.kept(found, papers=data["result"] == PromiseCheck.Result.PAPERS, **facts)


@person_required
@require_http_methods(["GET", "POST"])
def promise_check(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The employer's page: what was found, who decided, the objection. Another employer's is not found."""
    rows = PromiseCheck.objects.select_related(
        "employer__organisation", "task__agency", "reason", "decided_by"
    )
    found = get_object_or_404(rows.select_related(*RELATED), pk=pk)
    seat = policy.seat(request.user, found.employer_id)
    if seat is None:
        raise Http404
    credit = presenters.credit_of(found)
    form = ObjectionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if credit is None:
            raise Http404
        if form.is_valid():
            try:
                services.object_to(credit, text=form.cleaned_data["text"], by=actors.of_member(seat))
                messages.success(request, _("异议已收到。会由另一位工作人员复核,有结果就告诉您。"))
            except services.TooLate:
                messages.error(request, _("已经提过异议,或者已过截止日。"))
            return redirect("jobs:promise_check", pk)
    context = presenters.member_context(found) | {"form": form}
    return render(request, "jobs/checks/page.html", context, status=422 if form.errors else 200)


@person_required
@require_POST
def restore(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Bring back every vacancy that a wrong result took down."""
    seat = policy.seat(request.user, pk)
    if seat is None:
        raise Http404
    try:
        count = restoring.restore(get_object_or_404(Employer, pk=pk), by=actors.of_member(seat))
    except restoring.NotVerified:
        messages.error(request, _("请先重新核验,再恢复岗位。"))
    else:
        messages.success(request, _("已恢复%(n)s个岗位。") % {"n": count})
    return redirect("jobs:employer", pk)
