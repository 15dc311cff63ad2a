"""登记统计 at the desk."""

from django.urls import path

from ..views import figures

urlpatterns = [
    path("desk/register/figures/", figures.figures, name="figures"),
    path("desk/register/figures/indicators.csv", figures.export, name="figures_export"),
    path("desk/register/figures/<slug:name>/", figures.people, name="indicator"),
]
