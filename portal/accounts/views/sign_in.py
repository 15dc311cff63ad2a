"""Sign-in by phone code, identity, sign-out."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from portal.accounts import actors, oidc, services
from portal.accounts.addresses import client_address
from portal.accounts.doors import safe_next, with_next
from portal.accounts.forms import CodeForm, IdentityForm, NumberPasswordForm, PhoneForm
from portal.accounts.queries import person_of
from portal.accounts.registry import code_sender
from portal.accounts.sessions import enter
from portal.kernel import clock, masking, sealing
from portal.kernel.actor import system
from portal.kernel.ids import uuid7

SESSION_PHONE = "sign_in_phone"
LABEL = "session.phone"


def keep_phone(request: HttpRequest, phone: str) -> None:
    """The phone waits sealed in the session: session rows are dumped with the database."""
    key = uuid7()
    request.session[SESSION_PHONE] = [key.hex, sealing.seal(phone, label=LABEL, pk=key).hex()]


def kept_phone(request: HttpRequest) -> str | None:
    kept = request.session.get(SESSION_PHONE)
    return sealing.open_sealed(bytes.fromhex(kept[1]), label=LABEL, pk=UUID(hex=kept[0])) if kept else None


@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for the phone and send a code; the page says the same for known and unknown phones."""
    target = safe_next(request)
    if request.user.is_authenticated:  # a new phone says first who it is: `target` may ask for a person
        return redirect(target if actors.of_request(request) else with_next("accounts:identity", target))
    form = PhoneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        phone = form.cleaned_data["phone"]
        try:
            code = services.send_code(phone, address=client_address(request))
        except services.TooManyCodes:
            form.add_error("phone", _("这个号码要的验证码太多了。请过一小时再试,或到窗口办理。"))
        except services.CodeLocked as locked:
            form.add_error("phone", locked_text(locked))
        else:
            code_sender()(phone, code)
            keep_phone(request, phone)
            return redirect(with_next("accounts:code", target))
    context = {"form": form, "next": target, "oidc": oidc.button(target)}
    return render(request, "accounts/sign_in.html", context)


def locked_text(locked: services.CodeLocked) -> str:
    """How long a lock still lasts, and the way around it."""
    minutes = max(int((locked.until - clock.now()).total_seconds() // 60) + 1, 1)
    return _("输错5次,已暂停%(minutes)s分钟。着急的话,可以带证件到窗口解锁。") % {"minutes": minutes}


@never_cache
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Check the code; a phone seen for the first time gets its account now."""
    target, phone = safe_next(request), kept_phone(request)
    if phone is None:
        return redirect(with_next("accounts:sign_in", target))
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = services.check_code(phone, form.cleaned_data["code"])
        except services.CodeWrong as wrong:
            form.add_error("code", _("验证码不对,还可以试%(left)s次。") % {"left": wrong.left})
        except services.CodeLocked as locked:
            form.add_error("code", locked_text(locked))
        else:
            enter(request, user, "phone_code")
            return redirect(target if person_of(user) else with_next("accounts:identity", target))
    context = {"form": form, "next": target, "phone": masking.phone(phone)}
    return render(request, "accounts/code.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def by_password(request: HttpRequest) -> HttpResponse:
    """Document number and password; the page says the same for numbers known and unknown."""
    target = safe_next(request)
    if request.user.is_authenticated:
        return redirect(with_next("accounts:sign_in", target))
    form = NumberPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            user = services.check_password_of_number(data["kind"], data["number"], data["password"])
        except services.PasswordWrong as wrong:
            form.add_error("password", _("号码或密码不对,还可以试%(left)s次。") % {"left": wrong.left})
        except services.CodeLocked as locked:
            form.add_error("password", locked_text(locked))
        else:
            enter(request, user, "password")
            return redirect(target)
    return render(request, "accounts/by_password.html", {"form": form, "next": target})


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def identity(request: HttpRequest) -> HttpResponse:
    """Who the person behind this phone is. Asked once; the phone that signed in is the contact."""
    target = safe_next(request)
    if actors.of_request(request):  # known already, or a clerk: staff never become applicants by this page
        return redirect(target)
    form = IdentityForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        services.register_person(
            user=request.user,
            name=data["name"],
            kind=data["kind"],
            number=data["number"],
            phone=kept_phone(request),
            by=system("accounts.identity"),
        )
        for warning in form.warnings:
            messages.warning(request, warning.message)
        return redirect(target)
    return render(request, "accounts/identity.html", {"form": form, "next": target})


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session."""
    logout(request)
    messages.success(request, _("您已退出登录。"))
    return redirect("site:home")
