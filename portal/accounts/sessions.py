"""One session: how it begins, when it was last used, when it must show again who sits there.

Citizens idle for half an hour confirm before pages that matter; staff idle for a quarter are locked. The time
of the last use is written at most once a minute.
"""

from allauth.account.internal.flows.login import record_authentication
from allauth.usersessions.models import UserSession
from django.contrib.auth import login
from django.http import HttpRequest

from portal.kernel import clock

from .models import User

SEEN, STALE, LOCKED, WRONG_PINS = "seen", "stale", "locked", "wrong_pins"
CITIZEN_IDLE, STAFF_IDLE, WRITE_EVERY = 30 * 60, 15 * 60, 60
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def enter(request: HttpRequest, user: User, method: str) -> None:
    """Begin a session of this user, listed among the user's sessions."""
    login(request, user, backend=BACKEND)
    record_authentication(request, user, method=method)
    UserSession.objects.create_from_request(request)


def begin(request: HttpRequest) -> None:
    """At every sign-in, of whichever door: from now on the session is in use."""
    request.session[SEEN] = int(clock.now().timestamp())


def note_use(request: HttpRequest, *, staff: bool) -> None:
    """Take the time of this request, and mark the session when it was left alone for too long."""
    now, session = int(clock.now().timestamp()), request.session
    seen = session.get(SEEN)
    if seen is not None and now - seen < WRITE_EVERY:
        return
    if seen is not None and now - seen > (STAFF_IDLE if staff else CITIZEN_IDLE):
        session[LOCKED if staff else STALE] = True
    session[SEEN] = now


def confirmed(request: HttpRequest) -> None:
    """Who sits there has shown it again."""
    request.session.pop(STALE, None)
    request.session.pop(LOCKED, None)
    request.session.pop(WRONG_PINS, None)
    request.session[SEEN] = int(clock.now().timestamp())
