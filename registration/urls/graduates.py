"""Graduates: the school's pages, one's own, the desk's."""

from django.urls import path

from ..views import graduates, graduates_desk, graduates_school, sittings

urlpatterns = [
    path("my/graduation/", graduates.mine, name="graduation"),
    path("my/graduation/employed/", graduates.employed, name="graduate_employed"),
    path("units/<uuid:pk>/graduates/", graduates_school.listed, name="graduates"),
    path("units/<uuid:pk>/graduates/upload/", graduates_school.upload, name="graduates_upload"),
    path("units/<uuid:pk>/graduates/template.xlsx", graduates_school.template, name="graduates_template"),
    path("graduate-rosters/<uuid:pk>/", graduates_school.roster, name="graduate_roster"),
    path("graduate-rosters/<uuid:pk>/wrong.csv", graduates_school.wrong, name="graduate_roster_wrong"),
    path("desk/register/graduates/", graduates_desk.listed, name="desk_graduates"),
    path("desk/register/graduates/figures/", graduates_desk.figures, name="graduate_figures"),
    path("desk/register/graduates/<uuid:pk>/", graduates_desk.one, name="desk_graduate"),
    path("desk/register/graduates/<uuid:pk>/phone/", graduates_desk.phone, name="desk_graduate_phone"),
    path("desk/register/sittings/", sittings.listed, name="sittings"),
    path("desk/register/sittings/<uuid:pk>/", sittings.one, name="sitting"),
    path("desk/register/sittings/<uuid:pk>/<uuid:person>/", sittings.enter, name="sitting_enter"),
]
