"""Every address of the portal. Service apps are included by name."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("portal.site.urls")),
    path("", include("portal.accounts.urls")),
    path("", include("portal.casework.urls")),
    path("", include("portal.content.urls")),
    path("", include("portal.documents.urls")),
    path("", include("portal.oversight.urls")),
    path("api/v1/", include("portal.site.api_urls")),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("admin/", admin.site.urls),
]
handler400 = "portal.site.errors.bad_request"
handler403 = "portal.site.errors.permission_denied"
handler404 = "portal.site.errors.page_not_found"
handler500 = "portal.site.errors.server_error"
