"""Wage guidance, supply and demand, imports."""

from django.urls import path

from ..views import imports, market

urlpatterns = [
    path("employers/<uuid:pk>/import/", imports.upload, name="import"),
    path("employers/<uuid:pk>/import/template/", imports.template, name="import_template"),
    path("employers/imports/<uuid:pk>/", imports.job, name="import_job"),
    path("employers/imports/<uuid:pk>/errors/", imports.errors, name="import_errors"),
    path("desk/occupations/", market.codes, name="occupation_codes"),
]
