"""Every address of the portal. Service apps are included by name."""

from allauth.socialaccount.views import login_cancelled, login_error
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("portal.site.urls")),
    path("", include("portal.accounts.urls")),
    path("", include("portal.casework.urls")),
    path("", include("portal.content.urls")),
    path("", include("portal.documents.urls")),
    path("", include("portal.oversight.urls")),
    path("", include("portal.notices.urls")),
    path("", include("portal.exchange.urls")),
    path("", include("jobs.urls")),
    path("", include("insurance.urls")),
    path("", include("registration.urls")),
    path("", include("training.urls")),
    path("api/v1/", include("portal.site.api_urls")),
    path("api/v1/", include("jobs.api_urls")),
    path("api/v1/", include("portal.exchange.api_urls")),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("accounts/", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("accounts/oidc/cancelled/", login_cancelled, name="socialaccount_login_cancelled"),
    path("accounts/oidc/error/", login_error, name="socialaccount_login_error"),
    path("admin/", admin.site.urls),
]
handler400 = "portal.site.errors.bad_request"
handler403 = "portal.site.errors.permission_denied"
handler404 = "portal.site.errors.page_not_found"
handler500 = "portal.site.errors.server_error"
