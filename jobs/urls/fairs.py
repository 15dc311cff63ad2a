"""Campaigns and job fairs."""

from django.urls import path

from ..views import fairs

urlpatterns = [
    path("campaigns/", fairs.campaigns, name="campaigns"),
    path("campaigns/<slug:number>/", fairs.campaign, name="campaign"),
    path("fairs/<uuid:pk>/", fairs.fair, name="fair"),
    path("fairs/<uuid:pk>/now/", fairs.counts, name="fair_counts"),
    path("fairs/<uuid:pk>/fair.ics", fairs.fair_ics, name="fair_ics"),
    path("fairs/<uuid:pk>/pass/", fairs.take_pass, name="take_pass"),
    path("fairs/<uuid:pk>/booth/", fairs.take_booth, name="take_booth"),
    path("my/fairs/passes/<uuid:pk>/", fairs.fair_pass, name="fair_pass"),
    path("booths/<uuid:pk>/", fairs.booth, name="booth"),
    path("booths/<uuid:pk>/leave/", fairs.leave_booth, name="leave_booth"),
    path("booths/<uuid:pk>/intend/", fairs.intend, name="intend"),
    path("booths/<uuid:pk>/result/", fairs.result, name="fair_result"),
    path("desk/fairs/", fairs.desk, name="desk_fairs"),
    path("desk/fairs/<uuid:pk>/", fairs.door, name="fair_door"),
]
