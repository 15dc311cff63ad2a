"""领金人员 and 疑点核实 at the desk: find a claim, see it, decide about it."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.doors import clerk_required
from portal.accounts.services import note_access
from portal.casework.doors import desk_actor
from portal.casework.services.stepping import NotAllowed
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.site.rooms import Room, register_room

from ..forms import changes as forms
from ..models import Claim, Inquiry, Overpayment
from ..presenters import changes as presenters
from ..presenters import mine as words
from ..queries import changes as queries
from ..rules.changes import HEARD, REEMPLOYED, NoGround
from ..services import changes, extension, inquiries, overpayments
from .mine import bounds

PAGE = 50
BOTH = ["GET", "POST"]
ROOM = Room(
    "insurance:claims", gettext_lazy("领金人员"), gettext_lazy("查一个人的领金情况,停发、恢复、续发"), 20
)
QUEUE = Room(
    "insurance:inquiries", gettext_lazy("疑点核实和多发待遇"), gettext_lazy("先核实、听本人说,再决定"), 30
)
register_room(ROOM)
register_room(QUEUE)
Work = Callable[[Claim, dict[str, Any], Actor], Any]


def _shown(
    request: HttpRequest, template: str, context: dict[str, Any], *, failed: bool = False
) -> HttpResponse:
    context |= {"clerk": request.clerk, "nav": "insurance"}
    return render(request, template, context, status=422 if failed else 200)


@clerk_required
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Claims of the place, the newest first; by state. The number of a case leads straight to its claim."""
    rows = queries.claims_for(desk_actor(request)).order_by("-pk")
    number, state = request.GET.get("q", "").strip()[:40], request.GET.get("state", "")
    if number:
        rows = rows.filter(case__number=number.upper())
        one = rows.first()
        if one:
            return redirect("insurance:claim", one.pk)
    if state in Claim.State.values:
        rows = rows.filter(state=state)
    found = [presenters.claim_row(each) for each in rows[:PAGE]]
    context = {"rows": found, "q": number, "state": state, "states": Claim.State.choices}
    return _shown(request, "insurance/changes/claims.html", context)


@clerk_required
@require_http_methods(BOTH)
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """One claim with everything that may be done about it; each form posts its `act`."""
    actor = desk_actor(request)
    row = get_object_or_404(queries.claims_for(actor), pk=pk)
    doors = presenters.may(actor, row)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    if act and not doors.get(act):
        raise Http404
    bound = {
        name: _form(name, row, request.POST if name == act else None) for name, free in doors.items() if free
    }
    if act and bound[act].is_valid() and _done(request, row, act, bound[act], actor):
        return redirect("insurance:claim", pk)
    context = presenters.claim_page(row) | {"forms": bound, "act": act}
    return _shown(
        request, "insurance/changes/claim.html", context, failed=bool(act or request.method == "POST")
    )


def _form(act: str, row: Claim, posted: Any) -> Any:
    """The form of an act, filled where it was posted."""
    if act == "stop":
        listed = queries.grounds(clock.today(), queries.region_of(row))
        direct = [each for each in listed if each[0] not in (HEARD, REEMPLOYED)]
        return forms.StopForm(posted, grounds=direct, prefix="stop", **bounds(row))
    if act == "debt":
        paid = queries.paid_since(row, row.first_month)
        return forms.DebtForm(posted, paid=paid, prefix="debt")
    plain = {"take_back": forms.ReasonForm, "extend": forms.QuestionForm}
    if act in plain:
        return plain[act](posted, prefix=act)
    dated = {"report": forms.ReportForm, "resume": forms.ResumeForm, "offer": forms.OfferForm}
    return dated[act](posted, prefix=act, **bounds(row))


def _stop(row: Claim, data: dict[str, Any], by: Actor) -> None:
    verb = changes.suspend if data.pop("what") == "suspend" else changes.stop
    verb(row, by=by, **data)


def _offer(row: Claim, data: dict[str, Any], by: Actor) -> None:
    day, source = data["since"], Inquiry.Source.REFUSED
    found = f"{day:%Y-%m-%d} {data['text'].strip()}"
    key = f"offer-{clock.now():%Y%m%d%H%M%S%f}"
    inquiries.open_inquiry(row, source=source, key=key, found=found, since=day, by=by)


def _debt(row: Claim, data: dict[str, Any], by: Actor) -> None:
    chosen = [date.fromisoformat(code) for code in data.pop("months")]
    overpayments.find(row, months=chosen, by=by, **data)


ACTS: dict[str, Work] = {
    "report": lambda row, data, by: changes.report(row, by=by, **data),
    "stop": _stop,
    "resume": lambda row, data, by: changes.resume(row, on=data["since"], by=by),
    "take_back": lambda row, data, by: changes.take_back(row, text=data["text"], by=by),
    "offer": _offer,
    "debt": _debt,
    "extend": lambda row, data, by: extension.extend(row, by=by),
}


def _done(request: HttpRequest, row: Claim, act: str, form: Any, actor: Actor) -> bool:
    """Take the verb; False where something must be mended, with the reason in words."""
    try:
        ACTS[act](row, dict(form.cleaned_data), actor)
    except NotAllowed:
        form.add_error(None, _("这件事由复核岗决定。"))
    except (changes.WrongState, overpayments.WrongState):
        form.add_error(None, _("现在的状态不能这样办,请刷新后再看。"))
    except changes.NotRegistered:
        form.add_error(None, _("这一天没有有效的失业登记。请先办失业登记。"))
    except (changes.NotHeard, NoGround):
        form.add_error(None, _("这种情形要先核实、听本人说明,再决定。"))
    else:
        messages.success(request, _("已办好,本人会收到文书和消息。"))
        return True
    return False


@clerk_required
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Open inquiries, the nearest day first, and overpayments that wait; with ?done=1 those that are over."""
    actor, done = desk_actor(request), bool(request.GET.get("done"))
    rows = queries.inquiries_for(actor)
    open_ = Inquiry.Outcome.OPEN
    rows = rows.exclude(outcome=open_).order_by("-ended_at") if done else rows.filter(outcome=open_)
    if not done:
        rows = rows.order_by(F("answer_until").asc(nulls_last=True), "opened_at")
    debts = queries.overpayments_for(actor).order_by("answer_until", "pk")
    waiting = [Overpayment.State.FOUND, Overpayment.State.OWED]
    debts = debts.exclude(state__in=waiting) if done else debts.filter(state__in=waiting)
    context = {
        "rows": [presenters.inquiry_row(each) for each in rows[:PAGE]],
        "debts": [presenters.debt_row(each) for each in debts[:PAGE]],
        "done": done,
    }
    return _shown(request, "insurance/changes/inquiries.html", context)


@clerk_required
@require_http_methods(BOTH)
def inquiry(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One inquiry: what was found, what the person says, what is decided."""
    actor = desk_actor(request)
    row = get_object_or_404(queries.inquiries_for(actor), pk=pk)
    form = None
    if row.outcome == Inquiry.Outcome.OPEN and presenters.rights.may_decide(actor, row.claim):
        form = _inquiry_form(row, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if form is None:
            raise Http404
        if form.is_valid() and _inquired(request, row, form, actor):
            return redirect("insurance:desk_inquiry", pk)
    if row.answered_at:
        note_access(row.claim.person, what=_("疑点核实的说明"), purpose=row.claim.case.number, by=actor)
    context = presenters.inquiry_page(row, row.claim.person.name.masked()) | {"form": form}
    failed = form is not None and bool(form.errors)
    return _shown(request, "insurance/changes/inquiry.html", context, failed=failed)


def _inquiry_form(row: Inquiry, posted: Any) -> forms.InquiryForm:
    listed = queries.grounds(clock.today(), queries.region_of(row.claim))
    wanted = HEARD if row.source == Inquiry.Source.REFUSED else REEMPLOYED
    grounds = [each for each in listed if each[0] == wanted]
    first = {"since": row.since, "code": wanted if row.source in inquiries.TOLD else ""}
    return forms.InquiryForm(
        posted, acts=presenters.acts_of(row), grounds=grounds, initial=first, **bounds(row.claim)
    )


def _inquired(request: HttpRequest, row: Inquiry, form: forms.InquiryForm, actor: Actor) -> bool:
    try:
        _take_act(row, form.cleaned_data, actor)
    except inquiries.HoldRefused as error:
        form.add_error("act", HOLDS.get(error.why, HOLDS["state"]))
    except changes.NotHeard as error:
        day = words.day_text(error.until) if error.until else ""
        form.add_error("act", _("要先听本人说明,最早%(day)s以后才能决定。") % {"day": day})
    except NotAllowed:
        form.add_error("act", _("这件事由复核岗决定。"))
    except (inquiries.WrongState, changes.WrongState):
        form.add_error("act", _("同事已经办过了,或者这个人已经不在领取。请刷新后再看。"))
    else:
        messages.success(request, _("已记下。要告诉本人的,已经发出。"))
        return True
    return False


HOLDS = {
    "source": gettext_lazy("统计提示和账户相同不能暂缓发放。"),
    "used": gettext_lazy("这件事已经暂缓过一期,不能再暂缓。"),
    "other": gettext_lazy("这个人刚刚暂缓过一期,不能接着暂缓。"),
    "state": gettext_lazy("现在没有可以暂缓的一期。"),
}


def _take_act(row: Inquiry, data: dict[str, Any], actor: Actor) -> None:
    act, text = data["act"], data["text"]
    if act == "take":
        inquiries.take(row, by=actor)
    elif act == "hold":
        inquiries.hold(row, reason=text, by=actor)
    elif act == "clear":
        inquiries.clear(row, text=text, by=actor)
    else:
        inquiries.confirm(row, text=text, code=data["code"], since=data["since"], by=actor)


@clerk_required
@require_http_methods(BOTH)
def overpayment(request: HttpRequest, pk: int) -> HttpResponse:
    """One overpayment: the person's side, the decision, what came back."""
    actor = desk_actor(request)
    row = get_object_or_404(queries.overpayments_for(actor), pk=pk)
    posted = request.POST if request.method == "POST" else None
    form = _debt_form(row, actor, posted)
    if request.method == "POST" and _debt_done(request, row, form, actor):
        return redirect("insurance:desk_overpayment", pk)
    context = words.debt_page(row) | {"form": form, "name": row.claim.person.name.masked()}
    context["notes"] = row.state == Overpayment.State.OWED and presenters.rights.may_decide(actor, row.claim)
    return _shown(request, "insurance/changes/overpayment.html", context, failed=request.method == "POST")


def _debt_form(row: Overpayment, actor: Actor, posted: Any) -> Any:
    """The decision while it is open; taking up again what was let go, for the second pair of eyes."""
    if row.state == Overpayment.State.FOUND and presenters.rights.may_decide_debt(actor, row):
        return forms.DecisionForm(posted)
    second = actor.roles & presenters.rights.SUPERVISORS and presenters.rights.at_place(actor, row.claim)
    return forms.ReasonForm(posted) if row.state == Overpayment.State.WAIVED and second else None


def _debt_done(request: HttpRequest, row: Overpayment, form: Any, actor: Actor) -> bool:
    try:
        if request.POST.get("part", "").isdigit():
            part = get_object_or_404(row.recoveries, pk=int(request.POST["part"]))
            overpayments.given_back(part, by=actor)
        elif form is None:
            raise Http404
        elif not form.is_valid():
            return False
        elif isinstance(form, forms.DecisionForm):
            owed = form.cleaned_data["outcome"] == "owed"
            overpayments.decide(row, owed=owed, text=form.cleaned_data["text"], by=actor)
        else:
            overpayments.take_up_again(row, text=form.cleaned_data["text"], by=actor)
    except overpayments.NotHeardYet as error:
        form.add_error(None, _("本人还可以说明,到%(day)s为止。") % {"day": words.day_text(error.until)})
        return False
    except (overpayments.WrongState, NotAllowed):
        messages.warning(request, _("同事已经办过了,或者不由您的岗位办。"))
    else:
        messages.success(request, _("已记下。"))
    return True
