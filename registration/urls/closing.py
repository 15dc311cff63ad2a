"""A unit closes."""

from django.urls import path

from ..views import closing

urlpatterns = [
    path("life/closing/", closing.closings, name="closings"),
    path("units/<uuid:pk>/closing/", closing.closing_unit, name="closing"),
]
