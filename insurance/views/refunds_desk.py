"""稳岗返还 at the desk: the scheme of a year from matching to payment, one unit, one objection."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_POST

from portal.accounts import actors
from portal.accounts.doors import clerk_required
from portal.casework.doors import desk_actor
from portal.casework.services.stepping import NotAllowed
from portal.kernel.fields import plaintext
from portal.rules.queries import LawMissing
from portal.site.rooms import Room, register_room

from ..forms.refunds import AnswerForm, FactsForm, SchemeForm
from ..models import RefundEntry, RefundObjection
from ..presenters import refunds as presenters
from ..services import refund_batches, refunds
from ..services import refund_rights as rights
from .refunds import WHY

PAGE = 50
State = RefundEntry.State
register_room(
    Room("insurance:desk_refunds", lazy("稳岗返还"), lazy("比对、推送确认、公示、审批、拨付,按年度。"), 40)
)
MATCHED, TOLD = lazy("比对完成,新增%(n)s家。"), lazy("已通知%(n)s家单位确认。")
DECLINED, SHOWN = lazy("已向%(n)s家单位出具告知书。"), lazy("已开始公示。")
ACTS: dict[str, tuple[Callable, Any]] = {
    "match": (refunds.match, MATCHED),
    "ask": (refunds.ask, TOLD),
    "decline": (refunds.decline_all, DECLINED),
    "publicise": (refund_batches.publicise, SHOWN),
}
BATCH_ACTS: dict[str, tuple[Callable, Any]] = {
    "approve": (refund_batches.approve, lazy("已审批%(n)s家。")),
    "pay": (refund_batches.pay, lazy("已送拨付%(n)s家,由财务复核后送银行。")),
}


def _did(request: HttpRequest, verb: Callable, said: Any, row: Any, **facts: Any) -> bool:
    """Take a verb and say what became of it; 403 where the clerk may not."""
    try:
        result = verb(row, by=actors.of_request(request), **facts)
    except NotAllowed as error:
        raise PermissionDenied from error
    except refunds.RefundRefused as error:
        messages.error(request, WHY[error.why])
        return False
    messages.success(request, said % {"n": result} if "%(n)s" in str(said) else said)
    return True


@clerk_required
@require_http_methods(["GET", "POST"])
def schemes(request: HttpRequest) -> HttpResponse:
    """Schemes by year, the newest first; a new one is made here."""
    actor = desk_actor(request)
    form = SchemeForm(request.POST if request.method == "POST" else None) if rights.may_work(actor) else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        if form.is_valid() and (made := _made(request, form)):
            return redirect("insurance:desk_refund_scheme", made.pk)
    rows = rights.schemes_for(actor).order_by("-year", "region_id")[:PAGE]
    context = {"rows": [presenters.scheme_line(each) for each in rows], "form": form}
    context |= {"clerk": request.clerk, "nav": "insurance"}
    failed = bool(form and form.errors)
    return render(request, "insurance/refunds/desk.html", context, status=422 if failed else 200)


def _made(request: HttpRequest, form: SchemeForm):
    """The scheme, or None with the reason at the field."""
    data = form.cleaned_data
    try:
        return refunds.make_scheme(
            data["year"],
            request.clerk.agency.region,
            closes=data["closes"],
            basis=data["basis"].strip(),
            by=actors.of_request(request),
        )
    except LawMissing:
        form.add_error("year", _("这个年度的规定还没有录入,请先在参数里补上。"))
    except refunds.RefundRefused as error:
        form.add_error("year", WHY[error.why])
    return None


@clerk_required
@require_http_methods(["GET", "POST"])
def scheme(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A year: what is to be done, units by state, notices, objections."""
    actor = desk_actor(request)
    row = get_object_or_404(rights.schemes_for(actor), pk=pk)
    if request.method == "POST":
        if request.POST.get("act") not in ACTS:
            raise Http404
        _did(request, *ACTS[request.POST["act"]], row)
        return redirect("insurance:desk_refund_scheme", pk)
    mine = rights.entries_for(actor).filter(scheme=row)
    states = dict(mine.order_by().values_list("state").annotate(n=Count("pk")))
    no = mine.filter(state=State.MATCHED, verdict__answer="no").count()
    chosen = request.GET.get("state") if request.GET.get("state") in State.values else ""
    rows = mine.filter(state=chosen) if chosen else mine
    page = Paginator(rows.order_by("state", "pk"), PAGE).get_page(request.GET.get("page"))
    turn = f"state={chosen}&page="
    context = {
        "scheme": row,
        "line": presenters.scheme_line(row),
        "facts": presenters.scheme_rows(row),
        "rows": [presenters.desk_line(each) for each in page],
        "states": [(each, each.label, states[each]) for each in State if each in states],
        "chosen": chosen,
        "count": page.paginator.count,
        "to_ask": states.get(State.MATCHED, 0) - no,
        "to_decline": no,
        "to_show": states.get(State.CONFIRMED, 0),
        "may_work": rights.may_work(actor),
        "may_match": rights.may_work(actor) and row.agency.path.startswith(actor.agency_path),
        "batches": _batches(actor, row),
        "objections": _objections(actor, row),
        "previous_url": f"?{turn}{page.previous_page_number()}" if page.has_previous() else "",
        "next_url": f"?{turn}{page.next_page_number()}" if page.has_next() else "",
        "clerk": request.clerk,
        "nav": "insurance",
    }
    return render(request, "insurance/refunds/scheme.html", context)


def _batches(actor, row) -> list[dict]:
    counted = {
        name: Count("entries", filter=Q(entries__state=state))
        for name, state in (
            ("shown", State.PUBLICISED),
            ("objected", State.OBJECTED),
            ("approved", State.APPROVED),
            ("paid", State.PAID),
        )
    }
    rows = rights.batches_for(actor).filter(scheme=row).annotate(**counted).order_by("-number")
    out = []
    for batch in rows[:PAGE]:
        line = presenters.batch_line(batch)
        line["may_approve"] = line["may_approve"] and rights.may_approve(actor)
        line["may_pay"] = line["may_pay"] and (rights.may_approve(actor) or rights.may_work(actor))
        out.append(line)
    return out


def _objections(actor, row) -> list[dict]:
    open_ones = rights.objections_for(actor).filter(entry__scheme=row, outcome=RefundObjection.Outcome.OPEN)
    return [
        presenters.objection_line(each)
        | {"unit": each.entry.organisation.name, "mine": rights.may_answer(actor, each)}
        for each in open_ones.order_by("made_at")[:PAGE]
    ]


@clerk_required
@require_POST
def batch(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Approve or pay what a notice showed."""
    row = get_object_or_404(rights.batches_for(desk_actor(request)), pk=pk)
    if request.POST.get("act") not in BATCH_ACTS:
        raise Http404
    _did(request, *BATCH_ACTS[request.POST["act"]], row)
    return redirect("insurance:desk_refund_scheme", row.scheme_id)


@clerk_required
@require_http_methods(["GET", "POST"])
def entry(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One unit: facts, verdict, what is missing; facts are put right here with a reason."""
    actor = desk_actor(request)
    row = get_object_or_404(rights.entries_for(actor), pk=pk)
    may = rights.may_work(actor) or rights.may_approve(actor)
    form = None
    if row.state in refunds.OPEN and may:
        form = FactsForm(request.POST if request.method == "POST" else None, entry=row)
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        if form.is_valid():
            facts = form.changes() | {"reason": form.cleaned_data["reason"]}
            _did(request, refunds.correct, _("已更正,重新算过了。"), row, **facts)
            return redirect("insurance:desk_refund_entry", pk)
        row = get_object_or_404(rights.entries_for(actor), pk=pk)
    context = presenters.desk_context(row) | {"form": form, "clerk": request.clerk, "nav": "insurance"}
    failed = bool(form and form.errors)
    return render(request, "insurance/refunds/desk_entry.html", context, status=422 if failed else 200)


@clerk_required
@require_http_methods(["GET", "POST"])
def objection(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One objection or appeal, answered by a named clerk with reasons."""
    actor = desk_actor(request)
    row = get_object_or_404(rights.objections_for(actor), pk=pk)
    waits = row.outcome == RefundObjection.Outcome.OPEN and rights.may_answer(actor, row)
    form = AnswerForm(request.POST if request.method == "POST" else None) if waits else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        if form.is_valid():
            data = form.cleaned_data
            facts = {"upheld": data["outcome"] == "uphold", "text": data["text"]}
            _did(request, refund_batches.answer, _("已答复。"), row, **facts)
            return redirect("insurance:desk_refund_objection", pk)
    context = {
        "said": row,
        "entry": row.entry,
        "rows": presenters.appeal_rows(row),
        "contact": plaintext(row.contact) if row.contact and waits else "",
        "form": form,
        "clerk": request.clerk,
        "nav": "insurance",
    }
    failed = bool(form and form.errors)
    return render(request, "insurance/refunds/objection.html", context, status=422 if failed else 200)
