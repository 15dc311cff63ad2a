"""A citizen's own sign-in: password, sessions, confirming after a pause."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.accounts import actors, services, sessions
from portal.accounts.addresses import client_address
from portal.accounts.doors import fresh_required, person_required, safe_next
from portal.accounts.forms import CodeForm, OwnPasswordForm, PasswordForm, PhoneForm
from portal.accounts.queries import phone_index
from portal.accounts.registry import code_sender
from portal.kernel import masking

from .sign_in import keep_phone, kept_phone, locked_text


@person_required
@fresh_required
@require_http_methods(["GET", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Set a password, so that the document number signs in too."""
    form = PasswordForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        services.set_password(request.user, form.cleaned_data["new"], by=actors.of_request(request))
        update_session_auth_hash(request, request.user)
        UserSession.objects.create_from_request(request)
        messages.success(request, _("密码已设好。别处的登录已全部退出。"))
        return redirect("accounts:sessions")
    context = {"form": form, "nav": "my", "has_one": request.user.has_usable_password()}
    return render(request, "accounts/password.html", context)


@person_required
@fresh_required
def own_sessions(request: HttpRequest) -> HttpResponse:
    """Where one is signed in: this session first."""
    if not UserSession.objects.filter(session_key=request.session.session_key).exists():
        UserSession.objects.create_from_request(request)
    rows = UserSession.objects.purge_and_list(request.user)
    rows.sort(key=lambda row: (row.session_key != request.session.session_key, -row.created_at.timestamp()))
    listed = [
        {
            "id": row.pk,
            "here": row.session_key == request.session.session_key,
            "device": _device(row.user_agent),
            "since": row.created_at,
            "ip": row.ip,
        }
        for row in rows
    ]
    return render(request, "accounts/sessions.html", {"rows": listed, "nav": "my"})


def _device(agent: str) -> str:
    """A browser's name for itself in one word."""
    known = (
        ("MicroMessenger", _("微信")),
        ("HarmonyOS", _("鸿蒙手机")),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", _("安卓手机")),
        ("Windows", _("Windows电脑")),
        ("Mac OS", _("苹果电脑")),
        ("Linux", _("Linux电脑")),
    )
    return next((word for sign, word in known if sign in agent), _("其他设备"))


@person_required
@fresh_required
@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of one's own sessions."""
    row = get_object_or_404(UserSession, pk=pk, user=request.user)
    if row.session_key == request.session.session_key:
        logout(request)
        return redirect("site:home")
    row.end()
    messages.success(request, _("那一处已经退出登录。"))
    return redirect("accounts:sessions")


@person_required
@fresh_required
@require_POST
def end_all_sessions(request: HttpRequest) -> HttpResponse:
    """End every session, this one too."""
    for row in UserSession.objects.filter(user=request.user):
        row.end()
    logout(request)
    messages.success(request, _("所有地方都已退出登录。"))
    return redirect("site:home")


@person_required
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """After a pause: the password, or a code to the phone one signs in with."""
    target, user = safe_next(request), request.user
    step = request.POST.get("step", "")
    form = PhoneForm(request.POST if step == "phone" else None)
    code_form = CodeForm(request.POST if step == "code" else None)
    password_form = OwnPasswordForm(request.POST if step == "password" else None)
    phone = kept_phone(request)
    if step == "password" and password_form.is_valid() and _password_right(user, password_form):
        sessions.confirmed(request)
        return redirect(target)
    if step == "phone" and form.is_valid():
        phone = _send_again(request, form)
    if step == "code" and phone and code_form.is_valid() and _code_right(user, phone, code_form):
        sessions.confirmed(request)
        return redirect(target)
    context = {
        "next": target,
        "nav": "my",
        "form": form,
        "code_form": code_form,
        "password_form": password_form,
        "sent_to": masking.phone(phone) if phone and step in ("phone", "code") and not form.errors else "",
        "has_password": user.has_usable_password(),
        "has_phone": user.phone_index is not None,
    }
    return render(request, "accounts/confirm.html", context)


def _password_right(user, form: OwnPasswordForm) -> bool:
    try:
        services.check_own_password(user, form.cleaned_data["password"])
    except services.PasswordWrong as wrong:
        form.add_error("password", _("密码不对,还可以试%(left)s次。") % {"left": wrong.left})
    except services.CodeLocked as locked:
        form.add_error("password", locked_text(locked))
    return form.is_valid()


def _send_again(request: HttpRequest, form: PhoneForm) -> str | None:
    """Send a code to the phone of this sign-in; another phone is refused."""
    phone = form.cleaned_data["phone"]
    if phone_index(phone) != bytes(request.user.phone_index or b""):
        form.add_error("phone", _("这不是您登录用的手机号。"))
        return None
    try:
        code = services.send_code(phone, address=client_address(request))
    except services.TooManyCodes:
        form.add_error("phone", _("这个号码要的验证码太多了。请过一小时再试,或到窗口办理。"))
    except services.CodeLocked as locked:
        form.add_error("phone", locked_text(locked))
    else:
        code_sender()(phone, code)
        keep_phone(request, phone)
        return phone
    return None


def _code_right(user, phone: str, form: CodeForm) -> bool:
    if phone_index(phone) != bytes(user.phone_index or b""):
        form.add_error("code", _("请重新获取验证码。"))
        return False
    try:
        services.code_is_right(phone, form.cleaned_data["code"])
    except services.CodeWrong as wrong:
        form.add_error("code", _("验证码不对,还可以试%(left)s次。") % {"left": wrong.left})
    except services.CodeLocked as locked:
        form.add_error("code", locked_text(locked))
    return form.is_valid()
