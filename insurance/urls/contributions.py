"""Contributions from files."""

from django.urls import path

from ..views import contributions as views

urlpatterns = [
    path("desk/insurance/imports/", views.imports, name="imports"),
    path("desk/insurance/imports/template.xlsx", views.template, name="import_template"),
    path("desk/insurance/imports/<uuid:pk>/", views.one, name="import"),
    path("desk/insurance/imports/<uuid:pk>/apply/", views.act, {"how": "apply"}, name="import_apply"),
    path("desk/insurance/imports/<uuid:pk>/undo/", views.act, {"how": "undo"}, name="import_undo"),
    path("desk/insurance/imports/<uuid:pk>/drop/", views.act, {"how": "drop"}, name="import_drop"),
]
