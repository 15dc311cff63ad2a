"""Filling in online: one question a page, saved at each; check; promise; receipt."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts import actors
from portal.accounts.doors import person_required
from portal.casework import services
from portal.casework.asking import CHECK, Unfinished, known_for, next_open_page, pages_to_ask, read
from portal.casework.models import Case, Commitment, Draft, ServiceItem
from portal.casework.presenters import answer_rows, page_data, pledge
from portal.casework.registry import Page, Service, service_of
from portal.casework.services.submitting import CommitmentChanged, Signature, current_text


def _service(code: str) -> tuple[ServiceItem, Service]:
    """The item and its service; 404 where only a guide exists."""
    service = service_of(code)
    if service is None:
        raise Http404
    return get_object_or_404(ServiceItem, pk=code, active=True), service


@person_required
@require_safe
def start(request: HttpRequest, code: str) -> HttpResponse:
    """Begin or go on: an open case leads to its page, a draft to where it stopped."""
    item, service = _service(code)
    if service.entry:
        return redirect(service.entry)
    actor = actors.of_request(request)
    standing = services.already_open(code, request.person)
    if standing and not Draft.objects.filter(returned_case=standing).exists():
        messages.info(request, _("您已经提交过%(item)s,这是办理情况。") % {"item": item.name})
        return redirect("casework:case", standing.number)
    already = service.questions.standing(request.person)
    if already:
        messages.info(request, already)
        return redirect("site:my")
    draft = services.open_draft(item, request.person, by=actor)
    return redirect("casework:page", code, next_open_page(service, draft))


def _my_draft(request: HttpRequest, code: str) -> Draft | None:
    rows = Draft.objects.select_related("item", "person", "returned_case")
    return rows.filter(item_id=code, person=request.person, clerk__isnull=True).first()


CARRIED = "carried_facts"  # in the session: what was said in the calculator, while nobody is known yet


def _bound_form(
    page: Page, service: Service, draft: Draft, data=None, said: Mapping[str, Any] | None = None
) -> forms.Form:
    raw = read(draft)
    answers = {"person": known_for(service, draft)}
    if data is not None:
        return page.form(data, answers=answers)
    if page.code in raw:
        return page.form(initial=page_data(page, raw[page.code]), answers=answers)
    initial = service.questions.initial(page.code, draft.person)
    if said and service.carried:
        initial |= service.carried(page.code, said)
    return page.form(initial=initial, answers=answers)


@person_required
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, code: str, page: str) -> HttpResponse:
    """One question page: a right answer is saved and leads on, a wrong one keeps everything typed."""
    item, service = _service(code)
    draft = _my_draft(request, code)
    if draft is None:
        return redirect("casework:start", code)
    asked = pages_to_ask(service, draft)
    current = next((each for each in asked if each.code == page), None)
    if current is None:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = _bound_form(current, service, draft, data, request.session.get(CARRIED))
    if request.method == "POST" and form.is_valid():
        return _saved(request, draft, current, service, form)
    position = asked.index(current)
    prefilled = not form.is_bound and current.code not in read(draft) and bool(form.initial)
    context = {
        "item": item,
        "draft": draft,
        "page": current,
        "form": form,
        "item_name": item.name,
        "question": current.title,
        "why": current.why,
        "step": position + 1,
        "steps": len(asked),
        "last": position + 1 == len(asked),
        "back_url": reverse("casework:page", args=[code, asked[position - 1].code]) if position else "",
        "action": request.get_full_path(),
        "prefilled": prefilled,
        "origin": _origin(service, current, draft) if prefilled else None,
        "returning": request.GET.get("from") == CHECK,
    }
    return render(request, "casework/question.html", context)


def _origin(service: Service, page: Page, draft: Draft) -> dict[str, Any] | None:
    """Where another department's fact on a page comes from; most services have none."""
    told = getattr(service.questions, "origin", None)
    return told(page.code, draft.person) if told else None


def _saved(
    request: HttpRequest, draft: Draft, page: Page, service: Service, form: forms.Form
) -> HttpResponse:
    data = {name: request.POST.getlist(name) for name in form.fields}
    try:
        draft = services.save_page(draft, page.code, data, by=actors.of_request(request))
    except Draft.DoesNotExist:
        return redirect("casework:start", draft.item_id)
    if "save_exit" in request.POST:
        messages.success(request, _("已保存,保留30天。在别的手机或电脑上登录也能接着填。"))
        return redirect("site:my")
    if "from_check" in request.POST:
        return redirect("casework:page", draft.item_id, next_open_page(service, draft))
    asked = pages_to_ask(service, draft)
    later = [each.code for each in asked[[each.code for each in asked].index(page.code) + 1 :]]
    return redirect("casework:page", draft.item_id, later[0] if later else CHECK)


@person_required
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, code: str) -> HttpResponse:
    """Check the answers, read the promise, submit."""
    item, service = _service(code)
    draft = _my_draft(request, code)
    if draft is None:
        return redirect("casework:start", code)
    todo = next_open_page(service, draft)
    if todo != CHECK:
        return redirect("casework:page", code, todo)
    error, promise = "", current_text(code)
    if request.method == "POST":
        if draft.returned_case_id or promise is None or request.POST.get("promise"):
            try:
                return _submitted(request, draft)
            except CommitmentChanged:
                error = _("承诺书刚刚更新了,请读一遍新的内容再提交。您的答案都在。")
        else:
            error = _("请先阅读承诺内容,并勾选“我已阅读并承诺”。")
    context = {
        "item": item,
        "draft": draft,
        "answers": answer_rows(service, draft),
        "promise": promise,
        "pledge": pledge(promise),
        "error": error,
    }
    return render(request, "casework/check.html", context)


def _submitted(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Submit and lead to the receipt; a second tab finds the case the first one made."""
    actor = actors.of_request(request)
    text = request.POST.get("text", "")
    signature = Signature(Commitment.Method.TICK, int(text) if text.isdigit() else 0)
    try:
        case = services.submit(draft, signature=signature, by=actor)
    except Draft.DoesNotExist:
        case = Case.objects.filter(item_id=draft.item_id, person=request.person).latest("submitted_at")
    except Unfinished as unfinished:
        return redirect("casework:page", draft.item_id, unfinished.page)
    services.grant_by_rule(case)
    return redirect("casework:receipt", case.number)
