"""A machine in a hall that strangers use one after another: nothing of one person is left for the next.

The cookie `kiosk` marks the machine. The browser counts down and wipes (static/js/kiosk.js); the server does not
rely on it: a session that rested longer than IDLE is gone at the next request.
"""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.kernel import clock

COOKIE = "kiosk"
IDLE = timedelta(seconds=60)
SEEN = "kiosk_seen"
MACHINE_AGE = 5 * 365 * 86400
FORM = re.compile(rb"<form\b(?![^>]*\bautocomplete=)")
FILES = re.compile(rb'<a\b[^>]*\bhref="[^"]*\.(?:pdf|vc|ics|csv|zip)(?:\?[^"]*)?"[^>]*>.*?</a>', re.DOTALL)
PAPER = ("application/pdf", "text/calendar", "text/csv", "application/zip")
HINT = re.compile(rb'(<(?:form|input|select|textarea)\b[^>]*?\bautocomplete=)"[^"]*"')


def is_kiosk(request: HttpRequest) -> bool:
    """Whether the request comes from a machine of a hall."""
    return request.COOKIES.get(COOKIE) == "1"


def rested_too_long(request: HttpRequest) -> bool:
    """Whether somebody's session lay untouched for longer than IDLE."""
    seen = request.session.get(SEEN)
    return bool(seen) and clock.now() - datetime.fromisoformat(seen) > IDLE


def forget(request: HttpRequest, response: HttpResponse, *, machine: bool = True) -> HttpResponse:
    """End the session and clear what the browser keeps; the machine stays a kiosk unless told otherwise."""
    logout(request)
    rotate_token(request)
    for name in request.COOKIES:
        if name != COOKIE or not machine:
            response.delete_cookie(name)
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


@never_cache
@csrf_exempt
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Make this browser a kiosk, or end that. Either way whoever was signed in is signed out."""
    if request.method == "GET":
        return render(request, "site/kiosk.html")
    stop = request.POST.get("action") == "stop"
    response = forget(request, redirect("site:kiosk" if stop else "site:home"), machine=not stop)
    if not stop:
        response.set_cookie(COOKIE, "1", max_age=MACHINE_AGE, httponly=True, samesite="Lax")
    return response


@csrf_exempt
@require_POST
def wipe(request: HttpRequest) -> HttpResponse:
    """The person has gone: everything is cleared and the front door shown."""
    return forget(request, redirect("site:home"))


@csrf_exempt
@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """The person is still there: reading and typing make no requests by themselves. The middleware notes the time."""
    return HttpResponse(status=204)


@require_safe
def print_here(request: HttpRequest) -> HttpResponse:
    """How to get paper from a machine that keeps no files."""
    return render(request, "site/kiosk_print.html")


def is_file(response: HttpResponse) -> bool:
    """Whether the browser would leave it on the machine."""
    attached = response.get("Content-Disposition", "").startswith("attachment")
    return attached or response.get("Content-Type", "").startswith(PAPER)


class KioskMiddleware:
    """For kiosks only: watches the rest, forbids keeping, turns off the browser's memory of what was typed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_kiosk(request):
            return self.get_response(request)
        if rested_too_long(request):
            return self._close(forget(request, redirect("site:home")))
        response = self.get_response(request)
        if is_file(response):
            response = render(request, "site/kiosk_print.html")
        if not request.session.is_empty():
            request.session[SEEN] = clock.now().isoformat()
        return self._close(response)

    @staticmethod
    def _close(response: HttpResponse) -> HttpResponse:
        response["Cache-Control"] = "no-store"
        if not response.streaming and response.get("Content-Type", "").startswith("text/html"):
            typed = HINT.sub(rb'\1"off"', response.content)
            told = f'<a href="{reverse("site:kiosk_print")}">{_("打印")}</a>'.encode()
            response.content = FILES.sub(told, FORM.sub(b'<form autocomplete="off"', typed))
            if response.has_header("Content-Length"):
                response["Content-Length"] = str(len(response.content))
        return response
