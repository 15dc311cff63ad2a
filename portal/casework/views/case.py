"""One case: the applicant sees where it stands and answers; a clerk is led to the desk's page of it."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts import actors
from portal.accounts.doors import person_required, with_next
from portal.accounts.services import note_access
from portal.casework import presenters, services
from portal.casework.forms import AnswerForm, RatingForm
from portal.casework.models import Case, ServiceItem
from portal.casework.registry import service_for
from portal.casework.services.linking import linked_with
from portal.casework.steps import OPEN_STATES, State, Step
from portal.documents import rendering
from portal.kernel.dates import full_text
from portal.rules.queries import LawMissing
from portal.rules.registry import hints

from . import desk_case
from .finding import case_of, papers_of


@never_cache
@require_safe
def case(request: HttpRequest, number: str) -> HttpResponse:
    """The page of a case, for its applicant or for a clerk of the agencies it concerns."""
    actor = actors.of_request(request)
    if actor is None:
        return redirect(with_next("accounts:sign_in", request.get_full_path()))
    found = case_of(actor, number)
    if actor.kind == "clerk":
        return desk_case.page(request, found, actor)
    return render(request, "casework/case.html", _person_context(found))


def _person_context(case: Case) -> dict:
    rated = getattr(case, "rating", None)
    ended = case.state in (State.CLOSED, State.GRANTED, State.REFUSED, State.DECLINED)
    return {
        "case": case,
        "state": case.get_state_display(),
        "four": presenters.four_answers(case),
        "history": presenters.history(case, for_clerk=False),
        "certificates": papers_of(case),
        "rating": rated,
        "rating_form": RatingForm() if ended and rated is None else None,
        "reasons": case.events.filter(step=Step.SEND_BACK).last() if case.state == State.RETURNED else None,
        "adverse": case.reason if case.state in (State.REFUSED, State.DECLINED, State.REVOKED) else None,
        "may_withdraw": case.state in OPEN_STATES,
        "notice": presenters.revocation(case.revocation_notices.filter(closed_at__isnull=True).first()),
        "publicities": presenters.publicities(case),
        "linked_rows": presenters.linked_rows(linked_with(case)),
    }


@person_required
@require_safe
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """What was received, what happens now, the latest day of the answer, who to ask, what else may help."""
    found = case_of(actors.of_request(request), number)
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
    found = case_of(actors.of_request(request), number)
    html = render_to_string("documents/receipt.html", {"receipt": presenters.receipt(found), "case": found})
    response = HttpResponse(rendering.pdf_of(html), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{found.number}.pdf"'
    return response


def _hints(case: Case) -> list[dict]:
    """Other rights these facts point to; values graded D are never told as fact."""
    facts = service_for(case).questions.facts(case)
    on, region = case.received_on, case.responsible.region_id
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

    found = case_of(actors.of_request(request), number)
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
    found = case_of(actor, number)
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
    found = case_of(actor, number)
    if found.state != State.RETURNED:
        return redirect("casework:case", number)
    services.reopen_for_correction(found, by=actor)
    asked = found.events.filter(step=Step.SEND_BACK).last().detail.get("pages") or ["check"]
    return redirect("casework:page", found.item_id, asked[0])


@person_required
@require_POST
def answer(request: HttpRequest, number: str) -> HttpResponse:
    """陈述申辩: the holder's side before anything is taken back."""
    actor = actors.of_request(request)
    found = case_of(actor, number)
    notice = found.revocation_notices.filter(closed_at__isnull=True).first()
    if notice is None:
        raise Http404
    form = AnswerForm(request.POST)
    if not form.is_valid():
        context = {**_person_context(found), "answer_form": form}
        return render(request, "casework/case.html", context, status=422)
    services.answer_notice(notice, form.cleaned_data["text"], by=actor)
    messages.success(request, _("已收到您的说明。我们看过后再决定,并告诉您结果。"))
    return redirect("casework:case", number)


@never_cache
@require_safe
def volume(request: HttpRequest, number: str) -> HttpResponse:
    """The whole electronic volume (电子卷宗) of a case as one ZIP, for its applicant and the agencies it concerns."""
    actor = actors.of_request(request)
    if actor is None:
        return redirect(with_next("accounts:sign_in", request.get_full_path()))
    found = case_of(actor, number)
    if found.person:
        note_access(
            found.person, what=_("电子卷宗"), purpose=_("办理%(number)s") % {"number": number}, by=actor
        )
    response = HttpResponse(services.volume_of(found), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{found.number}.zip"'
    return response


@person_required
@require_http_methods(["GET", "POST"])
def electronic(request: HttpRequest) -> HttpResponse:
    """电子送达确认书: letters reach me here, until I say otherwise."""
    by, person = actors.of_request(request), request.person
    if request.method == "POST":
        if request.POST.get("agree"):
            services.agree_to_electronic(person, by=by)
            messages.success(request, _("已确认。以后文书会送到“我的”里,并发短信提醒。"))
        else:
            services.end_electronic(person, by=by)
            messages.success(request, _("已取消。以后文书用纸质送达。"))
        return redirect("casework:electronic")
    living = person.electronic_services.filter(ended_at__isnull=True).first()
    context = {"text": services.serving.AGREEMENT, "living": living, "nav": "my"}
    context["since"] = full_text(localdate(living.agreed_at)) if living else ""
    return render(request, "casework/electronic.html", context)
