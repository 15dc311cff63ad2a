"""Errors of the API as RFC 9457 problem documents."""

from http import HTTPStatus
from typing import Any

from django.http import Http404
from rest_framework.exceptions import APIException
from rest_framework.response import Response
from rest_framework.views import exception_handler

from portal.rules.queries import LawMissing


def problem_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """The usual answer of DRF reshaped: type, title, status, detail, and `errors` by field."""
    if isinstance(error, LawMissing):
        return _problem(503, "no value of the law for this day and place", {"key": error.key})
    response = exception_handler(error, context)
    if response is None:
        return None
    detail = response.data.get("detail") if isinstance(response.data, dict) else None
    if isinstance(error, Http404):
        detail = "not found"
    extra = {} if detail else {"errors": response.data}
    out = _problem(response.status_code, str(detail or "invalid input"), extra)
    for name in ("WWW-Authenticate", "Retry-After"):
        if name in response:
            out[name] = response[name]
    if isinstance(error, APIException) and getattr(error, "wait", None):
        out["Retry-After"] = str(int(error.wait) + 1)
    return out


def _problem(status: int, detail: str, extra: dict[str, Any]) -> Response:
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        **extra,
    }
    return Response(body, status=status, content_type="application/problem+json")
