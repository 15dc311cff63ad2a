"""The Django admin behind the portal's own sign-in and second factor."""

from django.contrib.admin.apps import AdminConfig
from django.contrib.admin.sites import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _


class ShuyeAdminSite(AdminSite):
    """Administrators come in by the staff door; the admin has no login form of its own."""

    site_header = _("蜀业管理后台")
    site_title = _("蜀业")
    index_title = _("管理")

    def login(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """Send to the staff sign-in, and back here after it."""
        if request.user.is_authenticated and not request.user.is_staff:
            return redirect("site:home")
        return redirect(
            f"{reverse('account_login')}?{urlencode({'next': request.GET.get('next', '/admin/')})}"
        )

    def has_permission(self, request: HttpRequest) -> bool:
        """Staff with a second factor in this session."""
        from portal.accounts.middleware import has_second_factor

        return super().has_permission(request) and has_second_factor(request)


class ShuyeAdminConfig(AdminConfig):
    default_site = "portal.site.admin_site.ShuyeAdminSite"
