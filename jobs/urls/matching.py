"""Who fits whom, and why."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
