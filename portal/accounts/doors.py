"""Who may come in where: decorators for views, and the way back after signing in."""

import functools
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache

from . import actors, sessions

View = Callable[..., HttpResponse]


def safe_next(request: HttpRequest, default: str = "site:my") -> str:
    """Where to go on to: only an address of our own."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(target, {request.get_host()}):
        return target
    return reverse(default)


def with_next(name: str, target: str) -> str:
    """A page's address that leads on to `target`."""
    return f"{reverse(name)}?{urlencode({'next': target})}"


def person_required(view: View) -> View:
    """Let only a person in: strangers sign in first, a new phone tells who it is, staff go to their desk."""

    @functools.wraps(view)
    def wrapped(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect(with_next("accounts:sign_in", request.get_full_path()))
        actor = actors.of_request(request)
        if actor is None:
            return redirect(with_next("accounts:identity", request.get_full_path()))
        if actor.kind != "person":
            return redirect("site:desk")
        if request.mandate and kwargs.get("code", request.mandate.items[0]) not in request.mandate.items:
            raise Http404  # the mandate does not cover this item
        return view(request, *args, **kwargs)

    return never_cache(wrapped)


def clerk_required(view: View) -> View:
    """Let only an active clerk in; anybody else gets 404, as if the page were not there."""

    @functools.wraps(view)
    def wrapped(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect(with_next("account_login", request.get_full_path()))
        actor = actors.of_request(request)
        if actor is None or actor.kind != "clerk":
            raise Http404
        return view(request, *args, **kwargs)

    return never_cache(wrapped)


def fresh_required(view: View) -> View:
    """Ask an idle citizen to confirm first: on pages that change the sign-in or hand data out."""

    @functools.wraps(view)
    def wrapped(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.session.get(sessions.STALE):
            target = request.get_full_path() if request.method == "GET" else reverse("site:my")
            return redirect(with_next("accounts:confirm", target))
        return view(request, *args, **kwargs)

    return wrapped
