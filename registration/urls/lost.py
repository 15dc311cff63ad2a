"""Registered as unemployed and not heard of."""

from django.urls import path

from ..views import lost

urlpatterns = [
    path("my/work/here/", lost.here, name="here"),
    path("desk/register/lost/", lost.lost, name="lost"),
    path("desk/register/lost/<int:pk>/", lost.lost_one, name="lost_one"),
]
