"""Wage guidance, supply and demand, imports."""

from django.urls import path

from ..views import market

urlpatterns = [
    path("desk/occupations/", market.codes, name="occupation_codes"),
]
