"""«我失业了»: choose what to do, answer once, check everything on one page, see every case on one receipt."""

import logging
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts import actors
from portal.accounts.doors import person_required
from portal.casework import presenters, services
from portal.casework.asking import CHECK
from portal.casework.models import Case, Commitment
from portal.casework.registry import service_of
from portal.casework.services.linking import link_case
from portal.casework.services.submitting import Signature, current_text
from portal.kernel.ids import uuid7

from .life_events import LOST_JOB, Part, Sitting, held_for, parts_of, why_not

CHOSEN, FAILED = "life_chosen", "life_failed"
log = logging.getLogger(__name__)


def _sitting(request: HttpRequest) -> Sitting | None:
    """The parts this browser chose, with their drafts; None before anything was chosen."""
    chosen = request.session.get(CHOSEN) or []
    parts = [part for part in parts_of(LOST_JOB) if part.item in chosen]
    found = Sitting(request.person, parts, by=actors.of_request(request))
    return found if found.parts else None


@person_required
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """What can be done at once; all of it unless something is left out."""
    cards = [{"part": part, "why_not": why_not(part, request.person)} for part in parts_of(LOST_JOB)]
    offered = [card["part"] for card in cards if not card["why_not"]]
    error = ""
    if request.method == "POST":
        chosen = [part for part in offered if part.item in request.POST.getlist("part")]
        if chosen:
            sitting = Sitting(request.person, chosen, by=actors.of_request(request), make=True)
            request.session[CHOSEN] = [part.item for part in chosen]
            return redirect("site:life_page", sitting.open_page())
        error = _("请至少选一件要办的。")
    kept = request.session.get(CHOSEN)
    for card in cards:
        card["ticked"] = not card["why_not"] and (not kept or card["part"].item in kept)
    context = {"cards": cards, "offered": offered, "error": error, "nav": "services"}
    return render(request, "site/life_begin.html", context, status=422 if error else 200)


def _form(sitting: Sitting, asked: Any, data: Any) -> tuple[forms.Form, dict[str, str] | None]:
    """The page's form, filled with what was said or is on record; where the record is from."""
    part, page = asked.parts[0], asked.page
    questions = sitting.service(part).questions
    answers = {"person": questions.known(sitting.person)}
    if data is not None:
        return page.form(data, answers=answers), None
    said = next(
        (sitting.raw(each)[page.code] for each in asked.parts if page.code in sitting.raw(each)), None
    )
    if said is not None:
        return page.form(initial=presenters.page_data(page, said), answers=answers), None
    held = held_for(sitting.person).get(page.code)
    initial = questions.initial(page.code, sitting.person) | (held.initial if held else {})
    origin = {"source": held.source, "day": held.day, "fix_url": held.fix_url} if held else None
    return page.form(initial=initial, answers=answers), origin


@person_required
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, page: str) -> HttpResponse:
    """One question, asked once for all parts."""
    sitting = _sitting(request)
    if sitting is None:
        return redirect("site:life")
    if page == CHECK:
        return check(request)
    pages = sitting.pages()
    asked = next((each for each in pages if each.page.code == page), None)
    if asked is None:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form, origin = _form(sitting, asked, data)
    if data is not None and form.is_valid():
        sitting.save(page, {name: data.getlist(name) for name in form.fields})
        return _onward(request, sitting, page)
    at = pages.index(asked)
    context = {
        "form": form,
        "question": asked.page.title,
        "why": asked.page.why,
        "origin": origin,
        "prefilled": origin is None and data is None and bool(form.initial),
        "item_name": _("我失业了"),
        "step": at + 1,
        "steps": len(pages),
        "last": at + 1 == len(pages),
        "back_url": reverse("site:life_page", args=[pages[at - 1].page.code]) if at else reverse("site:life"),
        "action": request.get_full_path(),
        "returning": request.GET.get("from") == CHECK,
        "nav": "services",
    }
    return render(request, "site/life_question.html", context, status=422 if form.errors else 200)


def _onward(request: HttpRequest, sitting: Sitting, page: str) -> HttpResponse:
    """Where an answer leads: away, back to the check, or to the next page."""
    if "save_exit" in request.POST:
        messages.success(request, _("已保存,保留30天。在别的手机或电脑上登录也能接着填。"))
        return redirect("site:my")
    codes = [each.page.code for each in sitting.pages()]
    if "from_check" in request.POST or page not in codes:
        return redirect("site:life_page", sitting.open_page())
    later = codes[codes.index(page) + 1 :]
    return redirect("site:life_page", later[0] if later else sitting.open_page())


def _rows(sitting: Sitting) -> list[dict[str, Any]]:
    """Every answer once, with the way to change it."""
    rows = []
    for asked in sitting.pages():
        part = asked.parts[0]
        form = asked.page.form(answers={"person": sitting.service(part).questions.known(sitting.person)})
        said = sitting.raw(part).get(asked.page.code, {})
        change = reverse("site:life_page", args=[asked.page.code]) + f"?from={CHECK}"
        for name, each in form.fields.items():
            value = presenters.shown(each, said.get(name, []))
            rows.append({"question": str(each.label), "value": value, "change_url": change})
    return rows


def check(request: HttpRequest) -> HttpResponse:
    """Everything on one page under one tick: the answers, what is handed in, what is promised for each."""
    sitting = _sitting(request)
    todo = sitting.open_page()
    if todo != CHECK:
        return redirect("site:life_page", todo)
    error = ""
    if request.method == "POST":
        if request.POST.get("promise"):
            return _handed_in(request, sitting)
        error = _("请先阅读承诺内容,并勾选“我已阅读并承诺”。")
    sheets = []
    for part in sitting.parts:
        text = current_text(part.item)
        sheets.append({"part": part, "text": text, "pledge": presenters.pledge(text)})
    context = {"answers": _rows(sitting), "sheets": sheets, "error": error, "nav": "services"}
    return render(request, "site/life_check.html", context, status=422 if error else 200)


def _handed_in(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Hand in every part on its own: what one of them refuses keeps none of the others back."""
    group, failed, done = uuid7(), [], 0
    for part in sitting.parts:
        text = request.POST.get(f"text-{part.item}", "")
        if _submitted(
            sitting, part, Signature(Commitment.Method.TICK, int(text) if text.isdigit() else 0), group
        ):
            done += 1
        else:
            failed.append(part.item)
    request.session[CHOSEN] = failed
    if not done:
        messages.error(request, _("没有提交成功,您的答案都在。请再看一遍承诺内容,重新提交。"))
        return redirect("site:life_page", CHECK)
    request.session[FAILED] = {str(group): failed}
    return redirect("site:life_done", group)


def _submitted(sitting: Sitting, part: Part, signature: Signature, group: UUID) -> bool:
    """One part handed in, linked, and done at once where the rule lets it."""
    try:
        case = services.submit(sitting.drafts[part.item], signature=signature, by=sitting.by)
        link_case(case, group=group, matter=part.event, by=sitting.by)
    except (
        Exception
    ):  # whatever one part stumbles over, the others are handed in and the person is told of it
        log.exception("part %s of %s was not handed in", part.item, part.event)
        return False
    try:
        services.grant_by_rule(case)
    except Exception:  # received all the same: a clerk takes it up
        log.exception("part %s of %s was not granted by rule", part.item, part.event)
    return True


@person_required
@require_safe
def done(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Every case with its number, its clock and how it stands; what did not go through, and how to go on with it."""
    rows = Case.objects.filter(linked__group=pk, person_id__in=request.person.all_ids)
    cases = list(rows.select_related("item", "responsible", "person").order_by("submitted_at", "pk"))
    if not cases:
        raise Http404
    items = (request.session.get(FAILED) or {}).get(str(pk), [])
    failed = [part for part in parts_of(LOST_JOB) if part.item in items and service_of(part.item)]
    receipts = [{"case": case, **presenters.receipt(case)} for case in cases]
    context = {"receipts": receipts, "failed": failed, "nav": "services", "agency": cases[0].responsible}
    return render(request, "site/life_done.html", context)
