"""The desk's pages of two records that are one human being."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.accounts import actors, policy, services
from portal.accounts.doors import clerk_required
from portal.accounts.forms import MergeForm
from portal.accounts.models import Person, PersonMerge
from portal.kernel.actor import Actor
from portal.kernel.dates import day_of

PAGE = 20


def merger(request: HttpRequest) -> Actor:
    """The clerk of this request, who may merge records."""
    actor = actors.of_request(request)
    if not policy.may_merge(actor):
        raise PermissionDenied
    return actor


@clerk_required
@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, kept: UUID, gone: UUID) -> HttpResponse:
    """Two records side by side, what would move, what stands against it, and the reason."""
    actor = merger(request)
    pair = [get_object_or_404(Person, pk=kept), get_object_or_404(Person, pk=gone)]
    form = MergeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.merge(*pair, reason=form.cleaned_data["reason"], by=actor)
        except services.MergeBlocked as blocked:
            for text in blocked.messages:
                form.add_error(None, text)
        else:
            messages.success(request, _("两份档案已合并。弄错了可以在这里撤销。"))
            return redirect("accounts:merges")
    context = {
        "form": form,
        "clerk": request.clerk,
        "nav": "tasks",
        "cards": [_card(person) for person in pair],
        "preview": services.preview_merge(*pair),
        "swapped": (gone, kept),
    }
    return render(request, "accounts/merge.html", context)


def _card(person: Person) -> dict:
    """One record in masked rows."""
    phone = person.contact_phone.masked() if person.contact_phone else ""
    documents = "、".join(
        f"{row.get_kind_display()} {row.number.masked()}" for row in person.documents.filter(retired=False)
    )
    rows = [
        {"name": _("姓名"), "value": person.name.masked()},
        {"name": _("出生日期"), "value": person.birth.isoformat() if person.birth else ""},
        {"name": _("证件"), "value": documents},
        {"name": _("联系电话"), "value": phone},
        {"name": _("核验"), "value": person.get_assurance_display()},
        {"name": _("登录账号"), "value": _("有") if person.user_id else ""},
        {"name": _("建档"), "value": day_of(person.created_at).isoformat()},
    ]
    return {"rows": rows, "id": person.pk}


@clerk_required
def merges(request: HttpRequest) -> HttpResponse:
    """The merges, latest first, each with its way back."""
    merger(request)
    rows = PersonMerge.objects.select_related("kept", "gone", "by", "undone_by").order_by("-at", "-id")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "clerk": request.clerk, "nav": "tasks"}
    return render(request, "accounts/merges.html", context)


@clerk_required
@require_POST
def undo_merge(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take one merge back, or say what moved since."""
    actor = merger(request)
    done = get_object_or_404(PersonMerge, pk=pk)
    try:
        services.undo_merge(done, by=actor)
        messages.success(request, _("合并已撤销,两份档案恢复原样。"))
    except services.MergeMoved as moved:
        messages.error(request, _("不能撤销:%(why)s") % {"why": " ".join(moved.messages)})
    return redirect("accounts:merges")
