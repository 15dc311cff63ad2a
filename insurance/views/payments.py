"""发放批次 at the desk: make, check, send, take the bank's answer, issue again."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts import actors
from portal.accounts.doors import clerk_required
from portal.casework.services import NotAllowed
from portal.kernel.actor import Actor
from portal.kernel.dates import month_text
from portal.site.rooms import Room, register_room

from ..forms.payments import AnswerFileForm, MonthForm
from ..models import BankFile, Payment, Run
from ..policy import payments as policy
from ..presenters import payments as presenters
from ..queries import runs as queries
from ..rules.bankfile import FileRefused
from ..services import bank, runs, settling
from ..services.payments import RunRefused

SHOWN = 50
register_room(
    Room(
        "insurance:runs",
        gettext_lazy("发放批次"),
        gettext_lazy("按月生成、复核、送银行、退票重发"),
        10,
        policy.READERS,
    )
)


def _actor(request: HttpRequest) -> Actor:
    """The clerk whose post has to do with payments; to others there is no page."""
    actor = actors.of_request(request)
    if not policy.may_read(actor):
        raise Http404
    return actor


def _run(request: HttpRequest, pk: int) -> Run:
    return get_object_or_404(policy.runs_for(_actor(request)), pk=pk)


def _show(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, template, {**context, "clerk": request.clerk, "nav": "insurance"}, status=status)


@clerk_required
@require_safe
def list_runs(request: HttpRequest) -> HttpResponse:
    """Runs of the agency and below it, the newest first."""
    actor = _actor(request)
    context = {
        "cards": [presenters.run_card(each) for each in policy.runs_for(actor)[:SHOWN]],
        "failed": policy.failed_for(actor).order_by().count(),
        "may_make": policy.may_make(actor),
        "shown": SHOWN,
    }
    return _show(request, "insurance/payments/list.html", context)


@clerk_required
@require_http_methods(["GET", "POST"])
def make(request: HttpRequest) -> HttpResponse:
    """Choose a month, look at what would be paid and what is left out, then make the run."""
    actor = _actor(request)
    if not policy.may_make(actor):
        raise Http404
    form = MonthForm(request.POST if request.method == "POST" else request.GET or None)
    month = f"{form.cleaned_data['month']}-01" if form.is_bound and form.is_valid() else ""
    if request.method == "POST" and month:
        done = runs.make_run(date.fromisoformat(month), agency=request.clerk.agency, by=actor)
        if done.run:
            messages.success(request, _("批次已生成,等另一位同事复核。"))
            return redirect("insurance:run", done.run.pk)
        messages.info(request, _("这个月没有要发的,可能已经发过了。"))
        return redirect("insurance:runs")
    plan = queries.plan(date.fromisoformat(month), request.clerk.agency) if month else None
    context = {
        "form": form,
        "month": month[:7],
        "said": month_text(month[:7]) if month else "",
        "sums": presenters.sums(queries.sums(plan)) if plan else [],
        "left_out": presenters.left_out(plan.left_out) if plan else [],
    }
    return _show(request, "insurance/payments/make.html", context, status=422 if form.errors else 200)


@clerk_required
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """A run: sums, standards, what is left out, files, and what may be done now."""
    return _page(request, _run(request, pk), AnswerFileForm())


def _page(request: HttpRequest, run: Run, form: AnswerFileForm) -> HttpResponse:
    actor = _actor(request)
    checks = policy.may_check(actor, run)
    kind, words = presenters.budget(run)
    states = run.payments.values("state").annotate(n=Count("pk"), total=Sum("amount")).order_by("state")
    remits = checks and run.state == Run.State.SENT
    context = {
        "run": run,
        "card": presenters.run_card(run),
        "rows": presenters.run_rows(run),
        "budget": {"kind": kind, "words": words},
        "states": [{"name": Payment.State(row["state"]).label, "value": f"{row['n']:,}"} for row in states],
        "left_out": presenters.left_out(run.left_out),
        "standards": presenters.standards(run),
        "files": presenters.files(run),
        "form": form,
        "may_approve": checks and run.state == Run.State.MADE and run.maker_id != request.clerk.pk,
        "may_cancel": run.state == Run.State.MADE and policy.may_cancel(actor, run),
        "may_send": checks and run.state == Run.State.APPROVED,
        "may_answer": remits,
        "may_take_file": checks,
        "may_remit": remits and run.payments.filter(state="sent", account__isnull=True).exists(),
    }
    return _show(request, "insurance/payments/run.html", context, status=422 if form.errors else 200)


def _act(request: HttpRequest, pk: int, verb: Any, done: str) -> HttpResponse:
    """One verb on one run; what is refused is told where the clerk stands."""
    run = _run(request, pk)
    try:
        verb(run, by=actors.of_request(request))
    except RunRefused as error:
        messages.error(request, error.text)
    except NotAllowed:
        raise Http404 from None
    else:
        messages.success(request, done)
    return redirect("insurance:run", pk)


@clerk_required
@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Another person says yes."""
    return _act(request, pk, runs.approve_run, _("复核通过,可以送银行了。"))


@clerk_required
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it back before it is approved."""
    return _act(request, pk, runs.cancel_run, _("批次已取消,里面的月份可以重新生成。"))


@clerk_required
@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the bank's files."""
    return _act(request, pk, bank.send_run, _("银行文件已生成,请下载后交给银行。"))


@clerk_required
@require_POST
def remit(request: HttpRequest, pk: int) -> HttpResponse:
    """The contributions paid for people have been transferred."""
    return _act(request, pk, bank.remit, _("代缴费用已登记划转。"))


@clerk_required
@require_POST
def take_file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The text of a file that goes to the bank: who takes it is written down."""
    actor = _actor(request)
    files = BankFile.objects.filter(
        direction=BankFile.Direction.OUT, run__in=policy.runs_for(actor).order_by()
    )
    row = get_object_or_404(files.select_related("run__agency"), pk=pk)
    if not policy.may_check(actor, row.run):
        raise Http404
    text = bank.take_out(row, by=actors.of_request(request))
    answer = HttpResponse(text, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{row.name}.txt"'
    return answer


@clerk_required
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The bank's return file: booked whole, or told why not at its field."""
    run, form = _run(request, pk), AnswerFileForm(request.POST, request.FILES)
    if not policy.may_check(_actor(request), run):
        raise Http404
    if form.is_valid():
        try:
            count, failed = bank.take_answer(
                run, form.cleaned_data["file"].read(), by=actors.of_request(request)
            )
        except FileRefused as error:
            form.add_error("file", presenters.refused(error))
        except RunRefused as error:
            form.add_error("file", error.text)
        except NotAllowed:
            raise Http404 from None
        else:
            words = {"n": count, "failed": failed}
            messages.success(request, _("已记账%(n)s笔,其中退回%(failed)s笔。") % words)
            return redirect("insurance:run", pk)
    return _page(request, run, form)


@clerk_required
@require_http_methods(["GET", "POST"])
def failed(request: HttpRequest) -> HttpResponse:
    """What the bank sent back, and issuing it again once the account is right."""
    actor = _actor(request)
    rows = policy.failed_for(actor)
    if request.method == "POST":
        return _again(request, list(rows.filter(pk__in=_keys(request))), actor)
    told = [presenters.failed_row(each) for each in rows[:SHOWN]]
    context = {
        "rows": told,
        "may_make": policy.may_make(actor),
        "ready": any(row["ready"] for row in told),
        "shown": SHOWN,
    }
    return _show(request, "insurance/payments/failed.html", context)


def _keys(request: HttpRequest) -> list[int]:
    return [int(key) for key in request.POST.getlist("payment") if key.isascii() and key.isdigit()][:SHOWN]


def _again(request: HttpRequest, chosen: list[Payment], actor: Actor) -> HttpResponse:
    if not policy.may_make(actor):
        raise Http404
    if not chosen:
        messages.error(request, _("请先勾选要重发的。"))
        return redirect("insurance:failed")
    try:
        run = settling.issue_again(chosen, agency=request.clerk.agency, by=actor)
    except RunRefused as error:
        messages.error(request, error.text)
        return redirect("insurance:failed")
    messages.success(request, _("重发批次已生成,等另一位同事复核。"))
    return redirect(reverse("insurance:run", args=[run.pk]))
