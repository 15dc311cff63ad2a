"""Staff without a second factor reach only the pages that give them one; idle sessions show again who sits there."""

from collections.abc import Callable

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from . import sessions
from .doors import with_next
from .queries import clerk_of

OPEN = ("/accounts/", "/static/", "/mode/", "/sign-out/", "/healthz", "/readyz")
UNLOCKING = ("/desk/lock/", "/desk/unlock/")


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
            return redirect(self._factor_page(request))
        return self.get_response(request)

    @staticmethod
    def _factor_page(request: HttpRequest) -> str:
        """A first factor is enrolled; one that is there is shown: the app's code, or the passkey."""
        if is_mfa_enabled(request.user, [Authenticator.Type.TOTP]):
            return "mfa_reauthenticate"
        passkey = is_mfa_enabled(request.user, [Authenticator.Type.WEBAUTHN])
        return "mfa_reauthenticate_webauthn" if passkey else "mfa_activate_totp"

    def _needs_factor(self, request: HttpRequest) -> bool:
        if request.path.startswith(OPEN) or not request.user.is_authenticated or has_second_factor(request):
            return False
        return is_staff(request)


class IdleMiddleware:
    """Locks an idle desk, and lets an idle citizen confirm before pages that matter."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(OPEN) or not request.user.is_authenticated:
            return self.get_response(request)
        staff = request.user.phone_index is None and has_second_factor(request)
        sessions.note_use(request, staff=staff)
        if staff and request.session.get(sessions.LOCKED) and request.path not in UNLOCKING:
            return self._locked(request)
        return self.get_response(request)

    @staticmethod
    def _locked(request: HttpRequest) -> HttpResponse:
        """423 for scripts, so that the page and what was typed on it stay; the lock page for the rest."""
        if request.htmx or request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate":
            return HttpResponse(status=423)
        target = request.get_full_path() if request.method == "GET" else "/desk/"
        return redirect(with_next("accounts:lock", target))

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        """The fresh door of pages in other rooms."""
        named = request.resolver_match.view_name in settings.FRESH_PAGES
        if named and request.user.is_authenticated and request.session.get(sessions.STALE):
            return redirect(with_next("accounts:confirm", request.get_full_path()))
        return None
