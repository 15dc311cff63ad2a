"""Mandates of a person: given, held, to accept; and acting for somebody."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.accounts import actors, services
from portal.accounts.doors import fresh_required, person_required
from portal.accounts.forms import REFUSALS, MandateForm
from portal.accounts.models import Mandate
from portal.accounts.queries import live_mandates, mandates_to_accept
from portal.kernel import clock

MOST = 50


def item_names() -> dict[str, str]:
    """Service items by code, from the room above, as settings name it."""
    return {item.code: item.name for item in import_string(settings.MANDATE_ITEMS)()}


def open_items() -> list[tuple[str, str]]:
    """The items an agent could begin: those with pages, not those with a guide alone."""
    able = import_string(settings.MANDATE_OPEN)()
    return [(code, name) for code, name in item_names().items() if code in able]


def _rows(mandates: list[Mandate], names: dict[str, str], *, given: bool) -> list[dict]:
    today = clock.today()
    return [
        {
            "id": row.pk,
            "who": _other_side(row, given),
            "items": "、".join(names.get(code, code) for code in row.items),
            "begins": row.begins,
            "ends": row.ends,
            "state": _state(row, today),
            "open": row.ended_at is None and row.ends >= today,
        }
        for row in mandates
    ]


def _other_side(row: Mandate, given: bool) -> str:
    if given:
        return row.agent_name.masked() if row.agent_name else row.agent.name.masked()
    return row.principal.name.masked()


def _state(row: Mandate, today) -> tuple[str, str]:
    if row.ended_at:
        return "stop", _("已解除")
    if row.ends < today:
        return "stop", _("已到期")
    if not row.accepted_at:
        return "wait", _("等对方接受")
    return ("wait", _("还没开始")) if row.begins > today else ("good", _("有效"))


@person_required
@fresh_required
def mandates(request: HttpRequest) -> HttpResponse:
    """Given, held and offered mandates."""
    ids, names = request.person.all_ids, item_names()
    rows = Mandate.objects.select_related("principal", "agent").order_by("-consented_at", "-id")
    context = {
        "nav": "my",
        "offered": _rows(
            list(mandates_to_accept(request.person).select_related("principal", "agent")), names, given=False
        ),
        "given": _rows(list(rows.filter(principal_id__in=ids)[:MOST]), names, given=True),
        "held": _rows(list(rows.filter(agent_id__in=ids)[:MOST]), names, given=False),
    }
    return render(request, "accounts/mandates.html", context)


@person_required
@fresh_required
@require_http_methods(["GET", "POST"])
def give(request: HttpRequest) -> HttpResponse:
    """Give a mandate to somebody named by name and number."""
    form = MandateForm(request.POST or None, items=open_items())
    if request.method == "POST" and form.is_valid():
        data = {name: value for name, value in form.cleaned_data.items() if name != "consent"}
        try:
            services.give_mandate(request.person, by=actors.of_request(request), **data)
        except services.MandateRefused as refused:
            form.add_error(*REFUSALS[refused.code])
        else:
            messages.success(request, _("委托已写好。受托人用自己的账号登录,接受后生效。"))
            return redirect("accounts:mandates")
    return render(request, "accounts/mandate_new.html", {"form": form, "nav": "my"})


@person_required
@fresh_required
@require_POST
def accept(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a mandate on."""
    mandate = get_object_or_404(mandates_to_accept(request.person), pk=pk)
    try:
        services.accept_mandate(mandate, request.person, by=actors.of_request(request))
        messages.success(request, _("已接受,可以开始代办。"))
    except services.MandateRefused as refused:
        if refused.code == "not_yours":
            raise Http404 from None
        most = services.most_principals()
        told = {
            "self": _("不能接受自己给自己的委托。"),
            "too_many": _("一个人最多同时替%(most)s个人代办。先解除一份,再接受。") % {"most": most},
        }
        messages.error(request, told[refused.code])
    return redirect("accounts:mandates")


@person_required
@fresh_required
@require_POST
def end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End a mandate from either side, or decline an offered one."""
    mandate = get_object_or_404(Mandate, pk=pk)
    try:
        services.end_mandate(mandate, request.person, by=actors.of_request(request))
    except services.MandateRefused:
        raise Http404 from None
    messages.success(request, _("委托已解除,马上生效。"))
    return redirect("accounts:mandates")


@person_required
@require_http_methods(["GET", "POST"])
def acting(request: HttpRequest) -> HttpResponse:
    """Begin or stop acting for somebody; what is there to do for them."""
    today, person = clock.today(), request.person
    held = live_mandates(person, on=today).select_related("principal", "agent").order_by("ends", "id")
    if request.method == "POST":
        return _switch(request, held)
    current = held.filter(pk=request.session.get(actors.ACTING)).first()
    names = item_names()
    context = {
        "nav": "my",
        "rows": _rows(list(held), names, given=False),
        "current": current,
        "items": [(code, names.get(code, code)) for code in current.items] if current else [],
        "cases": _cases(person, current) if current else [],
    }
    return render(request, "accounts/acting.html", context)


def _switch(request: HttpRequest, held) -> HttpResponse:
    request.session.pop(actors.ACTING, None)
    wanted = request.POST.get("mandate", "")
    if wanted:
        try:
            mandate = held.filter(pk=UUID(wanted)).first()
        except ValueError:
            mandate = None
        if mandate is None:
            raise Http404
        request.session[actors.ACTING] = str(mandate.pk)
    return redirect("accounts:acting")


def _cases(person, mandate: Mandate) -> list:
    """The principal's cases of the mandated items, as the room above shows them to this agent."""
    actor = actors.acting_for(person, mandate)
    rows = import_string(settings.MANDATE_CASES)(actor)
    return list(rows.select_related("item").order_by("-submitted_at", "-id")[:MOST])
