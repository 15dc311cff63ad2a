"""Visitors tell us: a paper asked for beyond the guide, whether a page helped. No sign-in."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts import throttling
from portal.accounts.addresses import client_address
from portal.kernel.actor import Actor, system

from . import queries, services
from .forms import AskForm, ExtraDemandForm, FeedbackForm

RECEIPT = "content_receipt"


def _visitor(request: HttpRequest) -> Actor:
    """Whoever it is: what is told here is not tied to a person."""
    return system("visitor")


def _address(request: HttpRequest) -> str:
    return client_address(request)


@require_safe
def papers(request: HttpRequest) -> HttpResponse:
    """Which papers are still asked for, and what replaced the others."""
    groups = queries.papers_by_item()
    kept = [paper for _item, rows in groups for paper in rows if paper.replaced_by == "kept"]
    gone = [(item, [paper for paper in rows if paper.replaced_by != "kept"]) for item, rows in groups]
    context = {"groups": [(item, rows) for item, rows in gone if rows], "kept": kept, "nav": "services"}
    return render(request, "content/papers.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def extra_demand(request: HttpRequest) -> HttpResponse:
    """Tell of a paper asked for beyond the guide; the receipt number shows the answer later."""
    form = ExtraDemandForm(
        request.POST if request.method == "POST" else None, initial={"item": request.GET.get("item", "")[:60]}
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.spend("demand", _address(request))
            row = services.report_extra_demand(**form.cleaned_data, by=_visitor(request))
        except throttling.TooMany:
            form.add_error(None, throttling.words(services.HOURLY["demand"]))
        else:
            request.session[RECEIPT] = row.number
            return redirect("content:demand_answer")
    status = 422 if form.is_bound else 200
    return render(request, "content/extra_demand.html", {"form": form}, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
def demand_answer(request: HttpRequest) -> HttpResponse:
    """The receipt just made, or one asked for by its number. A POST: numbers do not stand in addresses."""
    number = request.session.pop(RECEIPT, "") if request.method == "GET" else ""
    form = AskForm(request.POST if request.method == "POST" else None)
    row = queries.demand(number) if number else None
    if request.method == "POST" and form.is_valid():
        row = queries.demand(form.cleaned_data["number"].strip().upper())
        if row is None:
            form.add_error("number", _("没有这个回执号。请对照收到的号码再填一次。"))
    status = 422 if form.is_bound and row is None else 200
    context = {"form": form, "row": row, "new": bool(number)}
    return render(request, "content/demand_answer.html", context, status=status)


def _page_of(request: HttpRequest, named: str) -> str:
    """The page somebody came from, as an address of our own or ""."""
    target = named or request.META.get("HTTP_REFERER", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}):
        return ""
    return urlsplit(target).path


def _kept_page(path: str) -> str:
    """What is kept of it: the address of a guide, else only the pattern, so that no case number is stored."""
    try:
        found = resolve(path)
    except Resolver404:
        return "/"
    return path if found.namespace == "content" else f"/{found.route}"


@csrf_exempt
@require_POST
def feedback(request: HttpRequest) -> HttpResponse:
    """Whether a page helped, and in words why not. Nothing of the visitor is kept, so no token is asked for."""
    form = FeedbackForm(request.POST)
    if not form.is_valid():
        return redirect("site:home")
    data = form.cleaned_data
    page, useful = _page_of(request, data["path"]), {"yes": True, "no": False}.get(data["useful"])
    context = {"path": page, "ask": useful is False}
    try:
        services.spend("feedback", _address(request))
        services.note_page(path=_kept_page(page), useful=useful, text=data["text"], by=_visitor(request))
    except throttling.TooMany:
        context["many"] = True
    return render(request, "content/feedback.html", context)
