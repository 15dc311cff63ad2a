"""Graduates without work at the desk: the county's list by filter, one page with everything by key, the figures."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts.doors import clerk_required
from portal.accounts.services import note_access, reveal
from portal.casework.doors import desk_actor
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.ids import uuid7
from portal.site.rooms import Room, register_room

from ..forms.graduates import ActForm, ContactForm, OfficerForm
from ..models import UnemployedGraduate
from ..presenters import graduates as presenters
from ..presenters import graduates_desk as desk_presenters
from ..queries import graduates as queries
from ..services import graduates as services

PAGE = 50


@clerk_required
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Who is to be served, by filter; the 择业期 that ends first in front."""
    actor = desk_actor(request)
    view = request.GET.get("view", "all")
    view = view if view in queries.FILTERS else "all"
    page = Paginator(queries.desk_list(actor, view=view, clerk=request.clerk), PAGE).get_page(
        request.GET.get("page")
    )
    needed = queries.standard(clock.today(), "510000")
    context = {
        "nav": "registration",
        "clerk": request.clerk,
        "tabs": [(f"?view={code}", word, code == view) for code, word in presenters.FILTER_WORDS],
        "rows": [presenters.desk_row(tag, needed) for tag in page],
        "count": page.paginator.count,
        "previous_url": f"?view={view}&page={page.previous_page_number()}" if page.has_previous() else "",
        "next_url": f"?view={view}&page={page.next_page_number()}" if page.has_next() else "",
    }
    return render(request, "registration/graduates/desk.html", context)


def _one(request: HttpRequest, pk: UUID) -> tuple[UnemployedGraduate, Actor]:
    """A tag of the clerk's subtree; the look is kept for the person to see."""
    actor = desk_actor(request)
    tag = get_object_or_404(queries.tags_for(actor), pk=pk)
    note_access(tag.person, what=_("未就业毕业生服务"), purpose=_("毕业生实名服务"), by=actor)
    return tag, actor


def _forms(request: HttpRequest, tag: UnemployedGraduate, which: str) -> dict[str, Any]:
    """The three forms of the page, the posted one bound."""
    posted = {name: request.POST if which == name else None for name in ("contact", "act", "officer")}
    first = {"day": clock.today(), "key": str(uuid7())}
    return {
        "contact": ContactForm(posted["contact"], prefix="contact"),
        "act": ActForm(posted["act"], prefix="act", initial=first),
        "officer": OfficerForm(
            posted["officer"], prefix="officer", agency=tag.agency, initial={"clerk": tag.officer_id}
        ),
    }


@clerk_required
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One graduate: contact, one act of the chain, the officer, «失联»."""
    tag, actor = _one(request, pk)
    which = request.POST.get("form", "")
    forms = _forms(request, tag, which)
    if request.method == "POST":
        form = forms.get(which)
        if form is None and which not in ("lost", "me"):
            raise Http404
        if form is None or form.is_valid():
            try:
                _step(request, tag, actor, which, form)
                messages.success(request, _("已记下。"))
                return redirect("registration:desk_graduate", pk)
            except services.NotNow as not_now:
                if form is None:
                    messages.error(request, str(not_now))
                    return redirect("registration:desk_graduate", pk)
                form.add_error(None, str(not_now))
    context = desk_presenters.one(tag) | {f"{name}_form": form for name, form in forms.items()}
    wrong = any(form.is_bound and form.errors for form in forms.values())
    context |= {"nav": "registration", "clerk": request.clerk}
    return render(request, "registration/graduates/one.html", context, status=422 if wrong else 200)


def _step(request: HttpRequest, tag: UnemployedGraduate, actor: Actor, which: str, form: Any) -> None:
    clerk = request.clerk
    if which == "contact":
        services.contact(tag, clerk=clerk, by=actor, **form.cleaned_data)
    elif which == "act":
        services.do(tag, clerk=clerk, by=actor, **form.cleaned_data)
    elif which == "officer":
        services.assign(tag, form.cleaned_data["clerk"], by=actor)
    elif which == "me":
        services.assign(tag, clerk, by=actor)
    else:
        services.mark_lost(tag, by=actor)


@never_cache
@clerk_required
@require_POST
def phone(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Numbers to call: the person's own and the school's; the look is recorded for the person to see."""
    tag, actor = _one(request, pk)
    purpose = _("毕业生实名服务:首次联系和回访")
    numbers = []
    if tag.person.contact_phone:
        numbers.append((_("本人留的"), reveal(tag.person, "contact_phone", by=actor, purpose=purpose)))
    if tag.graduation.phone:
        numbers.append((_("学校留的"), reveal(tag.graduation, "phone", by=actor, purpose=purpose)))
    name = reveal(tag.person, "name", by=actor, purpose=purpose)
    context = {"nav": "registration", "clerk": request.clerk, "numbers": numbers, "name": name, "pk": pk}
    return render(request, "registration/graduates/phone.html", context)


@clerk_required
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """The chain in figures, county by county."""
    actor = desk_actor(request)
    rows = queries.figures(actor)
    context = {"nav": "registration", "clerk": request.clerk, "rows": rows}
    context["total"] = desk_presenters.total(rows)
    return render(request, "registration/graduates/figures.html", context)


register_room(
    Room(
        "registration:desk_graduates",
        lazy("未就业毕业生"),
        lazy("首次联系、1131服务、择业期,一人一页"),
        40,
    )
)
