"""Where a request comes from, behind as many proxies as the deployment says (TRUSTED_PROXY_COUNT)."""

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The visitor's network address; '' when a header that must be there is missing or forged."""
    try:
        return get_adapter().get_client_ip(request) or ""
    except PermissionDenied:
        return ""
