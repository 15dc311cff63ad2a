"""At the window: who it is, several items in one go, all questions on one page, one signature."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from portal.accounts import actors
from portal.accounts.doors import clerk_required
from portal.accounts.forms import IdentityForm
from portal.accounts.models import Person, Role
from portal.accounts.queries import person_by_document, possible_twins
from portal.accounts.services import DocumentTaken, take_in_person
from portal.casework import policy, presenters, services
from portal.casework.asking import Unfinished
from portal.casework.models import Case, Draft, ItemLevel, ServiceItem
from portal.casework.registry import Page, applyable, service_of
from portal.casework.services.submitting import CommitmentChanged, SignatureMissing, current_text
from portal.kernel import identity
from portal.kernel.actor import Actor

from .signing import BadSignature, send_signing_code, signature_of


class WindowForm(IdentityForm):
    """Who is at the window, and for what: one item or several."""

    items = forms.ModelMultipleChoiceField(
        label=gettext_lazy("办什么(可以多选)"),
        queryset=ServiceItem.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("请选择要办的事项。")},
    )

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = ServiceItem.objects.filter(code__in=applyable(), channels__contains=["window"], active=True)
        barred = ItemLevel.objects.filter(level=policy.level_of(by), take=False).values("item")
        self.fields["items"].queryset = rows.exclude(pk__in=barred)
        here = list(rows.exclude(pk__in=barred).values_list("pk", flat=True))
        usual = settings.WINDOW_FIRST_ITEM
        self.fields["items"].initial = [usual] if usual in here else here[:1]


@clerk_required
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Find or make the person by document, then open a window draft for each item."""
    actor = actors.of_request(request)
    if Role.WINDOW not in actor.roles:
        raise services.NotAllowed("window role")
    form, twins = WindowForm(request.POST if request.method == "POST" else None, by=actor), []
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        twins = [] if request.POST.get("another") else _twins(data)
        if not twins:
            try:
                person = take_in_person(
                    name=data["name"],
                    kind=data["kind"],
                    number=data["number"],
                    phone=None,
                    birth=None,
                    sex="",
                    by=actor,
                )
            except DocumentTaken:
                text = _("这个证件号码登记的是另一个姓名。请核对证件;确有改名的,先做人员更正。")
                form.add_error("name", text)
            else:
                return _open(request, list(data["items"]), person)
    context = {
        "form": form,
        "twins": twins,
        "card_reader_url": settings.CARD_READER_URL,
        "clerk": request.clerk,
        "nav": "window",
    }
    return render(request, "casework/window_begin.html", context)


def _twins(data: dict[str, Any]) -> list[Person]:
    """Records that may be this person, when the number itself leads to nobody: looked at before a second is made."""
    if person_by_document(data["kind"], data["number"]):
        return []
    checked = identity.check(data["kind"], data["number"])
    return possible_twins(
        name=data["name"], birth=checked.birth, phone=None, kind=data["kind"], number=checked.number
    )


def _open(request: HttpRequest, items: list[ServiceItem], person: Person) -> HttpResponse:
    """The drafts to fill; items open already or not needed are told and left out."""
    actor, drafts = actors.of_request(request), []
    for item in items:
        standing = services.already_open(item.pk, person)
        if standing:
            messages.info(request, _("此人已有一件正在办理:%(number)s") % {"number": standing.number})
        elif service_of(item.pk).questions.standing(person):
            named = {"name": person.name.masked(), "item": item.name}
            messages.info(request, _("%(name)s的%(item)s已在登记期内,不用重复办理。") % named)
        else:
            drafts.append(services.open_draft(item, person, by=actor))
    if not drafts:
        return redirect("casework:window")
    return redirect(_fill_url([draft.pk for draft in drafts]))


def _fill_url(keys: list[UUID]) -> str:
    """The first draft's page; the others go along in `also`."""
    url = reverse("casework:window_fill", args=[keys[0]])
    return f"{url}?{urlencode({'also': ','.join(map(str, keys[1:]))})}" if keys[1:] else url


@dataclass
class Sheet:
    """One item on the window's page: its draft, question forms, promise."""

    draft: Draft
    pages: list[tuple[Page, forms.Form]]
    promise: Any
    prefix: str
    pledge: dict[str, Any] = field(default_factory=dict)

    @property
    def valid(self) -> bool:
        return not any(form.errors for _page, form in self.pages)


def _drafts(request: HttpRequest, pk: UUID) -> list[Draft]:
    """The clerk's own drafts of this sitting, all of one person."""
    mine = policy.drafts_of(actors.of_request(request)).select_related("item", "person")
    first = get_object_or_404(mine, pk=pk)
    keys = []
    for text in request.GET.get("also", "").split(","):
        try:
            keys.append(UUID(text))
        except ValueError:
            continue
    rest = mine.filter(pk__in=keys, person=first.person).exclude(pk=first.pk).order_by("item__position", "pk")
    return [first, *rest[:10]]


def _sheet(draft: Draft, data: QueryDict | None, number: int) -> Sheet:
    """Every page the person's facts call for; field names carry the item (from the second on) and the page's code."""
    service = service_of(draft.item_id)
    prefix = f"{draft.item_id}-" if number else ""
    answers = {"person": service.questions.known(draft.person)}
    pages = []
    for page in service.questions.pages:
        if page.code in service.questions.skipped(answers):
            continue
        form = page.form(
            data,
            prefix=f"{prefix}{page.code}",
            answers=answers,
            initial=service.questions.initial(page.code, draft.person),
        )
        pages.append((page, form))
        if data is not None and form.is_valid():
            answers[page.code] = form.cleaned_data
    promise = current_text(draft.item_id)
    return Sheet(draft, pages, promise, prefix, presenters.pledge(promise))


@clerk_required
@require_http_methods(["GET", "POST"])
def fill(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All questions of all items at once; the promises; one signature; the receipts' numbers."""
    drafts = _drafts(request, pk)
    data = request.POST if request.method == "POST" else None
    sheets = [_sheet(draft, data, number) for number, draft in enumerate(drafts)]
    error = ""
    if data is not None and "send_code" in data:
        error = send_signing_code(request, drafts[0].person)
    elif data is not None and all(sheet.valid for sheet in sheets):
        try:
            return _submitted(request, sheets)
        except SignatureMissing:
            error = _("还没有签名。请当事人在框内写名字,或由本人输入姓名(要和证件上一样)。")
        except BadSignature as wrong:
            error = str(wrong)
        except CommitmentChanged:
            error = _("承诺书刚刚更新了,请当事人读一遍新的内容再签名。")
    return render(request, "casework/window_fill.html", _context(request, sheets, error))


def _context(request: HttpRequest, sheets: list[Sheet], error: str) -> dict[str, Any]:
    asked = "send_code" in request.POST
    failed = [] if asked else [form for form in _all_forms(sheets) if form.errors]
    return {
        "sheets": sheets,
        "draft": sheets[0].draft,
        "name": sheets[0].draft.person.name.masked(),
        "signed": any(sheet.promise for sheet in sheets),
        "clerk": request.clerk,
        "nav": "window",
        "signature_error": error,
        "code_sent": asked and not error,
        "failed": failed,
    }


def _all_forms(sheets: list[Sheet]) -> Iterator[forms.Form]:
    for sheet in sheets:
        for _page, form in sheet.pages:
            yield form


def _submitted(request: HttpRequest, sheets: list[Sheet]) -> HttpResponse:
    """Save and submit each item by itself; one signature serves every promise of the sitting."""
    actor, cases = actors.of_request(request), []
    texts = {sheet.draft.item_id: request.POST.get(f"{sheet.prefix}text", "") for sheet in sheets}
    signatures = signature_of(request, sheets[0].draft.person, texts, by=actor)
    for sheet in sheets:
        for page, form in sheet.pages:
            data = {name: request.POST.getlist(f"{sheet.prefix}{page.code}-{name}") for name in form.fields}
            services.save_page(sheet.draft, page.code, data, by=actor)
        try:
            cases.append(services.submit(sheet.draft, signature=signatures[sheet.draft.item_id], by=actor))
        except Draft.DoesNotExist:
            continue
        except Unfinished as unfinished:
            messages.error(request, _("“%(page)s”没有填完整。") % {"page": unfinished.page})
            return redirect("casework:window_fill", sheet.draft.pk)
    return _told(request, cases)


def _told(request: HttpRequest, cases: list[Case]) -> HttpResponse:
    for case in cases:
        granted = services.grant_by_rule(case)
        told = _("已收件并当场办结:%(number)s") if granted else _("已收件:%(number)s")
        messages.success(request, told % {"number": case.number})
    if len(cases) == 1:
        return redirect("casework:case", cases[0].number)
    return redirect("site:person", cases[0].person_id) if cases else redirect("site:desk")
