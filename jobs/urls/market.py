"""Wage guidance, supply and demand, imports."""

from django.urls import path

from ..views import imports, market

urlpatterns = [
    path("employers/<uuid:pk>/import/", imports.upload, name="import"),
    path("employers/<uuid:pk>/import/template/", imports.template, name="import_template"),
    path("employers/imports/<uuid:pk>/", imports.job, name="import_job"),
    path("employers/imports/<uuid:pk>/errors/", imports.errors, name="import_errors"),
    path("wages/", market.wages, name="wages"),
    path("wages/download/", market.wages_csv, name="wages_csv"),
    path("market/", market.supply, name="market"),
    path("market/download/", market.supply_csv, name="market_csv"),
    path("desk/wages/", market.load_wages, name="load_wages"),
    path("desk/occupations/", market.codes, name="occupation_codes"),
]
