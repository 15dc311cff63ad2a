"""Personnel files: the owner's page, a unit's pages, the desk."""

from django.urls import path

from ..views import archives, archives_desk

urlpatterns = [
    path("my/archive/", archives.mine, name="my_archive"),
    path("archives/units/", archives.units, name="archive_units"),
    path("units/<uuid:pk>/archives/", archives.unit, name="unit_archives"),
    path("units/<uuid:pk>/archives/consult/", archives.consult, name="unit_consult"),
    path("units/<uuid:pk>/archives/call/", archives.call, name="unit_call"),
    path("desk/register/archives/", archives_desk.queue, name="desk_archives"),
    path("desk/register/archives/new/", archives_desk.new, name="new_archive"),
    path("desk/register/archives/loans/", archives_desk.loans, name="desk_loans"),
    path("desk/register/archives/loans/<uuid:pk>/", archives_desk.loan, name="desk_loan"),
    path("desk/register/archives/looks/<uuid:pk>/", archives_desk.look, name="desk_look"),
    path("desk/register/archives/<uuid:pk>/", archives_desk.one, name="desk_archive"),
]
