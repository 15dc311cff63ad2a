"""How each role of the cast comes in: a Django client whose session is as after the real sign-in."""

from types import SimpleNamespace

from allauth.account.internal.flows.login import record_authentication
from django.test import Client

from portal.accounts.models import User
from tests.cast import SICHUAN, Cast

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def client_of(user: User, *, method: str = "phone_code", **options) -> Client:
    """A client signed in as this user; `method` «mfa» says that the second factor was shown."""
    client = Client(**options)
    client.force_login(user, backend=BACKEND)
    session = client.session
    record_authentication(SimpleNamespace(session=session, user=user), user, method)
    session.save()
    return client


def newcomer() -> User:
    """A phone that proved itself, with nobody behind it yet."""
    return User.objects.create(username="u-new", phone_index=b"new phone", phone_tail="0009")


def zhaomin(cast: Cast) -> User:
    """赵敏, the province's administrator."""
    user = cast.clerk("zhaomin", "赵敏", SICHUAN, "province_admin", "review").user
    user.is_staff = user.is_superuser = True
    user.save()
    return user


def role_clients(cast: Cast) -> dict[str, Client]:
    """One client a role, in the order of the table in test_matrix."""
    return {
        "anonymous": Client(),
        "newcomer": client_of(newcomer()),
        "owner": client_of(cast.xiaomei.user),
        "stranger": client_of(cast.jianguo.user),
        "clerk": client_of(cast.liufang.user, method="mfa"),
        "elsewhere": client_of(cast.hejing.user, method="mfa"),
        "bare": client_of(cast.liufang.user, method="password"),
        "admin": client_of(zhaomin(cast), method="mfa"),
    }


def enter(client: Client, user: User, method: str) -> None:
    """Sign a given client in as this user."""
    client.cookies = client_of(user, method=method).cookies
