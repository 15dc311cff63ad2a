"""The register at the desk."""

from django.urls import path

from ..views import desk

urlpatterns = [path("desk/register/", desk.desk, name="desk")]
