"""The inbox of a person, and how they want to hear from us."""

import re

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts import actors
from portal.accounts.doors import person_required
from portal.kernel.dates import moment_text
from portal.kernel.fields import plaintext

from . import services
from .forms import EmailCodeForm, PreferenceForm
from .models import Preference
from .queries import dispatch_words, inbox

PAGE = 20


@person_required
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """All messages, newest first; unread ones say so."""
    before = request.GET.get("before", "")
    rows = inbox(request.person)
    if before:
        mark = get_object_or_404(rows, pk=before) if _is_key(before) else None
        rows = rows.filter(created_at__lte=mark.created_at, id__lt=mark.pk) if mark else rows
    page = list(rows[: PAGE + 1])
    more = len(page) > PAGE
    found = [
        {"message": row, "when": moment_text(row.created_at), "state": dispatch_words(row)}
        for row in page[:PAGE]
    ]
    context = {"rows": found, "next_url": f"?before={page[PAGE - 1].pk}" if more else "", "nav": "my"}
    return render(request, "notices/inbox.html", context)


def _is_key(text: str) -> bool:
    from uuid import UUID

    try:
        UUID(text)
    except ValueError:
        return False
    return True


def linked(body: str) -> SafeString:
    """A message's text; addresses of our own pages become links, nobody else's: texts quote what others wrote."""
    ours = re.escape(settings.PUBLIC_URL.rstrip("/"))
    link = rf'<a href="\1">{escape(_("这里"))}</a>'
    return mark_safe(re.sub(rf"{ours}(/[A-Za-z0-9/._~-]*)", link, escape(body)))  # noqa: S308 - escaped before


@person_required
@require_safe
def one(request: HttpRequest, pk) -> HttpResponse:
    """One message; opening it marks it read."""
    message = get_object_or_404(inbox(request.person), pk=pk)
    services.read(message, by=actors.of_request(request))
    context = {
        "message": message,
        "body": linked(plaintext(message.body)),
        "when": moment_text(message.created_at),
        "state": dispatch_words(message),
        "nav": "my",
    }
    return render(request, "notices/message.html", context)


def _wish(request: HttpRequest) -> Preference | None:
    return Preference.objects.filter(person=request.person).first()


@person_required
@require_http_methods(["GET", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Text messages on or off; a mail address, confirmed by a code."""
    wish = _wish(request)
    start = {"sms": wish.sms if wish else True, "email": plaintext(wish.email) if wish and wish.email else ""}
    form = PreferenceForm(initial=start)
    if request.method == "POST":
        form = PreferenceForm(request.POST)
        if form.is_valid():
            data = form.cleaned_data
            wish = services.choose(
                request.person, sms=data["sms"], email=data["email"], by=actors.of_request(request)
            )
            messages.success(request, _("已保存。站内消息一直都有。"))
            return redirect("notices:confirm" if wish.email_code else "notices:preferences")
    context = {"form": form, "waiting": bool(wish and wish.email_code), "nav": "my"}
    context["phone"] = request.person.contact_phone.masked() if request.person.contact_phone else ""
    return render(request, "notices/preferences.html", context)


@person_required
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """The code out of the mail."""
    wish = _wish(request)
    if wish is None or wish.email_code is None:
        return redirect("notices:preferences")
    form = EmailCodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if services.confirm_email(request.person, form.cleaned_data["code"], by=actors.of_request(request)):
            messages.success(request, _("邮箱已确认。"))
            return redirect("notices:preferences")
        form.add_error("code", _("验证码不对。请看最新的一封邮件。"))
    return render(request, "notices/confirm.html", {"form": form, "email": wish.email, "nav": "my"})
