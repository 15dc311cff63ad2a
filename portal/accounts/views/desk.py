"""A clerk's own desk: lock and PIN, who stands in, and the unlocking of citizens' sign-ins."""

from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.accounts import actors, policy, services, sessions
from portal.accounts.doors import clerk_required, safe_next
from portal.accounts.forms import PinForm, SubstituteForm, UnlockForm
from portal.accounts.models import Clerk
from portal.accounts.queries import covered_by

MOST_WRONG = 5


@clerk_required
@require_http_methods(["GET", "POST"])
def unlock_sign_in(request: HttpRequest) -> HttpResponse:
    """Open a citizen's locked sign-in, by phone or document number."""
    actor = actors.of_request(request)
    if not policy.may_unlock(actor):
        raise PermissionDenied
    form = UnlockForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        kind, value = form.cleaned_data["kind"], form.cleaned_data["value"]
        if kind == "phone":
            services.unlock_sign_in(phone=value, by=actor)
        else:
            services.unlock_sign_in(kind=kind, number=value, by=actor)
        messages.success(request, _("已解锁,现在可以重新登录。"))
        return redirect("accounts:unlock_sign_in")
    context = {"form": form, "clerk": request.clerk, "nav": "tasks"}
    return render(request, "accounts/unlock_sign_in.html", context)


@clerk_required
@require_http_methods(["GET", "POST"])
def pin(request: HttpRequest) -> HttpResponse:
    """Set the PIN of the lock, and who stands in while one is away."""
    form = PinForm(request.POST if "pin" in request.POST else None)
    clerk = request.clerk
    colleagues = Clerk.objects.filter(agency_id=clerk.agency_id, active=True).exclude(pk=clerk.pk)
    away = {name: getattr(clerk, name) for name in ("substitute", "away_from", "away_until")}
    cover = SubstituteForm(
        request.POST if "away_from" in request.POST else None,
        initial=away,
        colleagues=colleagues.order_by("name", "id"),
    )
    if form.is_bound and form.is_valid():
        services.set_pin(clerk, form.cleaned_data["pin"], by=actors.of_request(request))
        messages.success(request, _("口令已设好。离开时按 L 锁屏。"))
        return redirect("accounts:pin")
    if cover.is_bound and cover.is_valid():
        services.set_substitute(clerk, by=actors.of_request(request), **cover.cleaned_data)
        messages.success(request, _("替岗已保存。"))
        return redirect("accounts:pin")
    context = {
        "form": form,
        "cover": cover,
        "bound": cover if cover.is_bound else form,
        "clerk": clerk,
        "nav": "tasks",
        "covered": covered_by(clerk),
        "has_pin": bool(clerk.pin_hash),
    }
    return render(request, "accounts/pin.html", context)


@clerk_required
@require_http_methods(["GET", "POST"])
def lock(request: HttpRequest) -> HttpResponse:
    """POST locks the desk; the page asks for the PIN."""
    if request.method == "POST":
        request.session[sessions.LOCKED] = True
        if request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate":
            return HttpResponse(status=204)
        return redirect("accounts:lock")
    if not request.session.get(sessions.LOCKED):
        return redirect(safe_next(request, "site:desk"))
    context = {"next": safe_next(request, "site:desk"), "has_pin": bool(request.clerk.pin_hash)}
    return render(request, "accounts/lock.html", context)


@clerk_required
@require_POST
def unlock(request: HttpRequest) -> HttpResponse:
    """Open the locked desk by its PIN; five wrong ones end the session."""
    script = request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate"
    target = safe_next(request, "site:desk")
    if services.pin_is_right(request.clerk, request.POST.get("pin", "")[:20]):
        sessions.confirmed(request)
        return HttpResponse(status=204) if script else redirect(target)
    wrong = request.session.get(sessions.WRONG_PINS, 0) + 1
    if wrong >= MOST_WRONG:
        logout(request)
        messages.error(request, _("口令错了5次,已退出登录。请重新登录。"))
        return HttpResponse(status=401) if script else redirect("account_login")
    request.session[sessions.WRONG_PINS] = wrong
    error = _("口令不对,还可以试%(left)s次。") % {"left": MOST_WRONG - wrong}
    if script:
        return HttpResponse(error, status=422, content_type="text/plain; charset=utf-8")
    context = {"next": target, "has_pin": bool(request.clerk.pin_hash), "error": error}
    return render(request, "accounts/lock.html", context, status=422)
