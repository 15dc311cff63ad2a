"""Employers at the desk."""

from django.urls import path

from ..views import serving

urlpatterns = [
    path("desk/jobs/", serving.desk, name="desk"),
    path("desk/employers/", serving.employers, name="desk_employers"),
    path("desk/employers/<uuid:pk>/", serving.employer, name="desk_employer"),
    path("desk/employers/<uuid:pk>/lift/", serving.lift, name="lift_ban"),
]
