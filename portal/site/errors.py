"""Error pages in plain words."""

import sys

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from .middleware import calm_page


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/403.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Below /api/ a machine asks: it gets a problem document (RFC 9457)."""
    if request.path.startswith("/api/"):
        problem = {"type": "about:blank", "title": "Not Found", "status": 404, "detail": "not found"}
        return JsonResponse(problem, status=404, content_type="application/problem+json")
    return render(request, "errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Our own mistake; or a server under us that is away, which has a calmer page."""
    return calm_page(request, sys.exc_info()[1]) or HttpResponse(
        render_to_string("errors/500.html", request=None), status=500
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose protection ran out or was forged: nothing was done."""
    return render(request, "errors/csrf.html", status=403)
