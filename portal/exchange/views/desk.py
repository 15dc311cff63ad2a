"""The exchange at the desk: departments, jobs, deliveries for the province's keepers; corrections for each agency."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts import actors
from portal.accounts.doors import clerk_required
from portal.accounts.models import Role
from portal.accounts.services import reveal
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.ids import uuid_of

from .. import policy, presenters, registry
from ..forms import AnswerForm
from ..models import Correction, Delivery, Job, Partner
from ..services import corrections as services
from ..services import files, outgoing, snapshots
from ..services.incoming import NotTaken
from .corrections import refused

PAGE = 50


def _keeper(request: HttpRequest) -> Actor:
    actor = actors.of_request(request)
    if not policy.keeps_exchange(actor):
        raise Http404
    return actor


def _shown(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    actor = actors.of_request(request)
    usual = {"clerk": request.clerk, "nav": "registration", "keeper": policy.keeps_exchange(actor)}
    return render(request, template, usual | context, status=status)


def _page(request: HttpRequest, rows: QuerySet, order: str) -> tuple[list[Any], str]:
    """A page by key, the newest first, and the way to the next."""
    before = uuid_of(request.GET.get("before", ""))
    mark = rows.filter(pk=before).values_list(order, "pk").first() if before else None
    if mark:
        same = Q(**{order: mark[0]}, pk__lt=mark[1])
        rows = rows.filter(same | Q(**{f"{order}__lt": mark[0]}), **{f"{order}__lte": mark[0]})
    page = list(rows.order_by(f"-{order}", "-pk")[: PAGE + 1])
    state = request.GET.get("state", "")
    more = f"?state={state}&before={page[PAGE - 1].pk}" if len(page) > PAGE else ""
    return page[:PAGE], more


def _chosen(request: HttpRequest, states: Any) -> tuple[str, list[dict[str, str]]]:
    """The state asked for and the ways to the others."""
    asked = request.GET.get("state", "")
    asked = asked if asked in states.values else ""
    ways = [("", _("全部")), *states.choices]
    return asked, [{"url": f"?state={key}", "word": word, "now": key == asked} for key, word in ways]


@clerk_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Departments, and what waits for each. Who only answers corrections goes straight to them."""
    actor = actors.of_request(request)
    if policy.reads_corrections(actor) and not policy.keeps_exchange(actor):
        return redirect("exchange:desk_corrections")
    _keeper(request)
    return _shown(request, "exchange/desk.html", {"partners": presenters.partners(), "tab": "partners"})


@clerk_required
@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """Imports and exports, the newest first."""
    _keeper(request)
    state, ways = _chosen(request, Job.State)
    rows = Job.objects.select_related("partner").defer("errors")
    page, more = _page(request, rows.filter(state=state) if state else rows, "begun_at")
    context = {
        "rows": [presenters.job_row(row) for row in page],
        "next_url": more,
        "ways": ways,
        "tab": "jobs",
    }
    return _shown(request, "exchange/jobs.html", context)


@clerk_required
@require_safe
def job(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One job: counts, errors by line, differences."""
    _keeper(request)
    found = get_object_or_404(Job.objects.select_related("partner"), pk=pk)
    return _shown(request, "exchange/job.html", {"job": presenters.job_page(found), "tab": "jobs"})


@clerk_required
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """What is reported to other systems, and how the newest file of each stands."""
    _keeper(request)
    return _shown(request, "exchange/reports.html", {"rows": presenters.reports(), "tab": "reports"})


@clerk_required
@require_POST
def report(request: HttpRequest, dataset: str) -> HttpResponse:
    """Make a snapshot now and send it."""
    actor = _keeper(request)
    if registry.newest(dataset) is None:
        raise Http404
    try:
        job = snapshots.snapshot(dataset, clock.today(), by=actor, again=True)
    except NotTaken as why:
        messages.error(request, why.text)
        return redirect("exchange:reports")
    word, _tone = presenters.sent_word(job)
    told = {"title": registry.newest(dataset).title, "n": job.lines, "word": word}
    if job.state == Job.State.DONE:
        messages.success(request, _("%(title)s%(word)s,共%(n)s行。") % told)
    else:
        messages.warning(request, _("%(title)s还没有送到。系统会自动再送,不用重复点。") % told)
    return redirect("exchange:reports")


@clerk_required
@require_safe
def deliveries(request: HttpRequest) -> HttpResponse:
    """What other departments were told, the newest first."""
    _keeper(request)
    state, ways = _chosen(request, Delivery.State)
    rows = Delivery.objects.select_related("partner").defer("payload")
    page, more = _page(request, rows.filter(state=state) if state else rows, "made_at")
    context = {"rows": [presenters.delivery_row(row) for row in page], "next_url": more, "ways": ways}
    return _shown(request, "exchange/deliveries.html", context | {"tab": "deliveries"})


@clerk_required
@require_POST
def retry(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send one delivery again at once."""
    actor = _keeper(request)
    row = get_object_or_404(Delivery, pk=pk)
    if outgoing.retry(row, by=actor):
        messages.success(request, _("已重新排队,马上推送。"))
    else:
        messages.info(request, _("对方已经收到,不用再推。"))
    return redirect("exchange:deliveries")


@clerk_required
@require_POST
def fetch(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Look now for what a department has put down."""
    actor = _keeper(request)
    partner = get_object_or_404(Partner, pk=pk, active=True)
    try:
        found = files.fetch(partner, by=actor)
    except Exception:
        messages.error(request, _("连不上%(name)s。请核对地址和公钥,稍后再试。") % {"name": partner.name})
        return redirect("exchange:desk")
    messages.success(request, _("看过了,找到%(n)s个文件。") % {"n": len(found)})
    return redirect("exchange:jobs")


@clerk_required
@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """What people say is wrong, the longest waiting first; masked."""
    actor = actors.of_request(request)
    if not policy.reads_corrections(actor):
        raise Http404
    rows = policy.corrections_for(actor).filter(state=Correction.State.OPEN).order_by("asked_at", "pk")
    shown = [
        presenters.correction_row(row) | {"person": row.person.name.masked()}
        for row in rows.defer("text")[:PAGE]
    ]
    return _shown(
        request, "exchange/desk_corrections.html", {"rows": shown, "tab": "corrections", "most": PAGE}
    )


@clerk_required
@require_http_methods(["GET", "POST"])
def correction(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One correction: opening the words is written down; then the answer."""
    actor = actors.of_request(request)
    row = get_object_or_404(policy.corrections_for(actor), pk=pk)
    form = AnswerForm(request.POST if request.method == "POST" and "show" not in request.POST else None)
    words, name = "", row.person.name.masked()
    if request.method == "POST":
        words = reveal(row, "text", by=actor, purpose=_("核实更正申请"))
        name = reveal(row.person, "name", by=actor, purpose=_("核实更正申请"))
    if form.is_bound and form.is_valid():
        try:
            services.decide(row, clerk=request.clerk, by=actor, **form.cleaned_data)
        except services.CorrectionRefused as error:
            form.add_error(None, refused(error.why))
        else:
            messages.success(request, _("已答复,本人会收到消息。"))
            return redirect("exchange:desk_corrections")
    linked = actor.roles - {Role.DATA}  # the page of a person is the desk's
    who = {"person": name, "person_id": row.person_id if linked else ""}
    shown = presenters.correction_row(row) | who | {"words": words}
    may = row.state == Correction.State.OPEN and policy.answers(actor)
    context = {"row": shown, "form": form, "open": may, "tab": "corrections"}
    return _shown(request, "exchange/desk_correction.html", context, 422 if form.errors else 200)
