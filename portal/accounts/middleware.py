"""Staff without a second factor in this session reach only the pages that give them one."""

from collections.abc import Callable

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from .queries import clerk_of

OPEN = ("/accounts/", "/static/", "/mode/", "/sign-out/", "/healthz", "/readyz")


def has_second_factor(request: HttpRequest) -> bool:
    """Whether this session proved a second factor."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def is_staff(request: HttpRequest) -> bool:
    """Clerks and administrators; asked of the database once a session is known to have no phone."""
    user = request.user
    return user.is_staff or (user.phone_index is None and clerk_of(user) is not None)


class StaffSecondFactorMiddleware:
    """Stops staff at the door of the second factor; everybody else passes without a query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._needs_factor(request):
            done = "mfa_reauthenticate" if is_mfa_enabled(request.user) else "mfa_activate_totp"
            return redirect(done)
        return self.get_response(request)

    def _needs_factor(self, request: HttpRequest) -> bool:
        if request.path.startswith(OPEN) or not request.user.is_authenticated or has_second_factor(request):
            return False
        return is_staff(request)
