"""A clerk's side of one case: what the law says, every step with its key, and what moves it between desks."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from portal.accounts import actors
from portal.accounts.models import Assurance
from portal.accounts.queries import twins_of
from portal.accounts.services import DocumentTaken, OrganisationRefused, reveal
from portal.casework import policy, presenters, services
from portal.casework.forms import NEEDS_REASON, HandOverForm, PublicityForm, ReasonForm, TransferForm
from portal.casework.models import Case, RevocationNotice
from portal.casework.registry import service_for
from portal.casework.services.deciding import IdentityNotConfirmed
from portal.casework.services.linking import linked_with
from portal.casework.steps import OPEN_STATES, Step
from portal.kernel.actor import Actor
from portal.kernel.dates import day_text
from portal.rules.queries import LawMissing

from .finding import case_of, papers_of

SIMPLE = {
    Step.ACCEPT: services.accept,
    Step.GRANT: services.grant,
    Step.CLOSE: services.close,
    Step.REVIEW: services.review,
    Step.RECHECK: services.recheck,
    Step.RESUME: services.resume,
}
REASONED = {
    Step.SEND_BACK: services.send_back,
    Step.DECLINE: services.decline,
    Step.REFUSE: services.refuse,
    Step.SUSPEND: services.suspend,
    Step.REVOKE: services.revoke,
}


def page(request: HttpRequest, case: Case, actor: Actor, status: int = 200, **bound: Any) -> HttpResponse:
    """The case on the desk; `bound` holds a form that was refused, by the name it has in the context."""
    context = {"clerk": request.clerk, "nav": "tasks", **desk_context(case, actor, bound)}
    return render(request, "casework/case_desk.html", context, status=status)


def _verdict(case: Case):
    """What the law says of this case; a gap in the law is told to the clerk by its key."""
    try:
        return service_for(case).handler.problems(case), None
    except LawMissing as gap:
        return None, gap


def _reason_forms(case: Case, steps: list[Step], notice: RevocationNotice | None) -> dict[Step, ReasonForm]:
    forms = {step: ReasonForm(case=case, step=step) for step in steps if step in NEEDS_REASON}
    if Step.SEND_BACK in forms and case.events.filter(step=Step.SEND_BACK).exists():
        del forms[Step.SEND_BACK]
    if notice is None:
        forms.pop(Step.REVOKE, None)
    return forms


def desk_context(case: Case, actor: Actor, bound: dict[str, Any] | None = None) -> dict:
    """Everything the desk shows of a case."""
    bound = bound or {}
    verdict, gap = _verdict(case)
    steps = policy.steps_open_to(actor, case)
    notice = case.revocation_notices.filter(closed_at__isnull=True).first()
    forms = _reason_forms(case, steps, notice) | bound.get("reasons", {})
    may_organise = policy.may_organise(actor, case)
    return {
        "case": case,
        "verdict": verdict,
        "gap": gap,
        "left": presenters.time_left(case),
        "history": presenters.history(case, for_clerk=True),
        "may": {str(step): True for step in steps},
        "forms": [(step, presenters.step_label(step), form) for step, form in forms.items()],
        "open_step": next(iter(bound["reasons"]), None) if bound.get("reasons") else None,
        "phrases": list(case.item.phrases.values_list("text", flat=True)),
        "publicity_form": bound.get("publicity", PublicityForm()) if Step.PUBLICISE in steps else None,
        "may_organise": may_organise and case.state in OPEN_STATES,
        "hand_over": bound.get("hand_over", HandOverForm(case=case)) if may_organise else None,
        "transfer": bound.get("transfer", TransferForm(case=case)) if may_organise else None,
        "failed": next((form for name, form in bound.items() if name != "reasons"), None),
        **_people(case),
        **_remedies(case, actor, notice),
    }


def _people(case: Case) -> dict:
    person = case.person
    return {
        "name": person.name.masked() if person else case.organisation.name,
        "person_rows": presenters.person_rows(case) if person else [],
        "clock_rows": presenters.clock_rows(case),
        "answer_rows": presenters.case_rows(case),
        "promise_rows": presenters.promise_rows(case),
        "linked_rows": presenters.linked_rows(linked_with(case)),
        "certificates": papers_of(case),
        "unverified": bool(person) and person.assurance != Assurance.VERIFIED,
        "twins": twins_of(person) if person else [],
    }


def _remedies(case: Case, actor: Actor, notice: RevocationNotice | None) -> dict:
    """What runs against a grant or before the public: notice of revocation, publicity, objections."""
    announce = (
        notice is None
        and case.state in ("granted", "closed")
        and bool(actor.roles & services.revoking.MAY_ANNOUNCE)
    )
    return {
        "notice": presenters.revocation(notice) if notice else None,
        "announce": ReasonForm(case=case, step=Step.REVOKE)
        if announce and policy.may_organise(actor, case)
        else None,
        "publicities": presenters.publicities(case),
    }


def _clerk_case(request: HttpRequest, number: str) -> tuple[Actor, Case]:
    """The clerk and a case they may see; anybody else learns nothing."""
    actor = actors.of_request(request)
    if actor is None or actor.kind != "clerk":
        raise Http404
    return actor, case_of(actor, number)


@require_POST
def take_step(request: HttpRequest, number: str, step: str) -> HttpResponse:
    """A clerk's step, or the applicant's withdrawal. An old page is told so, nothing is done twice."""
    actor = actors.of_request(request)
    if actor is None or step not in Step.__members__.values():
        raise Http404
    found = case_of(actor, number)
    try:
        return _take(request, found, Step(step), actor)
    except services.StepRefused as refused:
        state = refused.case.get_state_display()
        messages.warning(request, _("这件已经是“%(state)s”,刚才的操作没有执行。") % {"state": state})
    except services.NothingToGrant as none:
        messages.error(request, str(none))
    except IdentityNotConfirmed:
        messages.error(request, _("请先核验申请人身份,再准予。"))
    except OrganisationRefused:
        messages.error(request, _("这个统一社会信用代码已有核实过的单位,请先核对是不是同一家。"))
    except services.StillPublic:
        messages.error(request, _("公示还没有结束,或有异议待处理,现在不能决定。"))
    except services.NotAnnounced as early:
        day = day_text(early.until) if early.until else ""
        text = _("当事人可以在%(day)s前说明情况,到期或答复后才能撤销。") % {"day": day}
        messages.error(request, text if day else _("请先发撤销事先告知。"))
    return redirect("casework:case", number)


def _take(request: HttpRequest, case: Case, step: Step, actor: Actor) -> HttpResponse:
    if step is Step.WITHDRAW:
        services.withdraw(case, by=actor)
        messages.success(request, _("已撤回。需要时可以重新申请。"))
        return redirect("casework:case", case.number)
    if actor.kind != "clerk" or step not in (*REASONED, *SIMPLE, Step.PUBLICISE):
        raise Http404
    if step in REASONED:
        form = ReasonForm(request.POST, case=case, step=step)
        if not form.is_valid():
            return page(request, case, actor, 422, reasons={step: form})
        data = form.cleaned_data
        REASONED[step](case, reasons=list(data["reasons"]), text=data["text"], by=actor)
    elif step is Step.PUBLICISE:
        form = PublicityForm(request.POST)
        if not form.is_valid():
            return page(request, case, actor, 422, publicity=form)
        services.publicise(case, shown=form.cleaned_data["shown"], by=actor)
    else:
        SIMPLE[step](case, by=actor)
    done = {"number": case.number, "step": presenters.step_label(step)}
    messages.success(request, _("%(number)s:已%(step)s") % done)
    return redirect("casework:case", case.number)


@require_POST
def identity(request: HttpRequest, number: str) -> HttpResponse:
    """The clerk states that the applicant's identity was checked, and how."""
    actor, found = _clerk_case(request, number)
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
    actor, found = _clerk_case(request, number)
    purpose = _("办理%(number)s") % {"number": found.number}
    numbers = [
        (document.get_kind_display(), reveal(document, "number", by=actor, purpose=purpose))
        for document in found.person.documents.all()
    ]
    name = reveal(found.person, "name", by=actor, purpose=purpose)
    context = {"case": found, "numbers": numbers, "name": name, "clerk": request.clerk}
    return render(request, "casework/revealed.html", context)


@require_POST
def move(request: HttpRequest, number: str, act: str) -> HttpResponse:
    """认领, 转办, 移送: the case changes hands, its day stays."""
    actor, found = _clerk_case(request, number)
    try:
        if act == "claim":
            services.claim(found, by=actor)
        elif act == "hand-over":
            form = HandOverForm(request.POST, case=found)
            if not form.is_valid():
                return page(request, found, actor, 422, hand_over=form)
            services.hand_over(found, form.cleaned_data["to"], by=actor)
        elif act == "transfer":
            form = TransferForm(request.POST, case=found)
            if not form.is_valid():
                return page(request, found, actor, 422, transfer=form)
            services.transfer(found, form.cleaned_data["agency"], text=form.cleaned_data["text"], by=actor)
            messages.success(request, _("%(number)s已移送,办结日不变。") % {"number": number})
            return redirect("site:desk")
        else:
            raise Http404
    except services.StepRefused:
        messages.warning(request, _("同事已经认领了这件。"))
    return redirect("casework:case", number)


@require_POST
def announce(request: HttpRequest, number: str) -> HttpResponse:
    """撤销事先告知: the holder hears why and until when to answer."""
    actor, found = _clerk_case(request, number)
    form = ReasonForm(request.POST, case=found, step=Step.REVOKE)
    if not form.is_valid():
        return page(request, found, actor, 422, announce=form)
    notice = services.give_notice(
        found, reasons=list(form.cleaned_data["reasons"]), text=form.cleaned_data["text"], by=actor
    )
    until = day_text(notice.answer_until)
    messages.success(request, _("已发撤销事先告知,当事人可在%(day)s前说明情况。") % {"day": until})
    return redirect("casework:case", number)


@require_POST
def drop_announcement(request: HttpRequest, number: str) -> HttpResponse:
    """Leave the grant as it is."""
    actor, found = _clerk_case(request, number)
    notice = found.revocation_notices.filter(closed_at__isnull=True).first()
    if notice is None:
        raise Http404
    services.drop_notice(notice, request.POST.get("text", "")[:300], by=actor)
    messages.success(request, _("已了结,不撤销。"))
    return redirect("casework:case", number)
