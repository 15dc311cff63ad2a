"""Organisations of a person: declare, members, invitations; and their confirmation at the desk."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from portal.accounts import actors, policy, services
from portal.accounts.doors import clerk_required, person_required
from portal.accounts.forms import InviteForm, OrganisationForm
from portal.accounts.models import Mandate, Membership, Organisation
from portal.accounts.queries import invitations_of, mandates_of_organisation

PAGE = 20
TOLD = {
    "last_admin": gettext_lazy("单位至少要有一位管理员。请先请别人当管理员。"),
    "invited": gettext_lazy("这个手机号已有一份等待接受的邀请。"),
    "taken": gettext_lazy("这个代码已有核实过的单位。请先核对是不是同一家。"),
}


def _mine(request: HttpRequest, pk: UUID) -> Membership:
    """One's active seat in this organisation; 404 to everybody else."""
    rows = Membership.objects.select_related("organisation__region")
    return get_object_or_404(rows, organisation_id=pk, user=request.user, active=True)


@person_required
def organisations(request: HttpRequest) -> HttpResponse:
    """One's organisations, and invitations that wait."""
    seats = Membership.objects.filter(user=request.user, active=True).select_related("organisation")
    context = {"nav": "my", "seats": seats.order_by("id"), "invitations": invitations_of(request.user)}
    return render(request, "accounts/organisations.html", context)


@person_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Declare an organisation; the page says the same for codes known and unknown."""
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        made = services.declare_organisation(
            user=request.user,
            uscc=data["uscc"],
            name=data["name"],
            kind=data["kind"],
            region=data["region"].pk,
            by=actors.of_request(request),
        )
        messages.success(request, _("单位已提交。工作人员核实后,就能办单位的事。"))
        return redirect("accounts:organisation", made.pk)
    return render(request, "accounts/organisation_new.html", {"form": form, "nav": "my"})


def _page(request: HttpRequest, seat: Membership, form: InviteForm) -> HttpResponse:
    admin = seat.role == Membership.Role.ADMIN
    members = seat.organisation.memberships.filter(active=True).select_related("user").order_by("id")
    context = {
        "nav": "my",
        "seat": seat,
        "organisation": seat.organisation,
        "admin": admin,
        "members": members,
        "roles": Membership.Role.choices,
        "form": form,
        "open": seat.organisation.invitations.filter(closed_at__isnull=True).order_by("made_at")
        if admin
        else (),
        "mandates": mandates_of_organisation(seat.organisation) if admin else (),
    }
    return render(request, "accounts/organisation.html", context)


@person_required
def organisation(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One organisation and its members."""
    return _page(request, _mine(request, pk), InviteForm())


@person_required
@require_POST
def invite(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Invite a phone; a wrong one keeps what was typed."""
    seat, form = _mine(request, pk), InviteForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        actor = actors.of_member(seat)
        try:
            services.invite(
                seat.organisation, phone=data["phone"], role=data["role"], user=request.user, by=actor
            )
        except services.OrganisationRefused as refused:
            if refused.code == "not_yours":
                raise PermissionDenied from None
            form.add_error("phone", TOLD[refused.code])
        else:
            messages.success(request, _("邀请已发出。对方用这个手机号登录,就能看到。"))
            return redirect("accounts:organisation", pk)
    return _page(request, seat, form)


def _member_step(request: HttpRequest, pk: UUID, member: int, run) -> HttpResponse:
    seat = _mine(request, pk)
    target = get_object_or_404(Membership, pk=member, organisation_id=pk, active=True)
    try:
        run(target, actors.of_member(seat))
    except services.OrganisationRefused as refused:
        if refused.code == "not_yours":
            raise PermissionDenied from None
        messages.error(request, TOLD[refused.code])
    left = target.user_id == request.user.pk and not Membership.objects.get(pk=target.pk).active
    return redirect("accounts:organisations") if left else redirect("accounts:organisation", pk)


@person_required
@require_POST
def leave(request: HttpRequest, pk: UUID, member: int) -> HttpResponse:
    """Leave, or take a member out."""
    return _member_step(
        request, pk, member, lambda row, actor: services.leave(row, user=request.user, by=actor)
    )


@person_required
@require_POST
def change_role(request: HttpRequest, pk: UUID, member: int) -> HttpResponse:
    """Give a member another role."""
    role = request.POST.get("role", "")
    if role not in Membership.Role.values:
        raise Http404
    return _member_step(
        request,
        pk,
        member,
        lambda row, actor: services.change_role(row, role=role, user=request.user, by=actor),
    )


@person_required
@require_POST
def accept_mandate(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a mandate on for the organisation it names."""
    seat = _mine(request, pk)
    try:
        mandate = get_object_or_404(Mandate, pk=UUID(request.POST.get("mandate", "")))
        services.accept_for_organisation(mandate, seat.organisation, by=actors.of_member(seat))
    except (ValueError, services.MandateRefused):
        raise Http404 from None
    messages.success(request, _("已接受这份委托。"))
    return redirect("accounts:organisation", pk)


@person_required
@require_POST
def answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take the seat or decline it."""
    invitation = get_object_or_404(invitations_of(request.user), pk=pk)
    accept = "accept" in request.POST
    services.answer_invitation(invitation, user=request.user, accept=accept, by=actors.of_request(request))
    messages.success(request, _("您已加入单位。") if accept else _("已谢绝邀请。"))
    return redirect("accounts:organisations")


@clerk_required
def to_confirm(request: HttpRequest) -> HttpResponse:
    """Organisations that wait, oldest first."""
    if not policy.may_confirm_organisations(actors.of_request(request)):
        raise PermissionDenied
    rows = Organisation.objects.filter(confirmed_at__isnull=True).select_related("region")
    page = Paginator(rows.order_by("created_at", "id"), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "clerk": request.clerk, "nav": "tasks"}
    return render(request, "accounts/confirm_organisations.html", context)


@clerk_required
@require_POST
def confirm(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The licence was checked."""
    found = get_object_or_404(Organisation, pk=pk)
    try:
        services.confirm_organisation(found, by=actors.of_request(request))
        messages.success(request, _("%(name)s已核实。") % {"name": found.name})
    except services.OrganisationRefused as refused:
        messages.error(request, TOLD[refused.code])
    return redirect("accounts:confirm_organisations")
