"""Wishes to learn: one's own, and the desk's."""

from django.urls import path

from ..views import desk, interests

urlpatterns = [
    path("my/training/", interests.mine, name="mine"),
    path("my/training/<uuid:pk>/take-back/", interests.take_back, name="take_back"),
    path("desk/training/", desk.desk, name="desk"),
    path("desk/training/interests/", desk.listing, name="interests"),
    path("desk/training/interests/<uuid:pk>/", desk.one, name="interest"),
]
