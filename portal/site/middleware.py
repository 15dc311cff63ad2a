"""What people see when something under us is away: plain words, what they typed kept, a way on."""

import logging
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string

from portal.casework.services import NotAllowed
from portal.rules.queries import LawMissing

log = logging.getLogger(__name__)


def calm_page(request: HttpRequest, error: BaseException | None) -> HttpResponse | None:
    """503 with the typed values in a form to send again; the law's gap for clerks only; None for other errors."""
    if isinstance(error, OperationalError | InterfaceError):
        log.warning("database away: %s", type(error).__name__)
        return _page(request, "errors/away.html", 503)
    if isinstance(error, LawMissing):
        log.error("law missing: %s", error)
        return _page(request, "errors/law_missing.html", 503, law=error)
    if isinstance(error, NotAllowed):
        return _page(request, "errors/403.html", 403)
    return None


def _page(request: HttpRequest, template: str, status: int, **extra) -> HttpResponse:
    """Rendered without the request's context: nothing here may ask the database."""
    kept = [
        (name, value)
        for name in request.POST
        if name != "csrfmiddlewaretoken"
        for value in request.POST.getlist(name)
    ]
    context = {"kept": kept, "path": request.get_full_path(), "token": get_token(request)}
    context |= {"clerk": getattr(request, "clerk", None), **extra}
    response = HttpResponse(render_to_string(template, context, request=None), status=status)
    response["Retry-After"] = "10"
    return response


class CalmFailureMiddleware:
    """Turn a database that is away, or a law that is missing, into a calm page.

    What fails before the view does, in another middleware, comes to `errors.server_error`, which asks `calm_page` too.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return calm_page(request, error)
