"""Unemployment insurance at the desk."""

from django.urls import path

from ..views import desk

urlpatterns = [path("desk/insurance/", desk.desk, name="desk")]
