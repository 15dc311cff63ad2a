"""Sign-in by the unified identity service (OpenID Connect): who its claims are, and how its button looks.

allauth runs the protocol; nothing of it is stored. The address of the issuer and the subject make the user's
name, so that the same person comes back to the same sign-in.
"""

import hashlib
import logging

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from portal.kernel import clock, identity
from portal.kernel.actor import system

from . import services
from .models import User
from .queries import name_index, person_by_document, person_of
from .sessions import enter

log = logging.getLogger(__name__)
KIND = "resident_id"
BY = system("accounts.oidc")


def button(target: str) -> dict[str, str] | None:
    """Name and address of the sign-in, when one is configured."""
    apps = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
    if not apps:
        return None
    url = reverse("openid_connect_login", kwargs={"provider_id": apps[0]["provider_id"]})
    return {"name": apps[0]["name"], "url": f"{url}?{urlencode({'next': target})}"}


class SocialAdapter(DefaultSocialAccountAdapter):
    """Takes over as soon as the provider has answered: no account row, no token, no claim is kept."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        raise ImmediateHttpResponse(arrive(request, sociallogin))


def arrive(request: HttpRequest, sociallogin: SocialLogin) -> HttpResponse:
    """Sign in the person of these claims, or say calmly what else to do."""
    claims = _claims(sociallogin)
    name, name_problems = identity.check_name(claims.get("name"))
    checked = identity.check(KIND, claims.get("id_number"), today=clock.today())
    if name_problems or not checked.valid:
        log.warning("claims without a name and a number")
        return _sorry(request, "claims")
    login_name = _login_name(sociallogin)
    user = User.objects.filter(username=login_name).first()
    person = person_by_document(KIND, checked.number)
    if user and person_of(user) not in (None, person):
        return _sorry(request, "phone")
    if person and bytes(person.name_index) != name_index(name):
        return _sorry(request, "window")
    if person and person.user_id and (user is None or person.user_id != user.pk):
        return _sorry(request, "phone")
    user = services.person_by_source(
        login_name=login_name, person=person, name=name, kind=KIND, number=checked.number, by=BY
    )
    enter(request, user, "oidc")
    target = sociallogin.state.get("next") or ""
    own = url_has_allowed_host_and_scheme(target, {request.get_host()})
    return redirect(target if own else "site:my")


def _claims(sociallogin: SocialLogin) -> dict:
    """The claims of the signed token and of the user page together."""
    data = sociallogin.account.extra_data
    token, page = data.get("id_token") or {}, data.get("userinfo") or {}
    if not token or (page and page.get("sub") != token.get("sub")):
        return {}  # OpenID Connect Core 5.3.2: a page of another subject must not be used
    return {**token, **page}


def _login_name(sociallogin: SocialLogin) -> str:
    issuer = settings.OIDC_SERVER_URL
    digest = hashlib.sha256(f"{issuer}\n{sociallogin.account.uid}".encode()).hexdigest()
    return f"o-{digest[:40]}"


def _sorry(request: HttpRequest, why: str) -> HttpResponse:
    return render(request, "accounts/oidc_stop.html", {"why": why})
