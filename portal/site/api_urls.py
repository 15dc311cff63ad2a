from django.urls import path
from drf_spectacular.renderers import OpenApiJsonRenderer
from drf_spectacular.views import SpectacularAPIView

from . import api, estimating

app_name = "api"
urlpatterns = [
    path("openapi.json", SpectacularAPIView.as_view(renderer_classes=[OpenApiJsonRenderer]), name="schema"),
    path("regions", api.regions, name="regions"),
    path("agencies", api.agencies, name="agencies"),
    path("services", api.services, name="services"),
    path("services/<slug:code>", api.service, name="service"),
    path("workdays", api.workdays, name="workdays"),
    path("retirement-age", api.retirement_age, name="retirement_age"),
    path("identity/check", api.identity_check, name="identity_check"),
    path("certificates/verify", api.verify, name="verify"),
    path("entitlements/estimate", estimating.estimate, name="estimate"),
]
