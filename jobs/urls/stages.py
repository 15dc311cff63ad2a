"""Stages of service, the profile card, pushes, likely employers."""

from django.urls import path

from ..views import likely, stages, stages_desk

urlpatterns = [
    path("my/profile-card/", stages.card, name="profile_card"),
    path("my/profile-card/pushes/", stages.switch, name="switch_push"),
    path("my/profile-card/refuse/", stages.refuse, name="refuse_stage"),
    path("my/conferences/<uuid:pk>/conference.ics", stages.conference_ics, name="conference_ics"),
    path("pushes/<str:token>/stop/", stages.stop_push, name="stop_push"),
    path("desk/stages/", stages_desk.listed, name="desk_stages"),
    path("desk/stages/report/", stages_desk.report, name="stage_report"),
    path("desk/stages/<uuid:pk>/", stages_desk.one, name="desk_stage"),
    path("employers/likely/", likely.likely, name="likely"),
    path("employers/<uuid:pk>/listing/", likely.listing, name="employer_listing"),
]
