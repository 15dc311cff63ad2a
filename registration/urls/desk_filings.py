"""The window files for a unit."""

from django.urls import path

from ..views import desk_filings

urlpatterns = [
    path("desk/register/filings/", desk_filings.find_unit, name="desk_units"),
    path("desk/register/filings/<slug:kind>.xlsx", desk_filings.template, name="desk_filing_template"),
    path("desk/register/filings/units/<uuid:pk>/", desk_filings.file_for, name="desk_unit"),
    path("desk/register/filings/<uuid:pk>/", desk_filings.desk_filing, name="desk_filing"),
]
