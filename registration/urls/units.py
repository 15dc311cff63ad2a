"""A unit and its people."""

from django.urls import path

from ..views import filings, units

urlpatterns = [
    path("units/", units.units, name="units"),
    path("units/<uuid:pk>/staff/", units.roster, name="roster"),
    path("units/<uuid:pk>/staff/roster.csv", units.export, name="roster_export"),
    path("units/<uuid:pk>/staff/hire/", units.hire, name="hire"),
    path("units/<uuid:pk>/staff/<uuid:spell>/", units.employment, name="employment"),
    path("units/<uuid:pk>/staff/<uuid:spell>/leave/", units.leave, name="leave"),
    path("units/<uuid:pk>/staff/<uuid:spell>/contract/", units.contract, name="contract"),
    path("units/<uuid:pk>/filings/", filings.upload, name="filings"),
    path("units/<uuid:pk>/filings/<slug:kind>.xlsx", filings.template, name="filing_template"),
    path("filings/<uuid:pk>/", filings.filing, name="filing"),
    path("filings/<uuid:pk>/wrong.csv", filings.wrong, name="filing_wrong"),
]
