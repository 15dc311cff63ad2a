"""At the window: the same questions on one page, the person's signature, the same record."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from portal.accounts import actors
from portal.accounts.doors import clerk_required
from portal.accounts.forms import IdentityForm
from portal.accounts.models import Role
from portal.accounts.services import DocumentTaken, take_in_person
from portal.casework import policy, services
from portal.casework.asking import Unfinished
from portal.casework.models import Commitment, Draft, ServiceItem
from portal.casework.presenters import pledge
from portal.casework.registry import applyable, service_of
from portal.casework.services.submitting import CommitmentChanged, Signature, SignatureMissing, current_text
from portal.kernel import identity
from portal.kernel.fields import plaintext

MAX_MARK = 400_000


class WindowForm(IdentityForm):
    """Who is at the window, and for what."""

    item = forms.ModelChoiceField(
        label=gettext_lazy("办什么"), queryset=ServiceItem.objects.none(), empty_label=None
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = ServiceItem.objects.filter(
            code__in=applyable(), channels__contains=["window"]
        )


@clerk_required
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Find or make the person by document, then open a window draft."""
    actor = actors.of_request(request)
    if Role.WINDOW not in actor.roles:
        raise services.NotAllowed("window role")
    form = WindowForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
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
            form.add_error("name", _("这个证件号码登记的是另一个姓名。请核对证件;确有改名的,先做人员更正。"))
        else:
            return _open(request, data["item"], person)
    return render(
        request, "casework/window_begin.html", {"form": form, "clerk": request.clerk, "nav": "window"}
    )


def _open(request: HttpRequest, item: ServiceItem, person) -> HttpResponse:
    """The draft to fill, unless the person has this case open or needs none."""
    standing = services.already_open(item.pk, person)
    told = service_of(item.pk).questions.standing(person)
    if standing:
        messages.info(request, _("此人已有一件正在办理:%(number)s") % {"number": standing.number})
        return redirect("casework:window")
    if told:
        messages.info(request, _("%(name)s已在登记期内,不用重复办理。") % {"name": person.name.masked()})
        return redirect("casework:window")
    draft = services.open_draft(item, person, by=actors.of_request(request))
    return redirect("casework:window_fill", draft.pk)


def _forms(draft: Draft, data: QueryDict | None) -> list[tuple]:
    """(page, form) of every page the person's facts call for; field names carry the page's code."""
    service = service_of(draft.item_id)
    answers = {"person": service.questions.known(draft.person)}
    out = []
    for page in service.questions.pages:
        if page.code in service.questions.skipped(answers):
            continue
        form = page.form(
            data,
            prefix=page.code,
            answers=answers,
            initial=service.questions.initial(page.code, draft.person),
        )
        out.append((page, form))
        if data is not None and form.is_valid():
            answers[page.code] = form.cleaned_data
    return out


@clerk_required
@require_http_methods(["GET", "POST"])
def fill(request: HttpRequest, pk) -> HttpResponse:
    """All questions at once; the promise; the signature; the receipt's number."""
    actor = actors.of_request(request)
    drafts = policy.drafts_of(actor).select_related("item", "person")
    draft = get_object_or_404(drafts, pk=pk)
    pages = _forms(draft, request.POST if request.method == "POST" else None)
    error = ""
    if request.method == "POST" and all(form.is_valid() for _page, form in pages):
        mark, method = _mark(request, draft)
        try:
            return _submitted(request, draft, pages, Signature(method, _text_id(request), mark))
        except SignatureMissing:
            error = _("还没有签名。请当事人在框内写名字,或由本人输入姓名(要和证件上一样)。")
        except CommitmentChanged:
            error = _("承诺书刚刚更新了,请当事人读一遍新的内容再签名。")
    promise = current_text(draft.item_id)
    context = {
        "draft": draft,
        "name": draft.person.name.masked(),
        "pages": pages,
        "promise": promise,
        "pledge": pledge(promise),
        "clerk": request.clerk,
        "nav": "window",
        "signature_error": error,
        "failed": [form for _page, form in pages if form.errors],
    }
    return render(request, "casework/window_fill.html", context)


def _text_id(request: HttpRequest) -> int:
    text = request.POST.get("text", "")
    return int(text) if text.isdigit() else 0


def _mark(request: HttpRequest, draft: Draft) -> tuple[str | None, str]:
    """The drawn mark, or the typed name when it is the person's own."""
    drawn = request.POST.get("signature", "")
    if drawn.startswith("data:image/png;base64,") and len(drawn) <= MAX_MARK:
        return drawn, Commitment.Method.PAD
    typed, problems = identity.check_name(request.POST.get("signature_typed", ""))
    if not problems and typed == plaintext(draft.person.name):
        return typed, Commitment.Method.TYPED
    return None, Commitment.Method.PAD


def _submitted(request: HttpRequest, draft: Draft, pages: list[tuple], signature: Signature) -> HttpResponse:
    actor = actors.of_request(request)
    for page, form in pages:
        data = {name: request.POST.getlist(f"{page.code}-{name}") for name in form.fields}
        services.save_page(draft, page.code, data, by=actor)
    try:
        case = services.submit(draft, signature=signature, by=actor)
    except Draft.DoesNotExist:
        return redirect("site:desk")
    except Unfinished as unfinished:
        messages.error(request, _("“%(page)s”没有填完整。") % {"page": unfinished.page})
        return redirect("casework:window_fill", draft.pk)
    granted = services.grant_by_rule(case)
    told = _("已收件并当场办结:%(number)s") if granted else _("已收件:%(number)s")
    messages.success(request, told % {"number": case.number})
    return redirect("casework:case", case.number)
