"""One case: the applicant sees where it stands, the clerk sees what the law says and decides."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from portal.accounts import actors
from portal.accounts.doors import person_required, with_next
from portal.accounts.models import Assurance
from portal.accounts.queries import twins_of
from portal.accounts.services import DocumentTaken, reveal
from portal.casework import policy, presenters, services
from portal.casework.forms import NEEDS_REASON, RatingForm, ReasonForm
from portal.casework.models import Case, ServiceItem
from portal.casework.registry import service_for
from portal.casework.services.deciding import IdentityNotConfirmed
from portal.casework.steps import OPEN_STATES, State, Step
from portal.documents import rendering
from portal.documents.models import Certificate
from portal.kernel.actor import Actor
from portal.rules.queries import LawMissing
from portal.rules.registry import hints

SIMPLE = {Step.ACCEPT: services.accept, Step.GRANT: services.grant, Step.CLOSE: services.close}
REASONED = {
    Step.SEND_BACK: services.send_back,
    Step.DECLINE: services.decline,
    Step.REFUSE: services.refuse,
    Step.REVOKE: services.revoke,
}


def _case(actor: Actor, number: str) -> Case:
    """The case an actor may see; to everybody else it does not exist."""
    rows = policy.visible_to(actor).select_related(
        "item", "person", "responsible", "taken_at", "assignee", "reason", "decided_by"
    )
    return get_object_or_404(rows, number=number)


@never_cache
@require_safe
def case(request: HttpRequest, number: str) -> HttpResponse:
    """The page of a case, for its applicant or for a clerk of the agencies it concerns."""
    actor = actors.of_request(request)
    if actor is None:
        return redirect(with_next("accounts:sign_in", request.get_full_path()))
    found = _case(actor, number)
    if actor.kind == "clerk":
        context = {"clerk": request.clerk, "nav": "tasks", **_desk_context(found, actor)}
        return render(request, "casework/case_desk.html", context)
    return render(request, "casework/case.html", _person_context(found))


def _person_context(case: Case) -> dict:
    rated = getattr(case, "rating", None)
    ended = case.state in (State.CLOSED, State.GRANTED, State.REFUSED, State.DECLINED)
    return {
        "case": case,
        "state": case.get_state_display(),
        "four": presenters.four_answers(case),
        "history": presenters.history(case, for_clerk=False),
        "certificates": _certificates(case),
        "rating": rated,
        "rating_form": RatingForm() if ended and rated is None else None,
        "reasons": case.events.filter(step=Step.SEND_BACK).last() if case.state == State.RETURNED else None,
        "adverse": case.reason if case.state in (State.REFUSED, State.DECLINED, State.REVOKED) else None,
        "may_withdraw": case.state in OPEN_STATES,
    }


def _certificates(case: Case):
    return Certificate.objects.filter(subject_type="case", subject_id=str(case.pk))


def _verdict(case: Case):
    """What the law says of this case; a gap in the law is told to the clerk by its key."""
    try:
        return service_for(case).handler.problems(case), None
    except LawMissing as gap:
        return None, gap


def _desk_context(case: Case, actor: Actor, bound: dict[Step, ReasonForm] | None = None) -> dict:
    verdict, gap = _verdict(case)
    steps = policy.steps_open_to(actor, case)
    forms = {step: ReasonForm(case=case, step=step) for step in steps if step in NEEDS_REASON} | (bound or {})
    if Step.SEND_BACK in forms and case.events.filter(step=Step.SEND_BACK).exists():
        del forms[Step.SEND_BACK]
    return {
        "case": case,
        "verdict": verdict,
        "gap": gap,
        "name": case.person.name.masked(),
        "left": presenters.time_left(case),
        "history": presenters.history(case, for_clerk=True),
        "person_rows": presenters.person_rows(case),
        "clock_rows": presenters.clock_rows(case),
        "answer_rows": presenters.case_rows(case),
        "promise_rows": presenters.promise_rows(case),
        "certificates": _certificates(case),
        "may": {str(step): True for step in steps},
        "forms": [(step, presenters.step_label(step), form) for step, form in forms.items()],
        "open_step": next(iter(bound), None) if bound else None,
        "unverified": case.person.assurance != Assurance.VERIFIED,
        "twins": twins_of(case.person),
    }


@require_POST
def take_step(request: HttpRequest, number: str, step: str) -> HttpResponse:
    """A clerk's step, or the applicant's withdrawal. An old page is told so, nothing is done twice."""
    actor = actors.of_request(request)
    if actor is None or step not in Step.__members__.values():
        raise Http404
    found = _case(actor, number)
    try:
        return _take(request, found, Step(step), actor)
    except services.StepRefused as refused:
        state = refused.case.get_state_display()
        messages.warning(request, _("这件已经是“%(state)s”,刚才的操作没有执行。") % {"state": state})
    except IdentityNotConfirmed:
        messages.error(request, _("请先核验申请人身份,再准予。"))
    return redirect("casework:case", number)


def _take(request: HttpRequest, case: Case, step: Step, actor: Actor) -> HttpResponse:
    if step is Step.WITHDRAW:
        services.withdraw(case, by=actor)
        messages.success(request, _("已撤回。需要时可以重新申请。"))
        return redirect("casework:case", case.number)
    if step in REASONED and actor.kind == "clerk":
        form = ReasonForm(request.POST, case=case, step=step)
        if not form.is_valid():
            context = {"clerk": request.clerk, "nav": "tasks", **_desk_context(case, actor, {step: form})}
            return render(request, "casework/case_desk.html", context, status=422)
        REASONED[step](
            case, reasons=list(form.cleaned_data["reasons"]), text=form.cleaned_data["text"], by=actor
        )
    elif step in SIMPLE:
        SIMPLE[step](case, by=actor)
    else:
        raise Http404
    messages.success(
        request, _("%(number)s:已%(step)s") % {"number": case.number, "step": presenters.step_label(step)}
    )
    return redirect("casework:case", case.number)


@require_POST
def identity(request: HttpRequest, number: str) -> HttpResponse:
    """The clerk states that the applicant's identity was checked, and how."""
    actor = actors.of_request(request)
    if actor is None or actor.kind != "clerk":
        raise Http404
    found = _case(actor, number)
    method = request.POST.get("method", "")
    if method not in ("data", "video", "window"):
        messages.error(request, _("请选择核验方式。"))
    else:
        try:
            services.confirm_identity(found, method=method, by=actor)
            messages.success(request, _("身份已核验。"))
        except DocumentTaken:
            messages.error(request, _("这个证件号码已确认在另一份档案上,请先核对是否同一人。"))
    return redirect("casework:case", number)


@never_cache
@require_POST
def show_number(request: HttpRequest, number: str) -> HttpResponse:
    """Show the applicant's document number to a clerk; the purpose is this case, and the look is recorded."""
    actor = actors.of_request(request)
    if actor is None or actor.kind != "clerk":
        raise Http404
    found = _case(actor, number)
    purpose = _("办理%(number)s") % {"number": found.number}
    numbers = [
        (document.get_kind_display(), reveal(document, "number", by=actor, purpose=purpose))
        for document in found.person.documents.all()
    ]
    name = reveal(found.person, "name", by=actor, purpose=purpose)
    context = {"case": found, "numbers": numbers, "name": name, "clerk": request.clerk}
    return render(request, "casework/revealed.html", context)


@person_required
@require_safe
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """What was received, what happens now, the latest day of the answer, who to ask, what else may help."""
    found = _case(actors.of_request(request), number)
    following = ServiceItem.objects.filter(pk__in=found.item.guide.get("next") or [], active=True)
    context = {
        "case": found,
        "receipt": presenters.receipt(found),
        "hints": _hints(found),
        "following": following.only("code", "name"),
    }
    return render(request, "casework/receipt.html", context)


@person_required
@require_safe
def receipt_pdf(request: HttpRequest, number: str) -> HttpResponse:
    """The receipt on paper."""
    found = _case(actors.of_request(request), number)
    html = render_to_string("documents/receipt.html", {"receipt": presenters.receipt(found), "case": found})
    response = HttpResponse(rendering.pdf_of(html), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{found.number}.pdf"'
    return response


def _hints(case: Case) -> list[dict]:
    """Other rights these facts point to; values graded D are never told as fact."""
    facts = service_for(case).questions.facts(case)
    on, region = case.submitted_at.date(), case.responsible.region_id
    try:
        found = hints(facts, on=on, region=region, leave_out=case.item_id)
    except LawMissing:
        return []
    rows = []
    for benefit, verdict in found:
        met = [f for f in verdict.findings if f.met and f.confidence != "D"]
        if met:
            rows.append({"title": benefit.title, "item": benefit.item, "findings": met})
    return rows


@person_required
@require_safe
def due_ics(request: HttpRequest, number: str) -> HttpResponse:
    """The promised day as a calendar file (RFC 5545)."""
    from icalendar import Calendar, Event

    found = _case(actors.of_request(request), number)
    if found.due is None:
        raise Http404
    entry = Event()
    entry.add("uid", f"{found.number}@shuye")
    entry.add("dtstamp", found.submitted_at)
    entry.add("dtstart", found.due)
    entry.add("dtend", found.due + timedelta(days=1))
    entry.add("summary", _("%(item)s:最晚今天答复") % {"item": found.item.name})
    entry.add("description", _("编号%(number)s,咨询12333") % {"number": found.number})
    calendar = Calendar()
    calendar.add("prodid", "-//shuye//zh//")
    calendar.add("version", "2.0")
    calendar.add_component(entry)
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.number}.ics"'
    return response


@person_required
@require_POST
def rate(request: HttpRequest, number: str) -> HttpResponse:
    """好差评, in two taps."""
    actor = actors.of_request(request)
    found = _case(actor, number)
    form = RatingForm(request.POST)
    if form.is_valid():
        services.rate(found, level=form.cleaned_data["level"], comment=form.cleaned_data["comment"], by=actor)
        messages.success(request, _("谢谢您的评价。"))
        return redirect("casework:case", number)
    return render(request, "casework/case.html", {**_person_context(found), "rating_form": form}, status=422)


@person_required
@require_POST
def correct(request: HttpRequest, number: str) -> HttpResponse:
    """Open a returned case for correction, at the first question named."""
    actor = actors.of_request(request)
    found = _case(actor, number)
    if found.state != State.RETURNED:
        return redirect("casework:case", number)
    services.reopen_for_correction(found, by=actor)
    asked = found.events.filter(step=Step.SEND_BACK).last().detail.get("pages") or ["check"]
    return redirect("casework:page", found.item_id, asked[0])
